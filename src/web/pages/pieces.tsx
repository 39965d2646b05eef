import type { ReactNode } from 'react'
import type { Linked } from '../../features/registry/folds.ts'
import { foldDesignations } from '../../features/registry/names.ts'
import type { PartyKind } from '../../features/registry/order.ts'
import type { Stated } from '../../features/registry/participation.ts'
import type { EntityPage } from '../../features/registry/registry.api.ts'
import type { Context } from '../../features/record/record.api.ts'
import type { Reading } from '../../features/record/record.ts'
import { Button } from '../parts/button.tsx'
import { IllustrationMark } from '../parts/illustration-mark.tsx'
import { Caveats, Name, type Names } from '../parts/name.tsx'
import { SourceMark, Sourced } from '../parts/sourced.tsx'
import { Loading, Problem } from '../parts/states.tsx'
import { Title } from '../parts/title.tsx'
import { useLocale, useText, useWord } from '../text.ts'
import { directionOf, languageOfWords } from '../text/languages.ts'
import { AddLink } from './add-link.tsx'
import { type Asked, useEntity } from './asking.ts'

/** Which text a source repeats, for counting independent sources. */
export const rootsOf =
  (context: Context) =>
  (source: string): string =>
    context.sources[source]?.root ?? source

/** The kinds sources give of a party, where the answer brings them with the name. */
export const kindsOf = (names: Names, party: string): readonly PartyKind[] => names[party]?.kinds ?? []

export const nameText = (names: Names, id: string): string => names[id]?.text ?? ''

/** Words that stand in the record, which need not be in the language of the page. */
export const Words = ({ text, language }: { text: string; language?: string | undefined }) => (
  <bdi
    className="words"
    lang={language ?? languageOfWords(text)}
    dir={language === undefined ? 'auto' : directionOf(language)}
  >
    {text}
  </bdi>
)

interface SaidProps {
  text: string
  language?: string | undefined
  /** What stands before the words in the language of the page: how firmly it is said, by whom. */
  before?: ReactNode
  /** What belongs to the words: their sources. */
  children?: ReactNode
}

/** A statement of the record in a block of its own, which runs the way its letters do, whichever way the page runs. */
export const Said = ({ text, language, before, children }: SaidProps) => (
  <span className="stated">
    {before}
    <span
      className="said"
      lang={language ?? languageOfWords(text)}
      dir={language === undefined ? 'auto' : directionOf(language)}
    >
      {/* The mark of the sources never stands alone on a line. */}
      {text}
      {children !== undefined && '\u00A0'}
      {children}
    </span>
  </span>
)

export const Facts = ({ children }: { children: ReactNode }) => <dl className="facts">{children}</dl>

/** One line of facts. */
export const Fact = ({ label, children }: { label: ReactNode; children: ReactNode }) => (
  <div className="fact">
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

interface SourcedFactProps<Each> {
  label: ReactNode
  reading: Reading<Each>
  render: (value: Each) => ReactNode
  context: Context
}

/** One question and what sources answer; nothing where none does. */
export const SourcedFact = <Each,>({ label, reading, render, context }: SourcedFactProps<Each>) =>
  reading.versions.length === 0 ? null : (
    <Fact label={label}>
      <Sourced reading={reading} render={render} context={context} />
    </Fact>
  )

/** Words given by one or more claims, with their sources. */
export const StatedWords = ({ stated, context }: { stated: Stated; context: Context }) => (
  <Said text={stated.text}>
    <SourceMark claims={stated.claims} context={context} />
  </Said>
)

export const StatedList = ({ all, context }: { all: readonly Stated[]; context: Context }) =>
  all.map(stated => <StatedWords key={stated.claims[0]?.id} stated={stated} context={context} />)

/** Names of several entities in a row, each with what links it here. */
export const LinkedRow = ({ all, context }: { all: readonly Linked[]; context: Context }) => {
  const say = useText()
  return all.map(({ id, claims }, at) => (
    <span key={id}>
      {at > 0 && say('parts.comma')}
      <Name id={id} names={context.names} link /> <SourceMark claims={claims} context={context} />
    </span>
  ))
}

const OtherNames = ({ page }: { page: EntityPage }) => {
  const say = useText()
  const { language } = useLocale()
  const shown = page.names[page.id]?.text
  const others = foldDesignations(page.claims, page.id, language)
    .flatMap(group => group.names)
    .filter(name => name.text !== shown && name.register !== 'contested')
  const texts = new Map(others.map(name => [name.text, name]))
  if (texts.size === 0) return null
  return (
    <ul className="other-names" aria-label={say('pages.head.otherNames')}>
      {[...texts.values()].slice(0, 6).map(name => (
        <li key={name.text}>
          <Words text={name.text} language={name.language} />
          {name.claims.every(claim => claim.illustration) && <IllustrationMark />}
        </li>
      ))}
    </ul>
  )
}

interface HeadProps {
  page: EntityPage
  /** What stands above the name; the type of the entity where absent. */
  eyebrow?: ReactNode
  children?: ReactNode
  /** What else may be done here, beside adding to the record. */
  actions?: ReactNode
}

/** The name of what the page is about, and what else it is called. */
export const EntityHead = ({ page, eyebrow, children, actions }: HeadProps) => {
  const word = useWord()
  const say = useText()
  return (
    <header className="entity-head">
      <Title>{nameText(page.names, page.id) || word('entity', page.type)}</Title>
      <p className="eyebrow">{eyebrow ?? word('entity', page.type)}</p>
      <h1>
        <Name id={page.id} names={page.names} />
      </h1>
      <OtherNames page={page} />
      {children}
      <p className="head-actions">
        <AddLink aim={{ about: page.id }}>{say('pages.add.about')}</AddLink>
        {actions}
      </p>
    </header>
  )
}

/** More of the same, where an answer was too long for one. */
export const More = ({ asked, label }: { asked: Asked<unknown>; label: string }) =>
  asked.more === null ? null : (
    <p className="more">
      <Button onClick={asked.more} busy={asked.busy}>
        {label}
      </Button>
    </p>
  )

/** A page about one entity: its answer, or what went wrong; the notes to its names at the foot. */
export const EntityFrame = ({ id, children }: { id: string; children: (page: EntityPage) => ReactNode }) => {
  const say = useText()
  const asked = useEntity(id)
  if (asked.error)
    return (
      <>
        <Title>{say('pages.problem')}</Title>
        <h1 className="visually-hidden">{say('pages.problem')}</h1>
        <Problem error={asked.error} onRetry={asked.retry} />
      </>
    )
  if (asked.data === undefined) return <Loading lines={12} />
  return (
    <article className={`entity ${asked.data.type}`}>
      {children(asked.data)}
      <More asked={asked} label={say('pages.moreClaims')} />
      <Caveats names={asked.data.names} />
    </article>
  )
}
