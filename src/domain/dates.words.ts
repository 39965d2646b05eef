import type { CalendarName } from './calendars.ts'

/**
 * The letter that stands for each sort of word in the patterns of `dates.grammar.ts`. Arabic says 'before' for
 * 'ago' and 'after' for 'in', hence the two sorts with `or` in their names.
 */
export const letters = {
  after: 'a',
  'after-or-in': 'z',
  ago: 'G',
  and: 'J',
  article: 'A',
  before: 'b',
  'before-or-ago': 'k',
  between: 'B',
  by: 'y',
  circa: 'c',
  day: 'D',
  decade: 'd',
  edtf: '@',
  era: 'X',
  event: 'V',
  few: 'N',
  from: 'F',
  future: 'f',
  hyphen: 'h',
  in: 'I',
  later: 'L',
  meridiem: 'm',
  month: 'M',
  neutral: '_',
  number: 'n',
  numeric: '#',
  or: 'O',
  part: 'E',
  past: 'v',
  perhaps: 'p',
  quarter: 'Q',
  relative: 'R',
  season: 'S',
  since: 's',
  time: 't',
  to: 'T',
  unit: 'U',
  unknown: 'x',
  until: 'u',
  weekday: 'W',
  within: 'w',
  year: 'Y',
  zone: 'g',
} as const

/** What a word does in a written date. */
export type Sort = keyof typeof letters

// In the tables below `|` parts spellings of one word. Languages: English, Arabic, Persian and Dari, Pashto
// (months), Russian. A word is folded before it is looked up, so marks and articles may be written or not.

/** Twelve months in each row; a calendar has a row for each tradition of names. */
export const months: Record<CalendarName, readonly string[]> = {
  gregorian: [
    'january|jan, february|feb, march|mar, april|apr, may, june|jun, july|jul, august|aug, september|sep|sept, october|oct, november|nov, december|dec',
    'يناير, فبراير, مارس, أبريل, مايو, يونيو|يونيه, يوليو|يوليه, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر',
    'كانون الثاني, شباط, آذار, نيسان, أيار, حزيران, تموز, آب, أيلول, تشرين الأول, تشرين الثاني, كانون الأول',
    'ژانویه, فوریه, مارس, آوریل, مه, ژوئن, ژوئیه|ژوییه, اوت|آگوست, سپتامبر, اکتبر, نوامبر, دسامبر',
    'جنوری, فبروری, مارچ, اپریل, می, جون, جولای, اگست, سپتمبر, اکتوبر, نومبر, دسمبر',
    'январь|января|январе, февраль|февраля|феврале, март|марта|марте, апрель|апреля|апреле, май|мая|мае, июнь|июня|июне, июль|июля|июле, август|августа|августе, сентябрь|сентября|сентябре, октябрь|октября|октябре, ноябрь|ноября|ноябре, декабрь|декабря|декабре',
  ],
  persian: [
    'farvardin|farwardin, ordibehesht, khordad, tir, mordad|amordad, shahrivar|shahriwar, mehr, aban, azar, dey, bahman, esfand',
    'فروردین, اردیبهشت, خرداد, تیر, مرداد|امرداد, شهریور, مهر, آبان, آذر, دی, بهمن, اسفند',
    'hamal, sawr|saur|thawr|sowr, jawza|jauza|jowza, saratan, asad, sonbola|sunbula|sonbula|sunbola|sunbulah, mizan, aqrab, qaws|qaus|qows, jadi|jady|jaddi, dalw|dalv|dalwa, hut|hoot',
    'حمل, ثور, جوزا|جوزاء, سرطان, اسد, سنبله, میزان, عقرب, قوس, جدی, دلو, حوت',
    'وری, غویی, غبرګولی, چنګاښ, زمری, وږی, تله, لړم, لیندۍ, مرغومی, سلواغه, کب',
  ],
  'islamic-umalqura': [
    'muharram|moharram, safar, rabi i|rabi al awwal|rabi ul awwal|rabi al awal, rabi ii|rabi al thani|rabi al akhir|rabi ul thani|rabi us sani, jumada i|jumada al awwal|jumada al ula|jumada al oula, jumada ii|jumada al thani|jumada al akhirah|jumada al akhira, rajab, shaban|sha ban, ramadan|ramadhan|ramazan, shawwal|shawal, dhu al qadah|dhul qadah|dhu al qidah|dhul qidah|dhul qada|dhu al qada|zulqada|zul qada, dhu al hijjah|dhul hijjah|dhu al hijja|dhul hijja|zulhijja|zul hijja|zilhijja',
    'محرم|محرم الحرام, صفر|صفر المظفر, ربيع الأول, ربيع الثاني|ربيع الآخر, جمادى الأولى|جمادى الأول, جمادى الآخرة|جمادى الثانية|جمادى الثاني|جمادى الآخر, رجب|رجب المرجب, شعبان|شعبان المعظم, رمضان|رمضان المبارك, شوال|شوال المكرم, ذو القعدة|ذي القعدة|ذوالقعدة|ذيقعده, ذو الحجة|ذي الحجة|ذوالحجة|ذيحجه',
  ],
}

/** Sunday first. */
export const weekdays =
  'sunday|sun|الأحد|یکشنبه|یک شنبه|воскресенье, monday|mon|الاثنين|دوشنبه|دو شنبه|понедельник, tuesday|tue|tues|الثلاثاء|سهشنبه|سه شنبه|вторник, wednesday|wed|الأربعاء|چهارشنبه|چهار شنبه|среда|среду, thursday|thu|thurs|الخميس|پنجشنبه|پنج شنبه|четверг, friday|fri|الجمعة|جمعه|пятница|пятницу, saturday|sat|السبت|شنبه|суббота|субботу'

/** One to twelve. */
export const numerals =
  'one|first|واحد|یک|اول|один, two|second|دو|دوم|два|две, three|third|ثلاثة|ثلاث|سه|سوم|три, four|fourth|أربعة|أربع|چهار|چهارم|четыре, five|fifth|خمسة|خمس|پنج|پنجم|пять, six|sixth|ستة|ست|شش|ششم|шесть, seven|seventh|سبعة|سبع|هفت|هفتم|семь, eight|eighth|ثمانية|ثماني|هشت|هشتم|восемь, nine|ninth|تسعة|تسع|نه|نهم|девять, ten|tenth|عشرة|عشر|ده|دهم|десять, eleven|eleventh|یازده, twelve|twelfth|دوازده'

/** Spring first: EDTF 21 to 24. */
export const seasons =
  'spring|ربيع|بهار|весна|весной|весны, summer|صيف|تابستان|лето|летом|лета, autumn|fall|خريف|پاییز|خزان|осень|осенью|осени, winter|شتاء|زمستان|зима|зимой|зимы'

/** EDTF 33 to 36. */
export const quarters =
  'q1|first quarter|الربع الأول|ربع اول|سه ماهه اول|первый квартал, q2|second quarter|الربع الثاني|ربع دوم|سه ماهه دوم|второй квартал, q3|third quarter|الربع الثالث|ربع سوم|سه ماهه سوم|третий квартал, q4|fourth quarter|الربع الرابع|ربع چهارم|سه ماهه چهارم|четвертый квартал'

/** Last, this, next: -1, 0, 1. */
export const relatives =
  'last|past|previous|ماضي|ماضية|منصرم|فائت|گذشته|پیشین|прошлый|прошлом|прошлого|прошлая|прошлую|прошлой, this|current|جاري|حالي|هذا|این|جاری|این|этот|этом|этого|эту|этой, next|coming|upcoming|up coming|forthcoming|مقبل|مقبلة|قادم|قادمة|آتي|آینده|следующий|следующем|следующего|следующая|следующую|следующей'

/** From two days ago to two days ahead. */
export const dayWords =
  'day before yesterday|أول أمس|پریروز|позавчера, yesterday|أمس|دیروز|вчера, today|tonight|اليوم|امروز|сегодня, tomorrow|غدا|فردا|завтра, day after tomorrow|بعد غد|پس فردا|послезавтра'

/** Words told apart by name: units of time, their Arabic duals, parts of a month or year, time zones, calendars. */
export const named = {
  unit: {
    day: 'day|days|يوم|أيام|يوما|روز|день|дня|дней',
    week: 'week|weeks|أسبوع|أسابيع|أسبوعا|هفته|неделя|неделю|недели|недель|неделе',
    month: 'month|months|شهر|أشهر|شهور|شهرا|ماه|месяц|месяца|месяцев|месяце',
    year: 'year|years|عام|سنة|سنوات|أعوام|عاما|سال|год|года|лет|году',
  },
  dual: { day: 'يومين', week: 'أسبوعين|fortnight', month: 'شهرين', year: 'عامين|سنتين' },
  part: {
    early: 'early|أوائل|مطلع|اوایل|начало|начале',
    beginning: 'beginning|start|بداية|آغاز|ابتدای|شروع',
    mid: 'mid|middle|منتصف|أواسط|وسط|اواسط|نیمه|середина|середине',
    late: 'late|أواخر|اواخر',
    end: 'end|نهاية|آخر|پایان|конец|конце|конца',
    'first-half': 'first half|النصف الأول|نصف اول|نیمه اول|نیمه نخست|первой половине|первая половина',
    'second-half': 'second half|latter half|النصف الثاني|نصف دوم|نیمه دوم|второй половине|вторая половина',
    'first-week': 'first week|الأسبوع الأول|هفته اول',
    'last-week': 'last week of|final week|هفته آخر',
  },
  zone: {
    Z: 'utc|gmt|z',
    '+03:00': 'doha time|mecca time|moscow time|istanbul time',
    '+03:30': 'tehran time',
    '+04:00': 'dubai time',
    '+04:30': 'kabul time',
    '+05:00': 'islamabad time|tashkent time|dushanbe time',
  },
  meridiem: { am: 'am|صباحا|صبح', pm: 'pm|مساء|عصر|شب' },
  era: {
    gregorian: 'ad|ce|م|ميلادي|ميلادية|میلادی',
    persian: 'ap|sh|solar hijri|هش|ه ش|هجری شمسی|هجری خورشیدی|شمسی|خورشیدی',
    'islamic-umalqura': 'ah|hijri|lunar hijri|هـ|هجري|هجرية|هق|ه ق|هجری قمری|قمری',
  },
} as const

/** The remaining words; what is neutral is passed over. */
export const plainWords: Partial<Record<Sort, string>> = {
  after: 'after|following|later than|بعد از|پس از|после',
  'after-or-in': 'بعد',
  ago: 'ago|earlier|پیش|назад',
  and: 'and|و|и',
  article: 'a|an',
  before: 'before|prior to|ahead of|earlier than|قبل از|پیش از|до',
  'before-or-ago': 'قبل',
  between: 'between|بين|между',
  by: 'by|بحلول|к',
  circa:
    'around|about|circa|ca|c|approximately|approx|roughly|or so|حوالي|نحو|تقريبا|حدود|حوالی|около|примерно',
  event:
    'summit|conference|meeting|meetings|session|round|talks|ministerial|election|elections|withdrawal|visit|ceasefire|signing|negotiations|consultations|gathering|forum|assembly|takeover|agreement|nowruz|eid|قمة|مؤتمر|اجتماع|جلسة|جولة|محادثات|انتخابات|زيارة|نشست|اجلاس|کنفرانس|دیدار|مذاکرات|саммит|саммита|саммите|встреча|встречи|встрече|конференция|конференции|заседание|заседании',
  few: 'few|several|some|couple|couple of|بضعة|عدة|چند|چندین|несколько',
  from: 'from|من|از|с',
  future: 'will|expected|scheduled|due|planned|to take place|to be held|shall|slated|set for',
  in: 'in|في|در|в|во|через',
  later: 'later|from now|hence|دیگر',
  neutral:
    'on|at|during|for|dated|date|the|of|be|take place|take|place|it|is|held on|time|sometime|morning|evening|afternoon|night|over|calendar|على|تاريخ|بتاريخ|مورخ|به|на|г|числа',
  or: 'or|أو|يا|или',
  past: 'held|took place|was|were|عقد',
  perhaps: 'possibly|perhaps|maybe|probably|reportedly|likely|ربما|شاید|احتمالا|возможно',
  since: 'since|as of|starting|starting from|منذ|از زمان|اعتبارا من|с момента',
  to: 'to|through|thru|إلى',
  until: 'until|till|up to|no later than|not later than|حتى|تا|حداکثر تا|по|не позднее',
  within: 'within|خلال|ظرف',
}
