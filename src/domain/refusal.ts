/** A rule of procedure said no. Expected, shown to the person who asked; never thrown. */
export interface Refusal<Why extends string = string> {
  readonly refused: Why
  /** What exactly was refused, for the person to correct: a date as written, a field, a name. */
  readonly detail?: string
}

export const refuse = <const Why extends string>(why: Why, detail?: string): Refusal<Why> =>
  detail === undefined ? { refused: why } : { refused: why, detail }

export const isRefusal = (outcome: unknown): outcome is Refusal =>
  typeof outcome === 'object' && outcome !== null && 'refused' in outcome
