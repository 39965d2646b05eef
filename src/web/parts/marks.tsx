import type { CompartmentView } from '../../features/record/record.ts'
import { useText } from '../text.ts'
import { Name, type Names } from './name.tsx'
import { Phrase } from './phrase.tsx'

/** It stands in a file of its own because names bear it too. */
export { IllustrationMark } from './illustration-mark.tsx'

const Readers = ({ compartment, names }: { compartment: CompartmentView; names: Names }) => {
  const say = useText()
  const { kind, track, party } = compartment
  const elements = {
    track: track === null ? null : <Name id={track} names={names} />,
    party: party === null ? null : <Name id={party} names={names} />,
  }
  if (kind === 'public' || kind === 'notes') return say(`parts.readers.${kind}`)
  return <Phrase of={`parts.readers.${kind}`} with={elements} />
}

interface Props {
  compartment: CompartmentView
  names: Names
  /** Says so when it is public, too. */
  always?: boolean
}

/** Who can read it, wherever that is not everybody. */
export const CompartmentBadge = ({ compartment, names, always = false }: Props) => {
  const say = useText()
  const open = compartment.kind === 'public'
  if (open && !always) return null
  return (
    <span className={open ? 'tag' : 'tag closed'}>
      {open ? (
        <Readers compartment={compartment} names={names} />
      ) : (
        <>
          <span className="visually-hidden">{say('parts.notPublic')} </span>
          <Readers compartment={compartment} names={names} />
        </>
      )}
    </span>
  )
}
