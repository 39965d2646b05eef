import { setImmediate, setTimeout } from 'node:timers/promises'
import { isRefusal } from '../../domain/refusal.ts'
import type { Db } from '../../platform/db.ts'
import type { Sessions } from '../../platform/http.context.ts'
import type { OpenLine } from '../../platform/lines.ts'
import { log } from '../../platform/log.ts'
import type { Commit } from './chain.ts'
import type { CommandOf } from './acts.ts'
import { type Letter, type Taken, takeLetters } from './line-letters.commands.ts'
import { type Pace, TextPresence } from './line-presence.commands.ts'
import type { FromServer } from './line.api.ts'
import { newsOf, readersOf } from './line.store.ts'
import { commitView } from './commit-view.store.ts'
import { authorIn } from './texts.commands.ts'

/** An open line at its desk. */
export interface Place {
  readonly line: OpenLine
  /** In whose name it writes; undefined: it only reads. */
  readonly as: string | undefined
  readonly party: string | null | undefined
  readonly client: string
  /** By which number of who may read what it was let in, and until when that holds at the most. */
  access: number
  until: Date | null
  /** Letters that wait for their answer. */
  letters: number
  here: string | null
  /** Who is where, as it was told last. */
  told: string
}

export interface DeskOptions {
  readonly db: Db
  readonly sessions: Sessions
  readonly now: () => Date
  readonly pace: Pace
}

interface Waiting {
  readonly place: Place
  readonly letter: Letter
}

type Proposed = Omit<CommandOf<'propose'>, 'type'> & { readonly ref: number }

const mostLetters = 16
const mostInBatch = 64
/** Milliseconds from one batch of letters to the next, at the least. */
const gathering = 100
const mostWaiting = 1024 * 1024
const page = 200

/** The open lines of one text in this process: what is new is read once for all of them, and what they write is taken together. */
export class Desk {
  readonly #text: string
  readonly #options: DeskOptions
  readonly #places = new Set<Place>()
  readonly #presence: TextPresence
  readonly #stops: (() => void)[]
  /** The latest commit that all were told of. */
  #number = 0
  #turn: Promise<void> = Promise.resolve()
  #looks = false
  #waiting: Waiting[] = []
  /** The letters that are being taken, and when that began. */
  #batch: Promise<void> = Promise.resolve()
  #began = 0
  #taking = false
  /** How often something was said to be new: whoever reads in between reads again. */
  heard = 0

  constructor(text: string, options: DeskOptions) {
    const { db, pace } = options
    this.#text = text
    this.#options = options
    this.#presence = new TextPresence(text, { db, pace, onChange: () => this.#tellPresence() })
    const renewing = setInterval(() => this.#renew(), pace.renew).unref()
    this.#stops = [
      db.onWake(word => this.#wake(word), text),
      () => clearInterval(renewing),
      () => void this.#presence.stop(),
    ]
  }

  get isEmpty(): boolean {
    return this.#places.size === 0
  }

  stop(): void {
    for (const each of this.#stops) each()
  }

  /** Takes in a line that has been told of everything up to a commit; `heard` is from before that was read. */
  enter(place: Place, number: number, heard: number): void {
    if (this.isEmpty) this.#number = number
    this.#places.add(place)
    // It learns by itself what the others were told meanwhile.
    if (number < this.#number) this.#send(place, { number: this.#number, commits: [] })
    if (heard !== this.heard) this.look()
    this.#presence.changed()
  }

  leave(place: Place): void {
    this.#places.delete(place)
    this.here(place, null)
  }

  /** There may be something new, or somebody who may no longer read. */
  look(): void {
    if (this.#looks) return
    this.#looks = true
    void this.#next(() => {
      this.#looks = false
      return this.#look()
    })
  }

  propose(place: Place, { ref, ...proposed }: Proposed): void {
    if (!this.#places.has(place)) return
    if (place.letters >= mostLetters) return this.#dismiss(place, 'tooMany')
    if (place.as === undefined) return this.#send(place, { refused: { ref, refused: 'not-yours-to-write' } })
    place.letters += 1
    const command = { type: 'propose', ...proposed } as const
    const { as, client, line } = place
    this.#waiting.push({ place, letter: { account: line.account.id, as, client, ref, command } })
    if (!this.#taking) void this.#takeAll()
  }

  here(place: Place, paragraph: string | null): void {
    const isGone = paragraph !== null && !this.#places.has(place)
    if (isGone || place.party === undefined || place.here === paragraph) return
    place.here = paragraph
    this.#presence.say([place.client, place.party, place.line.account.name, paragraph])
  }

  /** One thing after another, so that nothing is told out of order. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => {
      log('warn', 'text-line-failed', { error })
      // They come back, and read on from where they are.
      for (const place of this.#places) place.line.drop()
    })
    return this.#turn
  }

  #wake(word: string | undefined): void {
    this.heard += 1
    if (word === undefined) return this.look()
    // What is being taken here is told from here, and often heard of sooner than answered.
    void this.#batch.then(() =>
      this.#next(async () => {
        if (Number(word) > this.#number) await this.#look()
      }),
    )
  }

  #send(place: Place, frame: FromServer): void {
    place.line.send(JSON.stringify(frame))
  }

  #dismiss(place: Place, why: Parameters<OpenLine['close']>[0]): void {
    this.#places.delete(place)
    place.line.close(why)
  }

  /** Whether all who are here were let in by what still holds. */
  #holds(access: number, moment: Date): boolean {
    for (const place of this.#places)
      if (place.access !== access || (place.until !== null && place.until <= moment)) return false
    return true
  }

  async #look(): Promise<void> {
    for (;;) {
      const [first] = this.#places
      if (first === undefined) return
      const { access, moment, commits } = await this.#options.db.as(
        { account: first.line.account.id },
        tx => newsOf(tx, this.#text, this.#number, page),
        { readOnly: true },
      )
      if (this.#holds(access, moment)) {
        this.#push(commits)
        if (commits.length < page) return
      } else await this.#askAgain(first)
    }
  }

  /** Lets only those stay who may still read the text, and in the name in which they write. */
  async #askAgain({ line: { account } }: Place): Promise<void> {
    const { db, sessions, now } = this.#options
    const places = [...this.#places]
    const accounts = places.map(({ line }) => line.account.id)
    const { access, readers } = await db.as({ account: account.id }, tx =>
      readersOf(tx, this.#text, accounts),
    )
    const lasting = await sessions.lasting([...new Set(places.map(({ line }) => line.signIn))], now())
    for (const place of places) {
      const reader = readers.get(place.line.account.id)
      if (!lasting.has(place.line.signIn)) this.#dismiss(place, 'signedOut')
      else if (reader === undefined) this.#dismiss(place, 'notFound')
      else if (place.as !== undefined && isRefusal(authorIn(reader.standing, place.as)))
        this.#dismiss(place, 'notInThatName')
      else Object.assign(place, { access, until: reader.until })
    }
  }

  #push(commits: readonly Commit[]): void {
    const fresh = commits.filter(({ number }) => number > this.#number)
    const last = fresh.at(-1)
    if (last === undefined) return
    this.#number = last.number
    const frame: FromServer = { commits: fresh.map(commitView) }
    const bytes = Buffer.from(JSON.stringify(frame))
    for (const place of this.#places)
      if (place.line.waiting() > mostWaiting) this.#dismiss(place, 'tooSlow')
      else place.line.send(bytes)
  }

  async #takeAll(): Promise<void> {
    this.#taking = true
    while (this.#waiting.length > 0) {
      // The embedded database answers within this process: others are to be heard in between.
      if (this.#options.db.engine === 'pglite') await setImmediate()
      // Whoever writes alone does not wait; many at once are taken together.
      const early = this.#began + gathering - performance.now()
      if (early > 0) await setTimeout(early)
      this.#began = performance.now()
      this.#batch = this.#take(this.#waiting.splice(0, mostInBatch))
      await this.#batch
    }
    this.#taking = false
  }

  async #take(all: readonly Waiting[]): Promise<void> {
    const { db, now } = this.#options
    // Whose line was ended has no letters here any more.
    const batch = all.filter(({ place }) => this.#places.has(place))
    const letters = batch.map(({ place: { access }, letter }) => ({ ...letter, access }))
    const [first] = letters
    if (first === undefined) return
    try {
      const taken = await db.as({ account: first.account }, tx => takeLetters(tx, this.#text, letters, now()))
      if (taken !== 'ask-again') return this.#answer(batch, taken)
      await this.#next(() => this.#look())
    } catch (error) {
      log('warn', 'letters-failed', { error })
      // One letter that cannot be written is not to hold up the others. It is sent again when its line is back.
      if (batch.length === 1) return batch[0]?.place.line.drop()
      for (const each of batch) await this.#take([each])
      return
    }
    await this.#take(batch)
  }

  #answer(batch: readonly Waiting[], { answers, added, at }: Taken): void {
    batch.forEach(({ place, letter: { ref } }, index) => {
      const answer = answers[index]
      place.letters -= 1
      if (!this.#places.has(place)) return
      if (answer === undefined) this.#dismiss(place, 'notFound')
      else if (isRefusal(answer)) this.#send(place, { refused: { ref, ...answer } })
      // Sent before, and done then.
      else if (!added.includes(answer)) this.#send(place, { commits: [commitView(answer)] })
    })
    const [first] = added
    if (first === undefined || at === undefined) return
    void this.#next(async () => {
      if (first.number === this.#number + 1 && this.#holds(at.access, at.moment)) this.#push(added)
      else await this.#look()
    })
  }

  #renew(): void {
    this.#presence.renew()
    // Who may no longer read is not left at an open line, even when nothing is said.
    this.look()
  }

  /** Tells each who is where, once it is certain who may still read. */
  #tellPresence(): void {
    void this.#next(async () => {
      await this.#look()
      const frames = new Map<string | null | undefined, string>()
      for (const place of this.#places) {
        const frame =
          frames.get(place.party) ?? JSON.stringify({ present: this.#presence.shownTo(place.party) })
        frames.set(place.party, frame)
        if (frame === place.told) continue
        place.told = frame
        place.line.send(frame)
      }
    })
  }
}
