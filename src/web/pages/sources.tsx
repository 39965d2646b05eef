import '../style/record.css'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { newId } from '../../features/record/new-id.ts'
import { emptySource, SourceDraft } from '../../features/record/source-draft.ts'
import { SourceForm } from '../../features/record/source-form.view.tsx'
import { SourceList } from '../../features/record/source-list.view.tsx'
import { CannotWrite, useDraft, useMayWrite, useWritable } from '../../features/record/writing.view.tsx'
import { useLinks } from '../links.ts'
import { useGo } from '../router.ts'
import { Button } from '../parts/button.tsx'
import { Section } from '../parts/section.tsx'
import { Title } from '../parts/title.tsx'
import { useLocale, useText } from '../text.ts'

const AddSource = ({ onClose }: { onClose: () => void }) => {
  const go = useGo()
  const links = useLinks()
  const { language } = useLocale()
  const writable = useWritable() ?? []
  const [kept, setDraft] = useDraft('new-source', SourceDraft)
  const open = writable.find(each => each.kind === 'public') ?? writable[0]
  const [fresh] = useState(() => emptySource(newId(), language, open?.name ?? { notes: 'mine' }))
  return (
    <SourceForm
      draft={kept ?? fresh}
      onChange={setDraft}
      onDone={id => {
        setDraft(null)
        go(links.to(id, 'source'))
      }}
      onCancel={() => {
        setDraft(null)
        onClose()
      }}
      writable={writable}
    />
  )
}

/** Everything the record rests on. */
export const SourcesPage = () => {
  const say = useText()
  const may = useMayWrite()
  const { add }: { add?: unknown } = useSearch({ strict: false })
  const [adding, setAdding] = useState<boolean | null>(null)
  const shown = adding ?? add !== undefined
  return (
    <article className="sources">
      <Title>{say('record.sources')}</Title>
      <header className="page-title">
        <h1>{say('record.sources')}</h1>
        {may === 'yes' && !shown && (
          <Button look="primary" onClick={() => setAdding(true)}>
            {say('record.source.add')}
          </Button>
        )}
      </header>
      <p className="hint">{say('record.sources.meaning')}</p>
      {shown && may === 'yes' && (
        <Section title={say('record.source.add')}>
          <AddSource onClose={() => setAdding(false)} />
        </Section>
      )}
      {shown && may !== 'yes' && may !== 'not-known' && <CannotWrite why={may} />}
      {!(shown && may === 'yes') && <SourceList />}
    </article>
  )
}
