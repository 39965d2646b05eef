import { foldText } from './names.script.ts'
import { soundOf } from './names.sound.ts'

// Written in Latin letters and compared by sound, so one entry serves every script and spelling.
const heard = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/).map(soundOf))
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const titles = words(`
  mr mrs ms miss mx dr doctor doktor prof professor sir lord lady dame hon honourable honorable the rev reverend
  father brother sister st saint president praesident prasident presidente vice prime minister ministre ministro
  ambassador senator sen rep representative governor chairman secretary king queen prince princess emperor
  gen general lt lieutenant col colonel maj major capt captain cpt sgt sergeant adm admiral marshal brig brigadier
  monsieur madame mademoiselle mme mlle herr frau fraulein signor signora senor senora sr sra don dona dom
  gospodin gospozha pan pani he excellency eng engineer ing dipl avv lic jr junior
  sheikh sheik shaikh shaykh cheikh sayyid sayed sayyed seyed seyyed syed haji hajji hadji alhaj hajj mullah mulla
  mawlawi maulawi maulvi mawlavi molavi mowlawi maulana mawlana moulana qari ustad ustaz ayatollah hojatoleslam
  hujjatulislam mufti allama qazi
`)

// Arabic-script titles are listed as written: their Latin sounds would take real names along.
const writtenTitles = words(
  foldText(`
  شیخ الشیخ سید السید دکتر دکتور الدکتور ملا مولوی مولانا حاجی حاج الحاج انجنیر انجینیر مهندس استاد قاری
  آیت‌الله ایت‌الله ایت حجت‌الاسلام حجه رئیس الرئیس ریییس جنرال ژنرال مفتی قاضی الامیر شاهزاده جناب اقای خانم ښاغلی
  শেখ সৈয়দ श्री श्रीमती господин госпожа доктор президент генерал шейх мулла маулави мавлави
  מר גברת
`),
)

const titlesAfter = words(`
  jr sr junior senior phd md esq cbe obe mbe qc kc dds mp 先生 女士 小姐 博士 主席 总统 總統 部长 씨 님 대통령 さん 氏 様
`)

const particles = words(`
  al el ul ur ud uz us ad ar ash at il la le las los les de del della di da do dos das du des der den dem
  van von vom zu zum zur ten ter af av und et and of the bint binti binte ould wuld ap
`)

/** Words that say "child of": the name after one is a parent's. */
const childOf = words('bin ben ibn ibni bint binti binte bte ould wuld uld ולד بن ابن بنت ولد בן בת')

const legalForms = words(`
  ltd limited llc llp lp plc inc incorporated corp corporation co company ag gmbh kg kgaa se sa sas sarl sl srl spa
  bv nv ab as asa oy oyj aps sprl bvba eood ood ead jsc ojsc cjsc pjsc pte pty pvt sdn bhd kft zrt rt doo dd
  oao ooo zao pao ao tov pat prat too tzoo ип ооо оао зао пао ао тов пат llp zoo sp na akg
  aktiengesellschaft gesellschaft mbh incorporation joint stock open closed public liability
  общество ограниченной ответственностью акционерное ответственности
`)

// Families of one name: short forms, national forms written by the same person in two languages, and
// Korean surnames whose Latin spelling is free. Forms that name other people (Jean, John) stay apart.
const families = `
  mohammad muhammad mohamed mohammed mohamad muhammed mohamud mehmed mehmet mochammad mokhammad magomed md mohd muhamad mħmd
  ahmad ahmed ahmet akhmad akhmed aħmd | hasan hassan khasan ħsn | husain hussain hussein hossein husein husayn khusein houcine ħsyn
  yusuf yousef youssef yusif yousuf | umar omar oumar | uthman osman othman usman | ali aly | isa issa eisa
  abdullah abdallah abdulla abdellah abdollah | khan | aisha ayesha aicha | fatima fatemeh fatma fatimah | zainab zeinab zeynep
  ibrahim ebrahim ibragim | ismail esmail ismael ismoil | sulaiman suleiman sulayman soleyman sulaymon | yahya yehia yahia
  jamal gamal djamel jamel | najib naguib | mustafa mostafa moustapha mustapha | qasim kassem ghasem gasim qosim
  mikhail mykhailo mihail mikhailo mihails | volodymyr vladimir wladimir uladzimir | serhii sergei sergey serhiy sergejs
  oleksandr aleksandr alexander alexandr alyaksandr aliaksandr sasha | dmytro dmitry dmitri dmitrij dzmitry
  mykola nikolai nikolay mikalai | yevhen evgeny yevgeny evgeniy evgenii yauhen eugene | andrii andrei andrey andriy
  oleksii aleksei alexei alexey oleksiy aliaksei | pavlo pavel | petro pyotr petr piotr | hryhorii grigory grigori hryhoriy
  yurii yuri iurii yuriy juri jurij iouri | ihor igor | oleh oleg aleh | olena elena yelena alena | hanna anna ganna
  iryna irina | kateryna ekaterina yekaterina katerina | natalia nataliya natalya | tetiana tatiana tatyana | ivan
  yulia julia iuliia yuliya | vasyl vasily vasilii vasyli | viktor victor viktar | fedir fyodor fedor | stepan
  konstantin kostiantyn konstantyn | maksym maxim maksim | ilya illia ilia | artem artyom | luka | halyna galina
  william bill will billy | robert bob rob bobby | richard dick rick | james jim jimmy | john jon jack johnny juan
  michael mike mick | thomas tom tommy tomas | joseph joe josef jozef | charles charlie chuck | edward ed eddie ted
  anthony tony antony | benjamin benny bibi binyamin | danny dan | samuel sam | matthew matt | elizabeth liz beth
  nicholas nick nicolas nikolas | gregory greg | kenneth ken | steven stephen steve | andrew andy | david dave dawid
  donald | timothy | peter pete pieter | jeffrey jeff geoffrey | christopher chris | katherine kate kathy catherine
  margaret maggie peggy | susan sue | deborah debbie | patrick pat | philip phil phillip filip | zachary zach | george
  kim gim | lee ri yi rhee | park pak bak pag | choi choe | jung jeong chung | cho jo | kang gang | lim im rim
  yoo yu ryu | roh noh | ko go koh | jang chang | kwon gwon | paek baek paik baik
  zedong tsetung | xi hsi | zhou chou | chiang jiang
`

const familyOfSound = new Map(
  families
    .trim()
    .split(/\s*[|\n]\s*/)
    .map(family => family.split(' '))
    .flatMap(family => family.map(name => [soundOf(name), family[0] ?? name] as const)),
)

// Names so many bear that sharing one says little.
const shared = heard(`
  mohammad mohamed muhammad mohammed ahmad ahmed ali hasan hassan husain hussein hossein abdul abdullah ibrahim khan shah
  jan agha gul mir said sayed omar umar yusuf mahmud mustafa hamid rahman din haji amir salih saleh mħmd aħmd ħsn ħsyn li
  kim lee john abu
`)

const prophets = heard(
  'mohammad muhammad mohamed mohammed mohamad muhammed mħmd ahmad ahmed aħmd ali agha jan khan shah gul',
)

/** Whether a name is one that Abd (servant of) is not compounded with. */
export const isProphetName = (sound: string): boolean => prophets.has(sound)
interface Word {
  readonly latin: string
  readonly written: string
}

/** Whether a word is a title, honorific or other word that belongs to the person and not to the name. */
export const isTitle = ({ latin, written }: Word): boolean =>
  (latin === written && titles.has(latin)) || writtenTitles.has(written)
/** Whether a word is a title that follows a name: PhD, Jr, さん. */
export const isTitleAfter = ({ written }: Word): boolean => titlesAfter.has(written)
/** Whether a word joins parts of a name and may be left out: al, de, von. */
export const isParticle = (latin: string): boolean => particles.has(latin)
/** Whether a word says that the next one is a parent's name: bin, ibn, بن. */
export const isChildOf = (latin: string, written: string): boolean =>
  childOf.has(latin) || childOf.has(written)
/** Whether a word is a company's legal form. */
export const isLegalForm = (latin: string, written: string): boolean =>
  legalForms.has(latin) || legalForms.has(written)
/** The first form of the family a name belongs to, or undefined. Two forms of one family are one name. */
export const familyOf = (sound: string): string | undefined => familyOfSound.get(sound)
/** Whether so many people share a name that it tells them apart badly. */
export const isShared = (sound: string): boolean => shared.has(sound)
