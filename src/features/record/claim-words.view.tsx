import { Fragment, type ReactNode } from 'react'
import { DateText } from '../../web/parts/date-text.tsx'
import { Name } from '../../web/parts/name.tsx'
import { useText, useWord } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { fieldsOf, isPredicate } from './fields.ts'
import type { Context } from './record.api.ts'
import type { Claim } from './record.ts'
import { useChoiceWord, useFieldName } from './value-fields.view.tsx'

const plain = new Set([
  'text',
  'kind',
  'level',
  'status',
  'step',
  'role',
  'place',
  'date',
  'title',
  'number',
  'stance',
  'relation',
  'how',
  'stage',
  'scheme',
  'code',
  'register',
  'mode',
  'capacity',
  'rank',
  'rule',
  'value',
])

interface ValueProps {
  claim: Claim
  context: Context
  link: boolean
}

/** Each field of the value that says something. */
const useValues = ({ claim, context, link }: ValueProps): ReactNode[] => {
  const say = useText()
  const choice = useChoiceWord()
  const fieldName = useFieldName()
  const { predicate, value } = claim
  if (!isPredicate(predicate)) return []
  const language = typeof value['language'] === 'string' ? value['language'] : undefined
  return fieldsOf(predicate).flatMap(({ name, shape }) => {
    const given = value[name]
    if (name === 'language' || given === '' || (name === 'present' && given === true)) return []
    if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') return []
    const shown =
      shape.type === 'entity' && typeof given === 'string' ? (
        <Name id={given} names={context.names} link={link} />
      ) : shape.type === 'date' && typeof given === 'string' ? (
        <DateText edtf={given} />
      ) : shape.type === 'choice' ? (
        choice(predicate, name, String(given))
      ) : typeof given === 'boolean' ? (
        say(given ? 'record.yes' : 'record.no')
      ) : (
        <bdi
          className={shape.type === 'long' ? 'sentence' : undefined}
          lang={language}
          dir={language === undefined ? 'auto' : directionOf(language)}
        >
          {String(given)}
        </bdi>
      )
    return [
      <Fragment key={name}>
        {!plain.has(name) && <span className="quiet-label">{fieldName(predicate, name)}: </span>}
        {shown}
      </Fragment>,
    ]
  })
}

interface Props {
  claim: Claim
  context: Context
  /** The one whose page this is: it need not be named again and again. */
  about?: string
  /** Names lead to their pages. */
  link?: boolean
}

/** What a claim says, in one line: of whom, what, and its value. */
export const ClaimWords = ({ claim, context, about, link = true }: Props) => {
  const word = useWord()
  const values = useValues({ claim, context, link })
  const object =
    claim.object === null ? [] : [<Name key="object" id={claim.object} names={context.names} link={link} />]
  return (
    <span className="claim-words">
      {claim.subject !== about && (
        <>
          <Name id={claim.subject} names={context.names} link={link} />{' '}
        </>
      )}
      <span className="quiet-label">
        {isPredicate(claim.predicate) ? word('predicate', claim.predicate) : claim.predicate}
        {object.length + values.length > 0 && ':'}
      </span>{' '}
      {[...object, ...values].map((part, at) => (
        // The parts of a claim stand in their order.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={at}>
          {at > 0 && ' · '}
          {part}
        </Fragment>
      ))}
    </span>
  )
}
