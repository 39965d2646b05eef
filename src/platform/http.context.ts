import type { ActingDb, Actor, Db } from './db.ts'

/** Who asks, as far as the machinery needs to know. */
export interface SignedInAccount {
  readonly id: string
  readonly name: string
  readonly administrator: boolean
}

/** A browser's standing proof that somebody signed in. The one kind of secret the machinery passes on. */
export interface Resumed {
  readonly account: SignedInAccount
  /** The signing-in that this token belongs to; it stays when the token changes. */
  readonly signIn: string
  /** The token to send the browser in place of the one it showed. */
  readonly renewal?: string
}

/** Kept by the feature that knows accounts (access). */
export interface Sessions {
  /** Whose token this is, unless it has ended. */
  resume(
    token: string,
    now: Date,
    how: { readonly renew: boolean; readonly address: string },
  ): Promise<Resumed | undefined>
  /** Which signings-in still stand. Asking does not prolong them. */
  lasting(signIns: readonly string[], now: Date): Promise<ReadonlySet<string>>
}

/** Who asks what of which database, and when. */
export interface Asking {
  readonly db: ActingDb
  /** For `db.as`: the account that asks and the day it wants to be put back to. */
  readonly actor: Actor
  /** The moment of the request: the same however often it is asked. */
  readonly now: () => Date
}

/** What a handler knows of the request beside its input. */
export interface RequestContext extends Asking {
  readonly db: Db
  readonly account: SignedInAccount | null
  /** An invented dossier on one's own machine, to be walked about in without a password. */
  readonly demonstration: boolean
  readonly request: {
    readonly address: string
    /** Made on the machine the server runs on, and not forwarded from another. */
    readonly local: boolean
  }
  readonly cookie: {
    /** The token the browser showed, valid or not. */
    readonly token: string | undefined
    readonly set: (token: string) => void
    readonly clear: () => void
  }
}

/** The account of an operation that is not public. */
export const accountOf = ({ account }: RequestContext): SignedInAccount => {
  if (account === null) throw new Error('Only operations that are not public may ask for the account.')
  return account
}
