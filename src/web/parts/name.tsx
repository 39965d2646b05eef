import type { NameView } from '../../features/record/record.ts'
import { IllustrationMark } from './illustration-mark.tsx'
import { useLinks } from '../links.ts'
import { useText } from '../text.ts'
import { directionOf } from '../text/languages.ts'

export type Names = Readonly<Record<string, NameView>>

interface Caveat {
  readonly text: string
  readonly language: string
  /** What stands at the name and at the note: an asterisk where that was agreed, else a number. */
  readonly sign: string
  readonly anchor: string
  readonly illustration: boolean
}

const known = new WeakMap<Names, ReadonlyMap<string, Caveat>>()

/** The footnotes that the names of a page need, by their text: one note serves all who bear it. */
export const caveatsOf = (names: Names): ReadonlyMap<string, Caveat> => {
  const before = known.get(names)
  if (before) return before
  const found = new Map<string, Caveat>()
  let asterisks = 0
  let numbers = 0
  for (const { caveat, asterisk, language, illustration = false } of Object.values(names)) {
    if (caveat === undefined || found.has(caveat)) continue
    const sign = asterisk === true ? '*'.repeat(++asterisks) : String(++numbers)
    found.set(caveat, { text: caveat, language, sign, anchor: `caveat-${found.size + 1}`, illustration })
  }
  known.set(names, found)
  return found
}

interface Props {
  id: string
  names: Names
  link?: boolean
}

/** What an entity is called, in the language of its name, with the asterisk and the note that were agreed. */
export const Name = ({ id, names, link = false }: Props) => {
  const say = useText()
  const links = useLinks()
  const name = names[id]
  if (name === undefined) return <span className="name unnamed">{say('parts.unnamed')}</span>

  const caveat = name.caveat === undefined ? undefined : caveatsOf(names).get(name.caveat)
  return (
    <>
      <bdi className="name" lang={name.language} dir={directionOf(name.language)}>
        {link ? <a href={links.to(id, name.type)}>{name.text}</a> : name.text}
        {caveat === undefined ? (
          name.asterisk === true && '*'
        ) : (
          <a
            className={name.asterisk === true ? 'caveat' : 'caveat numbered'}
            href={`#${caveat.anchor}`}
            aria-label={say('parts.caveat.see', { sign: caveat.sign })}
          >
            {caveat.sign}
          </a>
        )}
      </bdi>
      {name.illustration === true && caveat === undefined && (
        <>
          {' '}
          <IllustrationMark />
        </>
      )}
    </>
  )
}

/** The notes to the names of a page, at its foot. Nothing where no name needs one. */
export const Caveats = ({ names }: { names: Names }) => {
  const say = useText()
  const caveats = [...caveatsOf(names).values()]
  if (caveats.length === 0) return null
  return (
    <aside className="caveats" aria-label={say('parts.caveat.title')}>
      {caveats.map(({ text, language, sign, anchor, illustration }) => (
        <p key={anchor} id={anchor} tabIndex={-1}>
          <span className="sign">{sign}</span>{' '}
          <bdi lang={language} dir={directionOf(language)}>
            {text}
          </bdi>{' '}
          {illustration && <IllustrationMark />}
        </p>
      ))}
    </aside>
  )
}
