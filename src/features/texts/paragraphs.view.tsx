import type { Node } from 'prosemirror-model'
import { Button } from '../../web/parts/button.tsx'
import type { Names } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { useText } from '../../web/text.ts'
import { paragraphStates } from './acts.ts'
import { standingOf } from './brackets-held.ts'
import { labelsOf } from './numbering.ts'
import { HolderName } from './signs.view.tsx'
import type { Talks } from './talks.ts'
import type { Commanding } from './use-command.view.tsx'

interface Props {
  readonly doc: Node
  readonly talks: Talks
  readonly names: Names
  readonly party: string | null | undefined
  readonly commanding: Commanding
}

/** How every paragraph stands, and whom it waits for; the chair sets it. */
export const Paragraphs = ({ doc, talks, names, party, commanding }: Props) => {
  const say = useText()
  const labels = labelsOf(doc)
  return (
    <>
      <table className="data-table standing">
        <caption className="visually-hidden">{say('texts.paragraph.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('texts.paragraph.number')}</th>
            <th scope="col">{say('texts.paragraph.state')}</th>
          </tr>
        </thead>
        <tbody>
          {standingOf(doc, talks).map(({ paragraph, state, earlier, pending }, index) => {
            const isNote = doc.maybeChild(index)?.attrs['kind'] === 'note'
            const label =
              labels[index] === '' || labels[index] === undefined
                ? say(`texts.paragraph.${isNote ? 'note' : 'heading'}`)
                : labels[index]
            return (
              <tr key={paragraph}>
                <th scope="row">
                  <bdi>{label}</bdi>
                </th>
                <td>
                  {party === null ? (
                    <select
                      aria-label={say('texts.state.set', { paragraph: label })}
                      value={state}
                      disabled={commanding.busy}
                      onChange={event => {
                        const next = paragraphStates.find(each => each === event.target.value)
                        if (next !== undefined)
                          void commanding.give({ type: 'set-state', paragraph, state: next })
                      }}
                    >
                      {paragraphStates.map(each => (
                        <option key={each} value={each}>
                          {say(`texts.state.${each}`)}
                        </option>
                      ))}
                    </select>
                  ) : (
                    say(`texts.state.${state}`)
                  )}
                  {pending.length > 0 && (
                    <small className="line">
                      <Phrase
                        of="texts.state.pending"
                        with={{
                          parties: pending.map((holder, at) => (
                            <span key={`${holder.party} ${holder.name}`}>
                              {at > 0 && say('parts.comma')}
                              <HolderName holder={holder} names={names} />
                            </span>
                          )),
                        }}
                      />
                    </small>
                  )}
                  {earlier !== null && (
                    <small className="line">
                      {say('texts.state.earlier', { state: say(`texts.state.${earlier}`) })}
                    </small>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {commanding.fault !== null && (
        <p className="fault" role="alert">
          {commanding.fault}
        </p>
      )}
      {party === null && (
        <p className="actions">
          <Button
            busy={commanding.busy}
            title={say('texts.chair.renumber.sure')}
            onClick={() => void commanding.give({ type: 'renumber' })}
          >
            {say('texts.chair.renumber')}
          </Button>
        </p>
      )}
    </>
  )
}
