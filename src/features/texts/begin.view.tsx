import { useState } from 'react'
import { errorText, useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { SelectField, TextArea, TextField } from '../../web/parts/field.tsx'
import type { Names } from '../../web/parts/name.tsx'
import { Fold } from '../../web/parts/section.tsx'
import { useGo } from '../../web/router.ts'
import { useSession } from '../../web/session.ts'
import { useSpeech } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { BeginParagraphs, type ChosenKinds, kindsIn } from './begin-paragraphs.view.tsx'
import { languageName } from './language-name.ts'
import type { TextRow } from './texts.api.ts'

const languages = ['en', 'ar', 'fa', 'prs', 'ps', 'ur', 'tr', 'ru', 'fr', 'zh']
const presiding = new Set(['secretariat', 'chair', 'facilitator'])

interface Draft {
  readonly title: string
  readonly track: string
  readonly language: string
  readonly words: string
  readonly parallelTo: string
  readonly standing: 'authentic' | 'translation'
}

/** For the secretariat and the chair: the first words of a text, perhaps with brackets in them already. */
export const BeginText = ({
  track,
  names,
  texts,
}: {
  track: string | null
  names: Names
  texts: readonly TextRow[]
}) => {
  const speech = useSpeech()
  const { say } = speech
  const go = useGo()
  const session = useSession()
  const act = useAct('beginText')
  const tracks = [
    ...new Set(
      (session?.mandates ?? []).flatMap(each =>
        each.track !== null && presiding.has(each.capacity) ? [each.track] : [],
      ),
    ),
  ]
  const [draft, setDraft] = useState<Draft>({
    title: '',
    track: track ?? tracks[0] ?? '',
    language: 'en',
    words: '',
    parallelTo: '',
    standing: 'authentic',
  })
  const [kinds, setKinds] = useState<ChosenKinds>(new Map())
  if (tracks.length === 0) return null
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const { title, language, words, parallelTo, standing } = draft
  return (
    <Fold title={say('texts.begin')}>
      <form
        className="begin-text"
        onSubmit={event => {
          event.preventDefault()
          act.mutate(
            {
              body: {
                title,
                track: draft.track,
                language,
                standing,
                words: { bracketed: words, kinds: kindsIn(words, kinds) },
                ...(parallelTo !== '' && { parallelTo }),
              },
            },
            { onSuccess: text => go(`/texts/${text.id}`) },
          )
        }}
      >
        <TextField
          label={say('texts.begin.title')}
          required
          maxLength={400}
          dir="auto"
          value={title}
          onChange={event => set({ title: event.target.value })}
        />
        <SelectField
          label={say('texts.begin.track')}
          value={draft.track}
          onChange={event => set({ track: event.target.value })}
        >
          {tracks.map(each => (
            <option key={each} value={each}>
              {names[each]?.text ?? each}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say('texts.begin.language')}
          value={language}
          onChange={event => set({ language: event.target.value })}
        >
          {languages.map(each => (
            <option key={each} value={each} lang={each}>
              {languageName(each)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say('texts.begin.parallel')}
          value={parallelTo}
          onChange={event => set({ parallelTo: event.target.value })}
        >
          <option value="">{say('texts.begin.parallel.none')}</option>
          {texts
            .filter(each => each.track === draft.track)
            .map(each => (
              <option key={each.id} value={each.id}>
                {each.title} · {languageName(each.language)}
              </option>
            ))}
        </SelectField>
        <SelectField
          label={say('texts.begin.standing')}
          value={standing}
          onChange={event =>
            set({ standing: event.target.value === 'translation' ? 'translation' : 'authentic' })
          }
        >
          <option value="authentic">{say('texts.standing.authentic')}</option>
          <option value="translation">{say('texts.standing.translation')}</option>
        </SelectField>
        <TextArea
          label={say('texts.begin.words')}
          hint={say('texts.begin.words.hint')}
          required
          rows={12}
          lang={language}
          dir={directionOf(language)}
          value={words}
          fault={act.error === null ? null : errorText(speech, act.error)}
          onChange={event => set({ words: event.target.value })}
        />
        <BeginParagraphs words={words} language={language} chosen={kinds} onChoose={setKinds} />
        <Button type="submit" look="primary" busy={act.isPending}>
          {say('texts.begin')}
        </Button>
      </form>
    </Fold>
  )
}
