import { type ReactNode, useEffect } from 'react'
import { SpokenIn } from '../../web/locale.tsx'
import { useLocale } from '../../web/text.ts'
import { isLanguage } from '../../web/text/languages.ts'
import type { DocumentContent } from './content.ts'
import { OutcomeDocument } from './document.view.tsx'

const counters: Readonly<Record<string, string>> = { arab: 'arabic-indic', arabext: 'persian' }
const quoted = (text: string) =>
  `"${text.replaceAll(/["\\\n]/g, letter => `\\${letter.charCodeAt(0).toString(16)} `)}"`

/** What stands at the head and the foot of every sheet: the number, the page of so many, and the beginning of the fingerprint. */
export const sheetRules = (
  number: string | null,
  hash: string | null,
  tag: string,
  direction: 'ltr' | 'rtl',
) => {
  const system = new Intl.NumberFormat(tag).resolvedOptions().numberingSystem
  const style = counters[system] ?? 'decimal'
  const [begin, end] = direction === 'rtl' ? ['right', 'left'] : ['left', 'right']
  const small = 'font: 8pt "Noto Sans Variable", sans-serif; color: #444;'
  return `@page {
    size: A4;
    margin: 22mm 20mm 24mm;
    @top-${end} { content: ${quoted(number ?? '')}; ${small} }
    @bottom-${begin} { content: ${quoted(hash?.slice(0, 16) ?? '')}; ${small} }
    @bottom-${end} { content: counter(page, ${style}) " / " counter(pages, ${style}); ${small} }
  }
  @page :first { @top-${end} { content: none; } }`
}

const Sheets = ({ number, hash }: { number: string | null; hash: string | null }) => {
  const { tag, direction } = useLocale()
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(sheetRules(number, hash, tag, direction))
    document.adoptedStyleSheets.push(sheet)
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter(each => each !== sheet)
    }
  }, [number, hash, tag, direction])
  return null
}

/** The document in its own language, on the screen as on sheets of A4. */
export const Paper = ({
  content,
  hash,
  children,
}: {
  content: DocumentContent
  hash: string | null
  children?: ReactNode
}) => {
  const [own = 'en'] = content.language.split('-')
  return (
    <SpokenIn language={isLanguage(own) ? own : 'en'}>
      <Sheets number={content.number} hash={hash} />
      <OutcomeDocument content={content} hash={hash} origin={location.origin}>
        {children}
      </OutcomeDocument>
    </SpokenIn>
  )
}
