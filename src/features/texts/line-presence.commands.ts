import { randomUUID } from 'node:crypto'
import type { Db } from '../../platform/db.ts'
import { log } from '../../platform/log.ts'
import { readWord, Whereabout, type Whereabouts, wordsOf } from './line-presence.ts'
import type { Present } from './line-presence.ts'

/** Milliseconds: between two words on who is where, between two renewals of it, and until it is forgotten. */
export interface Pace {
  readonly tell: number
  readonly renew: number
  readonly forget: number
}

export interface PresenceOptions {
  readonly db: Db
  readonly pace: Pace
  /** Somebody came, went or moved; called at most once in each `tell`. */
  readonly onChange: () => void
}

/** This process among those that serve the same texts. */
const thisProcess = randomUUID()

/** Who is where in one text: told to the other processes, and heard from them. */
export class TextPresence {
  readonly #subject: string
  readonly #options: PresenceOptions
  readonly #whereabout = new Whereabout()
  readonly #stop: () => void
  /** The editors at this process. */
  readonly #own = new Map<string, Whereabouts>()
  #moved = new Map<string, Whereabouts>()
  #timer: NodeJS.Timeout | undefined

  constructor(text: string, options: PresenceOptions) {
    this.#subject = `${text}/present`
    this.#options = options
    this.#stop = options.db.onWake(word => this.#hear(word), this.#subject)
  }

  async stop(): Promise<void> {
    this.#stop()
    clearTimeout(this.#timer)
    // Should nobody hear it, they forget by themselves.
    await this.#tellOthers().catch(() => {})
  }

  shownTo(reader: string | null | undefined): Present[] {
    return this.#whereabout.shownTo(reader)
  }

  /** What an editor at this process tells of itself. */
  say(whereabouts: Whereabouts): void {
    const [editor, , , paragraph] = whereabouts
    if (paragraph === null) this.#own.delete(editor)
    else this.#own.set(editor, whereabouts)
    this.#moved.set(editor, whereabouts)
    this.#whereabout.hear({ process: thisProcess, all: [whereabouts] }, Date.now())
    this.changed()
  }

  /** Says again what is so, and forgets what nobody has said again. */
  renew(): void {
    for (const [editor, whereabouts] of this.#own) {
      this.#moved.set(editor, whereabouts)
      this.#whereabout.hear({ process: thisProcess, all: [whereabouts] }, Date.now())
    }
    if (this.#whereabout.forget(Date.now() - this.#options.pace.forget)) this.changed()
    this.#tell()
  }

  /** Tells soon, and not too often. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#tell()
      this.#options.onChange()
    }, this.#options.pace.tell).unref()
  }

  #hear(word: string | undefined): void {
    if (word === undefined) return
    const told = readWord(word)
    if (told.process !== thisProcess && this.#whereabout.hear(told, Date.now())) this.changed()
  }

  async #tellOthers(): Promise<void> {
    const words = wordsOf(thisProcess, [...this.#moved.values()])
    if (words.length === 0) return
    this.#moved = new Map()
    await this.#options.db.as({ account: null }, tx => {
      for (const word of words) tx.wake(this.#subject, word)
      return Promise.resolve()
    })
  }

  /** What could not be told is told at the next renewal. */
  #tell(): void {
    this.#tellOthers().catch((error: unknown) => log('warn', 'presence-not-told', { error }))
  }
}
