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
])

const Values = ({ claim, context }: { claim: Claim; context: Context }) => {
  const say = useText()
  const choice = useChoiceWord()
  const fieldName = useFieldName()
  const { predicate, value } = claim
  if (!isPredicate(predicate)) return null
  const language = typeof value['language'] === 'string' ? value['language'] : undefined
  return fieldsOf(predicate).flatMap(({ name, shape }) => {
    const given = value[name]
    if (name === 'language' || given === '') return []
    if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') return []
    const shown =
      shape.type === 'entity' && typeof given === 'string' ? (
        <Name id={given} names={context.names} link />
      ) : shape.type === 'date' && typeof given === 'string' ? (
        <DateText edtf={given} />
      ) : shape.type === 'choice' ? (
        choice(predicate, name, String(given))
      ) : typeof given === 'boolean' ? (
        say(given ? 'record.yes' : 'record.no')
      ) : (
        <bdi lang={language} dir={language === undefined ? 'auto' : directionOf(language)}>
          {String(given)}
        </bdi>
      )
    if (name === 'present' && given === true) return []
    return [
      <span key={name} className="value-part">
        {!plain.has(name) && <span className="value-label">{fieldName(predicate, name)}: </span>}
        {shown}
      </span>,
    ]
  })
}

interface Props {
  claim: Claim
  context: Context
  /** The one whose page this is: it need not be named again and again. */
  about?: string
}

/** What a claim says, in one line: of whom, what, and its value. */
export const ClaimWords = ({ claim, context, about }: Props) => {
  const word = useWord()
  return (
    <span className="claim-words">
      {claim.subject !== about && (
        <>
          <Name id={claim.subject} names={context.names} link />{' '}
        </>
      )}
      <span className="predicate">
        {isPredicate(claim.predicate) ? word('predicate', claim.predicate) : claim.predicate}
      </span>{' '}
      {claim.object !== null && (
        <>
          <Name id={claim.object} names={context.names} link />{' '}
        </>
      )}
      <Values claim={claim} context={context} />
    </span>
  )
}
