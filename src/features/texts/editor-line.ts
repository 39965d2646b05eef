import type { EditorState } from 'prosemirror-state'
import type { Node } from 'prosemirror-model'
import type { Act, Opened } from './acts.ts'
import type { Lost } from './room.ts'
import type { Talks } from './talks.ts'

// What an open editor exchanges with the server, and what it tells the page.

/** What an editor needs of a commit. */
export interface RoomCommit {
  readonly number: number
  readonly versionFrom: number
  readonly versionTo: number
  readonly party: string | null
  readonly client: string | null
  readonly ref: number | null
  readonly steps: readonly Readonly<Record<string, unknown>>[]
  readonly act: Act
}

export interface Letter {
  readonly client: string
  readonly ref: number
  readonly version: number
  readonly steps: Record<string, unknown>[]
  readonly opens: Opened[]
}

/** The way to the server. */
export interface Line {
  /** The commits after one, in order; all of them, or the next few. */
  readonly after: (number: number) => Promise<readonly RoomCommit[]>
  /** Throws a refusal (`refused`), or whatever shows that the server was not reached. */
  readonly propose: (letter: Letter) => Promise<unknown>
}

/** The text as the server has it. */
export interface Standing {
  readonly doc: Node
  readonly version: number
  readonly number: number
  readonly talks: Talks
}

/** What is kept in this browser while the server has not taken it. */
export interface Draft {
  readonly client: string
  readonly ref: number
  /** The confirmed text that the steps were made on. */
  readonly doc: object
  readonly version: number
  readonly number: number
  readonly steps: readonly object[]
  readonly begun: readonly string[]
}

export type Notice = { readonly id: number } & (
  | { readonly type: 'lost'; readonly words: string; readonly lost: Lost }
  | { readonly type: 'rehomed'; readonly proposals: readonly string[] }
  | { readonly type: 'refused'; readonly reason: string; readonly words: string }
  | { readonly type: 'not-done' }
)
export type NewNotice = Notice extends infer Each ? (Each extends Notice ? Omit<Each, 'id'> : never) : never

export interface RoomView {
  readonly talks: Talks
  readonly number: number
  readonly version: number
  /** Where what is written here is: with the server, on its way, or kept here until the server can be reached. */
  readonly delivery: 'delivered' | 'on-its-way' | 'kept-here'
  readonly notices: readonly Notice[]
}

export interface RoomOptions {
  readonly place: HTMLElement
  readonly attributes: Readonly<Record<string, string>>
  readonly line: Line
  /** In whose name it is written: a party, or (null) the chair; undefined: it is only read. */
  readonly party: string | null | undefined
  readonly client: string
  readonly standing: Standing
  readonly draft: Draft | null
  readonly keep: (draft: Draft | null) => void
  readonly onChange: (view: RoomView, state: EditorState) => void
}
