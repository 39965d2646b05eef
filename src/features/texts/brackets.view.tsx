import type { Node } from 'prosemirror-model'
import { useState } from 'react'
import { Button } from '../../web/parts/button.tsx'
import { SelectField } from '../../web/parts/field.tsx'
import type { Names } from '../../web/parts/name.tsx'
import { Fold } from '../../web/parts/section.tsx'
import { Empty } from '../../web/parts/states.tsx'
import { useText } from '../../web/text.ts'
import { Bracket } from './bracket.view.tsx'
import { burnDown } from './brackets-held.ts'
import { BurnDown } from './burn-down.view.tsx'
import { type Piece, piecesOf } from './pieces.ts'
import { HolderName, useHolderText } from './signs.view.tsx'
import { type Holder, holdersOf, isOpen, type Proposal, type Talks } from './talks.ts'
import type { Commanding } from './use-command.view.tsx'

interface Props {
  readonly doc: Node
  readonly talks: Talks
  readonly number: number
  readonly names: Names
  readonly party: string | null | undefined
  readonly commanding: Commanding
  readonly onShow: (proposal: string, at: number) => void
  readonly onBegin: (more: { alternativeTo?: string; bridges?: string[] }, at: number | null) => void
}

/** Kept to its own direction in a line of text, where there are no elements to do so. */
const isolated = (text: string) => `\u2068${text}\u2069`

const shortened = (words: string) => {
  const letters = Array.from(words)
  return letters.length > 40 ? `${letters.slice(0, 40).join('').trimEnd()} …` : words
}

const keyOf = ({ party, name }: Holder) => `${party ?? ''} ${name ?? ''}`

const Closed = ({ closed, names }: { closed: readonly Proposal[]; names: Names }) => {
  const say = useText()
  if (closed.length === 0) return null
  return (
    <Fold title={say('texts.brackets.closed', { count: closed.length })}>
      <ul className="said">
        {closed.map(({ id, author, authorName, closed: end }) => (
          <li key={id}>
            <HolderName holder={{ party: author, name: authorName }} names={names} />:{' '}
            {end !== null && say(`texts.bracket.closed.${end.how}`)}
          </li>
        ))}
      </ul>
    </Fold>
  )
}

const ChosenDeeds = ({
  chosen,
  commanding,
  onDone,
  onBridge,
}: {
  chosen: readonly string[]
  commanding: Commanding
  onDone: () => void
  onBridge: () => void
}) => {
  const say = useText()
  if (chosen.length === 0) return null
  const decide = async (how: 'accept' | 'reject') => {
    if (await commanding.give({ type: 'decide', [how]: [...chosen] })) onDone()
  }
  const count = chosen.length
  return (
    <div className="actions chosen">
      <Button busy={commanding.busy} onClick={() => void decide('accept')}>
        {say('texts.chair.acceptChosen', { count })}
      </Button>
      <Button busy={commanding.busy} onClick={() => void decide('reject')}>
        {say('texts.chair.rejectChosen', { count })}
      </Button>
      <Button onClick={onBridge}>{say('texts.bracket.bridge.begin')}</Button>
    </div>
  )
}

/** Who holds each bracket, in the order of the text; how many were open over time; and what the chair decides. */
export const Brackets = ({ doc, talks, number, names, party, commanding, onShow, onBegin }: Props) => {
  const say = useText()
  const textOf = useHolderText(names)
  const [by, setBy] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  // What is about to be written, said until it is: then there is one proposal more.
  const [begun, setBegun] = useState<{ what: 'alternate' | 'bridge'; among: number } | null>(null)
  const pieces = piecesOf(doc)
  const all = [...talks.proposals.values()]
  const place = ({ id }: Proposal) => pieces.get(id)?.at ?? Number.MAX_SAFE_INTEGER
  const open = all.filter(isOpen).toSorted((left, right) => place(left) - place(right))
  const holders = new Map(open.flatMap(holdersOf).map(each => [keyOf(each), each]))
  const shown = by === '' ? open : open.filter(each => holdersOf(each).some(holder => keyOf(holder) === by))
  const labelOf = (id: string) => {
    const proposal = talks.proposals.get(id)
    const piece: Piece | undefined = pieces.get(id)
    if (proposal === undefined) return ''
    const words = shortened((piece?.inserted || piece?.struck || '').trim())
    const who = textOf({ party: proposal.author, name: proposal.authorName })
    return [piece?.label, who, words === '' ? '' : say('texts.bracket.quoted', { words: isolated(words) })]
      .filter(each => each !== undefined && each !== '')
      .map(each => isolated(each ?? ''))
      .join(' ')
  }
  const still = [...chosen].filter(id => isOpen(talks.proposals.get(id)))
  return (
    <div className="brackets">
      <BurnDown points={burnDown(talks)} now={number} />
      {begun !== null && begun.among === all.length && (
        <output className="hint begun">{say(`texts.bracket.${begun.what}.now`)}</output>
      )}
      {holders.size > 1 && (
        <SelectField
          label={say('texts.brackets.filter')}
          value={by}
          onChange={event => setBy(event.target.value)}
        >
          <option value="">{say('texts.brackets.everyone')}</option>
          {[...holders].map(([key, holder]) => (
            <option key={key} value={key}>
              {textOf(holder)}
            </option>
          ))}
        </SelectField>
      )}
      {party === null && shown.length > 1 && (
        <label className="check">
          <input
            type="checkbox"
            checked={shown.every(each => chosen.has(each.id))}
            onChange={event =>
              setChosen(event.target.checked ? new Set([...chosen, ...shown.map(({ id }) => id)]) : new Set())
            }
          />{' '}
          {say('texts.bracket.chooseAll', { count: shown.length })}
        </label>
      )}
      {party === null && (
        <ChosenDeeds
          chosen={still}
          commanding={commanding}
          onDone={() => setChosen(new Set())}
          onBridge={() => {
            onBegin({ bridges: still }, Math.max(...still.map(id => endOf(doc, id) ?? 1)))
            setBegun({ what: 'bridge', among: all.length })
            setChosen(new Set())
          }}
        />
      )}
      {open.length === 0 && (
        <Empty title={say('texts.brackets.none')}>{say('texts.brackets.none.hint')}</Empty>
      )}
      {shown.map(proposal => (
        <Bracket
          key={proposal.id}
          proposal={proposal}
          talks={talks}
          names={names}
          piece={pieces.get(proposal.id)}
          labelOf={labelOf}
          party={party}
          commanding={commanding}
          onShow={() => onShow(proposal.id, place(proposal))}
          onAlternative={() => {
            const end = endOf(doc, proposal.id)
            onBegin({ alternativeTo: proposal.id }, end)
            setBegun({ what: 'alternate', among: all.length })
          }}
          chosen={party === null ? chosen.has(proposal.id) : null}
          onChoose={is =>
            setChosen(
              now => new Set(is ? [...now, proposal.id] : [...now].filter(each => each !== proposal.id)),
            )
          }
        />
      ))}
      <Closed closed={all.filter(each => !isOpen(each))} names={names} />
    </div>
  )
}

/** Where the last words of a proposal end. */
const endOf = (doc: Node, proposal: string): number | null => {
  let end: number | null = null
  doc.descendants((node, at) => {
    if (node.isText && node.marks.some(each => each.attrs['proposal'] === proposal)) end = at + node.nodeSize
  })
  return end
}
