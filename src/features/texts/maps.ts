import type { StepMap } from 'prosemirror-transform'

/** How many maps are kept at hand; older ones are read again for the rare editor that far behind. */
const most = 5000

/**
 * The maps of a text's steps, one after another. Never changed: `and` gives a longer one, which shares what it holds
 * with this one as long as nobody else went on from here.
 */
export class MapLog {
  readonly #shared: StepMap[]
  readonly #length: number
  readonly #from: number

  private constructor(shared: StepMap[], length: number, from: number) {
    this.#shared = shared
    this.#length = length
    this.#from = from
  }

  /** None yet, of the steps after a version. */
  static after(version: number): MapLog {
    return new MapLog([], 0, version)
  }

  and(maps: readonly StepMap[]): MapLog {
    if (maps.length === 0) return this
    const isLast = this.#shared.length === this.#length
    // Now and then, not at every step, what is too old is left behind.
    const extra = this.#length > 2 * most ? this.#length - most : 0
    const shared = isLast && extra === 0 ? this.#shared : this.#shared.slice(extra, this.#length)
    for (const each of maps) shared.push(each)
    return new MapLog(shared, shared.length, this.#from + extra)
  }

  /** The maps of all steps after a version; undefined when it is too long ago. */
  since(version: number): readonly StepMap[] | undefined {
    return version < this.#from ? undefined : this.#shared.slice(version - this.#from, this.#length)
  }
}
