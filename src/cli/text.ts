import { createReadStream } from 'node:fs'
import { basename, extname } from 'node:path'
import { z } from 'zod'
import { isRefusal } from '../domain/refusal.ts'
import { everyIssued, isIntact } from '../features/outcomes/outcome.store.ts'
import { verifyProceedings } from '../features/outcomes/proceedings.store.ts'
import { entityId } from '../features/record/keys.ts'
import { namesOf } from '../features/record/read.store.ts'
import { bracketCounter } from '../features/texts/brackets.ts'
import { renderPlain } from '../features/texts/render.ts'
import { paragraphsShown, type Shown } from '../features/texts/runs.ts'
import { type Holder, partiesIn } from '../features/texts/talks.ts'
import { talksView } from '../features/texts/talks-view.ts'
import { beginText } from '../features/texts/texts.commands.ts'
import { findText, readState } from '../features/texts/texts.store.ts'
import { verifyTexts } from '../features/texts/verify.store.ts'
import { type Db, sql, type Tx } from '../platform/db.ts'
import { type Args, BadInput, type Io, Misuse, onlyArgument, printJson, valueOf } from './command.ts'

/** Why a file could not be read, in a sentence. */
const unreadable = (file: string, error: unknown) => {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOENT') return new BadInput(`There is no file ${file}.`)
  if (code === 'EISDIR') return new BadInput(`${file} is a folder: name a file.`)
  return new BadInput(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
}

/** A file's text as it comes. Bytes that are no UTF-8 become the replacement character. */
async function* textOf(file: string) {
  const decoder = new TextDecoder()
  try {
    for await (const bytes of createReadStream(file))
      yield decoder.decode(bytes as Uint8Array, { stream: true })
    yield decoder.decode()
  } catch (error) {
    throw unreadable(file, error)
  }
}

export const countBrackets = async (args: Args, io: Io) => {
  const counter = bracketCounter()
  for await (const piece of textOf(io.path(onlyArgument(args, 'FILE')))) counter.add(piece)
  const { imbalances, ...count } = counter.end()
  // Piece by piece: a file of nothing but brackets has more imbalances than one string could hold.
  await io.out(`${JSON.stringify(count).slice(0, -1)},"imbalances":[`)
  let line: string[] = []
  let separator = ''
  const flush = async () => {
    if (line.length > 0) await io.out(separator + line.join(','))
    separator = ','
    line = []
  }
  for (const each of imbalances) if (line.push(JSON.stringify(each)) === 10_000) await flush()
  await flush()
  await io.out(']}\n')
  return 0
}

const wholeText = async (file: string) => {
  let text = ''
  for await (const piece of textOf(file)) {
    text += piece
    if (text.length > 4_000_000) throw new BadInput(`${file} is too large for a text that is negotiated.`)
  }
  return text
}

const reasons: Readonly<Record<string, string>> = {
  'no-such-track': 'There is no such track.',
}

export const importText = async (db: Db, args: Args, io: Io) => {
  const file = io.path(onlyArgument(args, 'FILE'))
  const track = valueOf(args, 'track')
  if (track === undefined) throw new Misuse('--track is missing.')
  const begun = await wholeText(file).then(bracketed =>
    db.asOwner(tx =>
      beginText(
        tx,
        {
          track: entityId(track),
          title: valueOf(args, 'title') ?? basename(file, extname(file)),
          language: valueOf(args, 'language') ?? 'en',
          words: { bracketed },
          source: basename(file),
        },
        new Date(),
      ),
    ),
  )
  if (isRefusal(begun)) {
    const why = (begun.detail ?? reasons[begun.refused] ?? begun.refused).split('\n')
    throw new BadInput(why.map(each => `${basename(file)}: ${each}`).join('\n'))
  }
  const { state } = await db.asOwner(async tx => ({ state: await readState(tx, begun.id) }))
  await printJson(io, {
    text: begun.id,
    paragraphs: state.doc.childCount,
    proposals: state.talks.proposals.size,
  })
  return 0
}

const Id = z.object({ id: z.uuid() })

/** A text by its id, or by its title where only one has it. */
const textCalled = async (tx: Tx, called: string): Promise<string> => {
  const found = await tx.all(
    Id,
    sql`select id from joint_text where id::text = ${called} or title = ${called} limit 2`,
  )
  const [first, second] = found
  if (first === undefined) throw new BadInput(`There is no text “${called}”.`)
  if (second !== undefined) throw new BadInput(`Several texts are called “${called}”: give the id.`)
  return first.id
}

const shows: Readonly<Record<string, Shown>> = {
  all: { show: 'all' },
  clean: { show: 'accepted' },
  base: { show: 'base' },
}

export const exportText = async (db: Db, args: Args, io: Io) => {
  const called = onlyArgument(args, 'TEXT')
  const format = valueOf(args, 'format') ?? 'plain'
  const shown = shows[valueOf(args, 'show') ?? 'all']
  if (format !== 'plain' && format !== 'json') throw new Misuse('--format is plain or json.')
  if (shown === undefined) throw new Misuse('--show is all, clean or base.')
  const { row, state, names } = await db.asOwner(async tx => {
    const id = await textCalled(tx, called)
    const read = await readState(tx, id)
    const found = await findText(tx, id)
    return { row: found, state: read, names: await namesOf(tx, partiesIn(read.talks), 'en', [found.track]) }
  })
  const nameOf = ({ party, name }: Holder) =>
    party === null ? (name ?? 'Chair') : (names[party]?.text ?? party)
  if (format === 'plain') {
    const paragraphs = renderPlain(state.doc, state.talks, nameOf, { shown })
    await io.out(`${paragraphs.join('\n\n')}\n`)
    return 0
  }
  const talks = talksView(state.talks)
  await printJson(io, {
    id: row.id,
    track: row.track,
    title: row.title,
    language: row.language,
    illustration: row.illustration,
    number: state.number,
    version: state.version,
    hash: state.hash,
    paragraphs: paragraphsShown(state.doc, state.talks, shown),
    proposals: talks.proposals,
    states: talks.paragraphs,
    names,
  })
  return 0
}

export const verify = async (db: Db, io: Io) => {
  const { texts, proceedings, issued } = await db.asOwner(async tx => ({
    texts: await verifyTexts(tx),
    proceedings: await verifyProceedings(tx),
    issued: await everyIssued(tx),
  }))
  const outcomes = issued.map(each => ({
    title: each.title,
    number: each.number,
    hash: each.hash,
    intact: isIntact(each),
  }))
  const broken = texts.filter(each => each.broken !== undefined)
  const altered = outcomes.filter(({ intact }) => !intact)
  const unlike = proceedings.filter(each => each.broken !== undefined)
  const count = broken.length + unlike.length + altered.length
  await printJson(io, { texts, proceedings, outcomes, broken: count })
  for (const { text, title, broken: link } of broken)
    await io.err(
      `“${title}” (${text}) is broken at its commit ${String(link?.number)}: ${String(link?.why)}.\n`,
    )
  for (const { text, broken: entry } of unlike)
    await io.err(
      `What is kept beside text ${text} is broken at entry ${String(entry?.number)} (${String(entry?.relation)}): ${String(entry?.why)}.\n`,
    )
  for (const { title, number } of altered)
    await io.err(`“${title}” (${number}) was altered after it was issued.\n`)
  return count === 0 ? 0 : 1
}
