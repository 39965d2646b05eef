import { SelectField } from '../../web/parts/field.tsx'
import type { Names } from '../../web/parts/name.tsx'
import { useText } from '../../web/text.ts'
import type { Shown } from './runs.ts'
import { useHolderText } from './signs.view.tsx'
import type { Talks } from './talks.ts'
import type { TextView } from './texts.api.ts'

export type View =
  | { readonly type: 'marked' | 'colours' | 'plain' }
  | { readonly type: 'reading'; readonly shown: Shown }
  | { readonly type: 'changes'; readonly from: number; readonly to: number | null }
  | { readonly type: 'revision'; readonly number: number }

const viewFrom = (chosen: string): View => {
  const [type = '', rest = ''] = chosen.split(' ')
  if (type === 'colours' || type === 'plain') return { type }
  if (type === 'clean') return { type: 'reading', shown: { show: 'accepted' } }
  if (type === 'base') return { type: 'reading', shown: { show: 'base' } }
  if (type === 'party')
    return { type: 'reading', shown: { show: 'party', party: rest === 'chair' ? null : rest } }
  if (type === 'since') return { type: 'changes', from: Number(rest), to: null }
  return { type: 'marked' }
}

const keyOfView = (view: View): string => {
  if (view.type === 'changes') return view.to === null ? `since ${view.from}` : ''
  if (view.type === 'revision') return ''
  if (view.type !== 'reading') return view.type
  const { shown } = view
  if (shown.show === 'party') return `party ${shown.party ?? 'chair'}`
  return shown.show === 'accepted' ? 'clean' : shown.show
}

/** Which way the text is shown. */
export const ViewChooser = ({
  view,
  onChoose,
  talks,
  names,
  text,
}: {
  view: View
  onChoose: (view: View) => void
  talks: Talks | null
  names: Names
  text: TextView
}) => {
  const say = useText()
  const nameOf = useHolderText(names)
  const authors = new Set(
    [...(talks?.proposals.values() ?? [])].filter(each => each.authorName === null).map(each => each.author),
  )
  return (
    <SelectField
      label={say('texts.view.label')}
      value={keyOfView(view)}
      onChange={event => onChoose(viewFrom(event.target.value))}
    >
      {(['marked', 'colours', 'plain', 'clean', 'base'] as const).map(each => (
        <option key={each} value={each}>
          {say(`texts.view.${each}`)}
        </option>
      ))}
      {[...authors].map(party => (
        <option key={party ?? 'chair'} value={`party ${party ?? 'chair'}`}>
          {say('texts.view.party', { party: nameOf({ party, name: null }) })}
        </option>
      ))}
      {text.revisions.map(each => (
        <option key={each.number} value={`since ${each.number}`}>
          {say('texts.view.since', { revision: each.name })}
        </option>
      ))}
      {keyOfView(view) === '' && <option value="">–</option>}
    </SelectField>
  )
}

/** Whether the text is shown so that it can be written in. */
export const isEditing = (view: View) =>
  view.type === 'marked' || view.type === 'colours' || view.type === 'plain'
