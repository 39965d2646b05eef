import { Node } from 'prosemirror-model'
import { Selection } from 'prosemirror-state'
import { plainLook, setLook } from '../../../src/features/texts/editor-look.ts'
import type { Draft, Letter, RoomCommit } from '../../../src/features/texts/editor-line.ts'
import { TextRoom } from '../../../src/features/texts/editor-room.ts'
import { schema } from '../../../src/features/texts/schema.ts'
import { talksFrom, type TalksView } from '../../../src/features/texts/talks-view.ts'

// Several editors on one page, each a delegation’s, over a server that the test plays.

declare const askServer: (
  party: string | null,
  letter: Letter,
) => Promise<{ refused?: string; detail?: string }>
declare const commitsAfter: (number: number) => Promise<RoomCommit[]>

interface Given {
  readonly doc: object
  readonly version: number
  readonly number: number
  readonly talks: TalksView
}

const rooms = new Map<string, TextRoom>()
const drafts = new Map<string, Draft | null>()
let cut = false

const reach = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  if (cut) throw new TypeError('Failed to fetch')
  return ask()
}

const enter = (name: string, party: string | null, given: Given) => {
  rooms.get(name)?.destroy()
  document.getElementById(name)?.remove()
  const place = document.createElement('div')
  document.querySelector('main')?.append(place)
  const room = new TextRoom({
    place,
    attributes: {
      class: 'joint-text',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': name,
      id: name,
    },
    party,
    client: crypto.randomUUID(),
    standing: { ...given, doc: Node.fromJSON(schema, given.doc), talks: talksFrom(given.talks) },
    draft: drafts.get(name) ?? null,
    keep: draft => void drafts.set(name, draft),
    onChange: () => {},
    line: {
      after: number => reach(() => commitsAfter(number)),
      propose: letter =>
        reach(async () => {
          const answer = await askServer(party, letter)
          // oxlint-disable-next-line only-throw-error
          if (answer.refused !== undefined) throw answer
        }),
    },
  })
  rooms.set(name, room)
  room.editor.view.dispatch(setLook(room.editor.state.tr, plainLook))
}

const harness = {
  enter,
  wake: () => [...rooms.values()].forEach(each => void each.hear()),
  cut: (away: boolean) => {
    cut = away
    if (!away) [...rooms.values()].forEach(each => void each.hear().then(() => each.send()))
  },
  view: (name: string) => {
    const room = rooms.get(name)
    return {
      doc: room?.editor.state.doc.toJSON() as object,
      version: room?.view.version,
      delivery: room?.view.delivery,
      notices: room?.view.notices.map(each => ({ ...each, id: undefined, lost: undefined })),
    }
  },
  proposeAgain: (name: string) => {
    const room = rooms.get(name)
    for (const each of room?.view.notices ?? []) if (each.type === 'lost') room?.proposeAgain(each)
  },
  place: (name: string, at: number) => {
    const view = rooms.get(name)?.editor.view
    if (view === undefined) return
    view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at))))
    view.focus()
  },
}
Object.assign(globalThis, { rooms: harness })
export type Rooms = typeof harness
