import { readDate } from '../domain/dates.read.ts'
import type { DateRefusal } from '../domain/dates.reading.ts'
import { isEdtf } from '../domain/edtf.ts'
import { isRefusal } from '../domain/refusal.ts'
import { type Args, BadInput, type Io, onlyArgument, printJson, valueOf } from './command.ts'

/** Why a phrase was not read, and what would help. The detail is the phrase, or the readings between which to choose. */
const sentences: Record<DateRefusal['refused'], (detail: string) => string> = {
  'unreadable-date': detail => `“${detail}” is not understood as a date.`,
  'ambiguous-date': detail =>
    `The date can be read as ${detail}: say which, with --day-first or with the year in full.`,
  'impossible-date': detail => `“${detail}” names a day that does not exist.`,
  'needs-reference-date': detail =>
    `“${detail}” can only be read with --published, the date of the text it stands in.`,
  'relative-to-an-event': detail =>
    `“${detail}” is counted from an event, so it is no date before that event has one.`,
}

export const printDate = async (args: Args, io: Io) => {
  const written = onlyArgument(args, 'PHRASE')
  const published = valueOf(args, 'published')
  if (published !== undefined && !isEdtf(published))
    throw new BadInput(`--published must be a date such as 2025-11-17, and “${published}” is not.`)

  const dayFirst = args.values['day-first'] === true ? true : undefined
  const read = readDate(written, { published, language: valueOf(args, 'language'), dayFirst })
  if (isRefusal(read))
    throw new BadInput(`${sentences[read.refused](read.detail ?? written)} (${read.refused})`)
  await printJson(io, read)
  return 0
}
