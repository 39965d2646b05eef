import { useState } from 'react'
import { useAct } from '../../web/api.ts'
import { useLinks } from '../../web/links.ts'
import { Button } from '../../web/parts/button.tsx'
import { CitationText } from '../../web/parts/claim-card.tsx'
import { Instant } from '../../web/parts/date-text.tsx'
import { SelectField, TextField } from '../../web/parts/field.tsx'
import { Section } from '../../web/parts/section.tsx'
import { Problem } from '../../web/parts/states.tsx'
import { useText, useWord } from '../../web/text.ts'
import type { CitedSource } from './draft.ts'
import { SourcePicker } from './picker.view.tsx'
import type { SourceView } from './record.api.ts'

type Kin = SourceView['kin'][number]

const Relate = ({ source, onDone }: { source: SourceView; onDone: () => void }) => {
  const say = useText()
  const word = useWord()
  const act = useAct('relateSource')
  const [original, setOriginal] = useState<CitedSource | null>(null)
  const [kinship, setKinship] = useState<'copy' | 'translation'>('copy')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const missing = (given: boolean) => (tried && !given ? say('record.fault.needed') : undefined)
  const relate = () => {
    setTried(true)
    if (original === null || reason.trim() === '') return
    act.mutate(
      { params: { id: source.id }, body: { original: original.id, kinship, reason } },
      { onSuccess: onDone },
    )
  }
  return (
    <div className="relate">
      <SelectField
        label={say('record.kin.this')}
        value={kinship}
        onChange={({ target }) => setKinship(target.value === 'translation' ? 'translation' : 'copy')}
      >
        {(['copy', 'translation'] as const).map(each => (
          <option key={each} value={each}>
            {word('kinship', each)}
          </option>
        ))}
      </SelectField>
      <SourcePicker
        label={say('record.kin.of')}
        value={original}
        onChange={setOriginal}
        fault={missing(original !== null)}
        except={source.id}
      />
      <TextField
        label={say('record.reason')}
        hint={say('record.kin.reason.hint')}
        dir="auto"
        value={reason}
        fault={missing(reason.trim() !== '')}
        onChange={event => setReason(event.target.value)}
      />
      {act.isError && <Problem error={act.error} />}
      <Button look="primary" busy={act.isPending} onClick={relate}>
        {say('record.kin.relate')}
      </Button>
    </div>
  )
}

const KinLine = ({ kin, source, mayWrite }: { kin: Kin; source: SourceView; mayWrite: boolean }) => {
  const say = useText()
  const word = useWord()
  const links = useLinks()
  const act = useAct('relateSource')
  const isOriginal = kin.original === source.id
  const other = isOriginal ? kin.source : kin.original
  const cited = source.sources[other]
  const undo = () =>
    act.mutate({
      params: { id: kin.source },
      body: { original: kin.original, kinship: 'separate', reason: say('record.kin.undone') },
    })
  return (
    <li>
      <span className="tag">
        {kin.kinship === 'separate'
          ? word('kinship', 'separate')
          : say(isOriginal ? 'record.kin.has' : 'record.kin.is', { kinship: word('kinship', kin.kinship) })}
      </span>{' '}
      {cited === undefined ? (
        say('parts.by.hidden')
      ) : (
        <CitationText source={cited} href={links.to(other, 'source')} />
      )}
      <p className="hint">
        <bdi>{kin.reason}</bdi>
        {say('parts.comma')}
        {kin.judgedBy !== null && (
          <>
            <bdi>{kin.judgedBy}</bdi>
            {say('parts.comma')}
          </>
        )}
        <Instant at={kin.judgedAt} />
      </p>
      {mayWrite && kin.kinship !== 'separate' && (
        <Button look="quiet" busy={act.isPending} onClick={undo}>
          {say('record.kin.undo')}
        </Button>
      )}
      {act.isError && <Problem error={act.error} />}
    </li>
  )
}

/** Which other sources give the same text. Copies and translations of one text count as one. */
export const KinshipSection = ({ source, mayWrite }: { source: SourceView; mayWrite: boolean }) => {
  const say = useText()
  const [relating, setRelating] = useState(false)
  return (
    <Section
      title={say('record.kin')}
      aside={
        mayWrite && (
          <Button aria-expanded={relating} onClick={() => setRelating(!relating)}>
            {say('record.kin.add')}
          </Button>
        )
      }
    >
      {relating && <Relate source={source} onDone={() => setRelating(false)} />}
      {source.kin.length === 0 ? (
        <p className="hint">{say('record.kin.none')}</p>
      ) : (
        <ul className="list kin">
          {source.kin.map(kin => (
            <KinLine key={`${kin.source} ${kin.original}`} kin={kin} source={source} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
    </Section>
  )
}
