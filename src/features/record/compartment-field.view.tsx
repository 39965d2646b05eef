import { SelectField } from '../../web/parts/field.tsx'
import { useText } from '../../web/text.ts'
import type { CompartmentName } from './dossier.ts'
import type { CompartmentView } from './record.ts'
import type { Writable } from './writing.view.tsx'

const keyOf = (name: CompartmentName) => JSON.stringify(name)

/** The writable compartment that is this one, if it is among them. */
export const sameCompartment = (
  writable: readonly Writable[],
  wanted: CompartmentView | undefined,
): Writable | undefined =>
  writable.find(
    each => each.kind === wanted?.kind && each.track === wanted.track && each.party === wanted.party,
  )

/** The writable compartments whose readers all read the source: a claim is no more open than what it rests on. */
export const withinSource = (
  writable: readonly Writable[],
  source: CompartmentView | undefined,
): readonly Writable[] => {
  if (source === undefined || source.kind === 'public') return writable
  return writable.filter(each => {
    if (each.kind === 'notes') return true
    if (source.kind === 'track') return each.track === source.track
    return each.kind === source.kind && each.track === source.track && each.party === source.party
  })
}

interface Props {
  writable: readonly Writable[]
  value: CompartmentName
  onChange: (name: CompartmentName) => void
  /** A correction stays where what it corrects is. */
  fixed?: boolean
  fault?: string | undefined
}

/** Who may read what is added. */
export const CompartmentField = ({ writable, value, onChange, fixed = false, fault }: Props) => {
  const say = useText()
  return (
    <SelectField
      label={say('record.in')}
      value={keyOf(value)}
      disabled={fixed}
      hint={say(fixed ? 'record.in.fixed' : 'record.in.hint')}
      fault={fault}
      onChange={event => {
        const chosen = writable.find(each => keyOf(each.name) === event.target.value)
        if (chosen !== undefined) onChange(chosen.name)
      }}
    >
      {writable.map(each => (
        <option key={keyOf(each.name)} value={keyOf(each.name)}>
          {each.words}
        </option>
      ))}
    </SelectField>
  )
}
