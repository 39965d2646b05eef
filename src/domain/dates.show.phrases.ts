/** What is said around dates. The functions take text already formatted. */
export interface DatePhrases {
  readonly approximately: (date: string) => string
  readonly uncertain: (date: string) => string
  readonly before: (date: string) => string
  readonly from: (date: string) => string
  readonly between: (from: string, to: string) => string
  /** By EDTF code, 21–41. */
  readonly season: (code: number, year: string) => string
  readonly decade: (year: string) => string
  readonly unknown: string
  readonly comma: string
}

const ordinal = (names: readonly string[], code: number) => {
  const first = [33, 37, 40].findLast(each => code >= each) ?? 33
  return names[code - first] ?? ''
}

/** Seasons are numbered 21–24, and again from 25 for the northern and from 29 for the southern half of the world. */
const named = (seasons: readonly string[], code: number) => seasons[(code - 21) % 4] ?? ''

const part = (code: number, quarter: string, third: string, half: string) =>
  code < 37 ? quarter : code < 40 ? third : half

const english: DatePhrases = {
  approximately: date => `${date}, approximately`,
  uncertain: date => `possibly ${date}`,
  before: date => `before ${date}`,
  from: date => `from ${date}`,
  between: (from, to) => `${from} – ${to}`,
  season: (code, year) =>
    code < 33
      ? `${named(['spring', 'summer', 'autumn', 'winter'], code)} ${year}`
      : `${ordinal(['first', 'second', 'third', 'fourth'], code)} ${part(code, 'quarter', 'third', 'half')} of ${year}`,
  decade: year => `the ${year}s`,
  unknown: 'date unknown',
  comma: ', ',
}

const arabic: DatePhrases = {
  approximately: date => `${date} تقريبًا`,
  uncertain: date => `ربما ${date}`,
  before: date => `قبل ${date}`,
  from: date => `ابتداءً من ${date}`,
  between: (from, to) => `${from} – ${to}`,
  season: (code, year) =>
    code < 33
      ? `${named(['ربيع', 'صيف', 'خريف', 'شتاء'], code)} ${year}`
      : `${part(code, 'الربع', 'الثلث', 'النصف')} ${ordinal(['الأول', 'الثاني', 'الثالث', 'الرابع'], code)} من ${year}`,
  decade: year => `عقد ${year}`,
  unknown: 'تاريخ غير معروف',
  comma: '، ',
}

const persian: DatePhrases = {
  approximately: date => `حدود ${date}`,
  uncertain: date => `احتمالاً ${date}`,
  before: date => `پیش از ${date}`,
  from: date => `از ${date}`,
  between: (from, to) => `${from} تا ${to}`,
  season: (code, year) =>
    code < 33
      ? `${named(['بهار', 'تابستان', 'خزان', 'زمستان'], code)} ${year}`
      : `${part(code, 'ربع', 'ثلث', 'نیمهٔ')} ${ordinal(['اول', 'دوم', 'سوم', 'چهارم'], code)} ${year}`,
  decade: year => `دههٔ ${year}`,
  unknown: 'تاریخ نامعلوم',
  comma: '، ',
}

/** The phrases of the language of a BCP 47 tag; English where there are none. */
export const phrasesFor = (locale: string): DatePhrases => {
  const [language] = locale.split('-')
  if (language === 'ar') return arabic
  return language === 'fa' || language === 'prs' ? persian : english
}
