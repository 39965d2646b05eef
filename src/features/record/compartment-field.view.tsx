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

interface Props {
  writable: readonly Writable[]
  value: CompartmentName
  onChange: (name: CompartmentName) => void
  /** A correction stays where what it corrects is. */
  fixed?: boolean
  /** Said beneath, where it matters. */
  warning?: string | undefined
}

/** Who may read what is added. */
export const CompartmentField = ({ writable, value, onChange, fixed = false, warning }: Props) => {
  const say = useText()
  return (
    <SelectField
      label={say('record.in')}
      value={keyOf(value)}
      disabled={fixed}
      hint={fixed ? say('record.in.fixed') : (warning ?? say('record.in.hint'))}
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
