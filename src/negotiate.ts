import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { namedId } from './features/record/keys.ts'
import * as outcome from './negotiation-outcome.ts'
import { CannotNegotiate, type Doer, type Table, tableFor } from './negotiation-table.ts'
import * as text from './negotiation-text.ts'
import { type Act, type Negotiation, readNegotiation } from './negotiation.ts'
import { type Db, NotFound, sql } from './platform/db.ts'

const carry = (table: Table, doer: Doer, { deed, text: of }: Act): Promise<void> => {
  const act = { text: of, textId: table.textId(of) }
  switch (deed.verb) {
    case 'begins':
      return text.begins(table, doer, deed, act)
    case 'proposes':
      return text.proposes(table, doer, deed, act)
    case 'says':
      return text.says(table, doer, deed, act)
    case 'answers':
      return text.answers(table, doer, deed, act)
    case 'explains':
      return text.explains(table, doer, deed, act)
    case 'would-withdraw':
      return text.wouldWithdraw(table, doer, deed, act)
    case 'withdraws':
      return text.withdraws(table, doer, deed, act)
    case 'decides':
      return text.decides(table, doer, deed, act)
    case 'sets':
      return text.sets(table, doer, deed, act)
    case 'renumbers':
      return text.renumbers(table, doer, deed, act)
    case 'issues':
      return text.issues(table, doer, deed, act)
    case 'comments':
      return text.comments(table, doer, deed, act)
    case 'aligns':
      return text.aligns(table, doer, deed, act)
    case 'asks-silence':
      return outcome.asksSilence(table, doer, deed, act)
    case 'opens':
      return outcome.opens(table, doer, deed, act)
    case 'objects':
      return outcome.objects(table, doer, deed, act)
    case 'announces':
      return outcome.announces(table, doer, deed, act)
    case 'numbers':
      return outcome.numbers(table, doer, deed, act)
    case 'drafts':
      return outcome.drafts(table, doer, deed, act)
    case 'agrees':
      return outcome.agrees(table, doer, deed, act)
    case 'stands':
      return outcome.stands(table, doer, deed, act)
    case 'attaches':
      return outcome.attaches(table, doer, deed, act)
    case 'adopts':
      return outcome.adopts(table, doer, deed, act)
    case 'publishes':
      return outcome.publishes(table, doer, deed, act)
  }
}

const minute = 60_000

/** An act by each of those who do it, a minute after one another; what goes wrong is told with its line. */
const carryAll = async (table: Table, act: Act, file: string) => {
  for (const [index, by] of act.by.entries())
    try {
      await carry(table, table.doer(by, new Date(act.at.getTime() + index * minute)), act)
    } catch (error) {
      if (!(error instanceof CannotNegotiate || error instanceof NotFound)) throw error
      throw new CannotNegotiate(`${file}:${act.line}: ${by}: ${error.message}`, { cause: error })
    }
}

const isThere = async (db: Db, { negotiation, texts }: Negotiation): Promise<boolean> => {
  const ids = Object.keys(texts).map(key => namedId(`text ${key} of negotiation ${negotiation}`))
  const found = await db.asOwner(tx =>
    tx.find(
      z.object({ id: z.uuid() }),
      sql`select id from joint_text where id = any(${ids}::uuid[]) limit 1`,
    ),
  )
  return found !== undefined
}

/**
 * Carries a negotiation out as its file tells it, all of it or nothing, each act in its doer's name and under its doer's
 * rights. One whose texts are there already is left as it is. Throws `CannotNegotiate` with the line and the reason.
 */
export const negotiate = async (db: Db, path: string): Promise<void> => {
  const file = basename(path)
  const read = readNegotiation(await readFile(path, 'utf8'))
  if ('troubles' in read)
    throw new CannotNegotiate(
      read.troubles.map(({ line, reason }) => `${file}:${line}: ${reason}`).join('\n'),
    )
  if (await isThere(db, read)) return
  await db.together(async acting => {
    const table = tableFor(acting, read)
    for (const act of read.acts) await carryAll(table, act, file)
  })
}
