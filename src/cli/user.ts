import { addressOf, readConfig } from '../config.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import {
  everyAccount,
  inviteAccount,
  inviteAccountAgain,
  MandateWritten,
  revokeAccount,
} from '../features/access/access.commands.ts'
import type { Db } from '../platform/db.ts'
import { type Args, BadInput, type Io, Misuse, onlyArgument, printJson, valueOf } from './command.ts'

const refused = ({ refused: why, detail }: Refusal) =>
  new BadInput(`This is refused: ${why}${detail === undefined ? '' : ` (${detail})`}.`)

const mandateOf = (args: Args) => {
  const capacity = valueOf(args, 'as')
  if (capacity === undefined) return []
  const read = MandateWritten.safeParse({
    capacity,
    track: valueOf(args, 'track'),
    party: valueOf(args, 'party'),
  })
  if (!read.success)
    throw new Misuse(`--as must be one of: ${MandateWritten.shape.capacity.options.join(', ')}.`)
  return [read.data]
}

export const invite = async (db: Db, args: Args, io: Io) => {
  const name = onlyArgument(args, 'NAME')
  const language = valueOf(args, 'language') ?? 'en'
  const invited =
    args.values['again'] === true
      ? await inviteAccountAgain(db, name)
      : await inviteAccount(db, { name, language, mandates: mandateOf(args) })
  if (isRefusal(invited)) throw refused(invited)
  const { account, code, expiresAt } = invited
  const address = io.address ?? addressOf(readConfig(process.env, io.root))
  await printJson(io, { account, address: `${address}/invitation#${code}`, expiresAt })
  return 0
}

export const list = async (db: Db, io: Io) => {
  await printJson(io, { accounts: await everyAccount(db) })
  return 0
}

export const revoke = async (db: Db, args: Args, io: Io) => {
  const revoked = await revokeAccount(db, onlyArgument(args, 'NAME'))
  if (isRefusal(revoked)) throw refused(revoked)
  await printJson(io, revoked)
  return 0
}
