import { useState } from 'react'
import { useAct } from '../../web/api.ts'
import { SelectField, TextArea } from '../../web/parts/field.tsx'
import { Fold } from '../../web/parts/section.tsx'
import { useLocale, useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { languageName } from '../texts/language-name.ts'
import { type AttachStatement, statementKinds } from './outcome.ts'
import { SureForm } from './sure.view.tsx'

const languages = ['en', 'ar', 'fa', 'prs', 'ps', 'ur', 'tr', 'ru', 'fr', 'zh']

/** “I request that this statement be attached …”: in a language of the delegation’s own, which runs its own way. */
export const AttachStatementForm = ({ outcome, party }: { outcome: string; party: string }) => {
  const say = useText()
  const own = useLocale().language
  const act = useAct('attachStatement')
  const [draft, setDraft] = useState<AttachStatement>({ kind: 'reservation', body: '', language: own })
  const set = (change: Partial<AttachStatement>) => setDraft({ ...draft, ...change })
  return (
    <Fold title={say('outcomes.statement')}>
      <SureForm
        send={say('outcomes.statement.send')}
        question={say('outcomes.statement.sure')}
        label={say('outcomes.statement')}
        busy={act.isPending}
        error={act.error}
        onSure={() =>
          act
            .mutateAsync({ params: { id: outcome }, body: { ...draft, as: party } })
            .then(() => set({ body: '' }))
        }
        more={
          <blockquote lang={draft.language} dir={directionOf(draft.language)}>
            {draft.body}
          </blockquote>
        }
      >
        <SelectField
          label={say('outcomes.statement.kind')}
          value={draft.kind}
          onChange={({ target }) =>
            set({ kind: statementKinds.find(each => each === target.value) ?? 'reservation' })
          }
        >
          {statementKinds.map(each => (
            <option key={each} value={each}>
              {say(`outcomes.statement.${each}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say('outcomes.statement.language')}
          value={draft.language}
          onChange={event => set({ language: event.target.value })}
        >
          {languages.map(each => (
            <option key={each} value={each} lang={each}>
              {languageName(each)}
            </option>
          ))}
        </SelectField>
        <TextArea
          label={say('outcomes.statement.body')}
          required
          rows={5}
          maxLength={20_000}
          lang={draft.language}
          dir={directionOf(draft.language)}
          value={draft.body}
          onChange={event => set({ body: event.target.value })}
        />
      </SureForm>
    </Fold>
  )
}
