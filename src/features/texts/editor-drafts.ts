import type { Draft } from './editor-line.ts'

// What was written and the server has not taken yet is kept in this browser, for the account that wrote it, and found
// again by the next editor of that text. An editor that is open somewhere holds a lock on what it keeps.

const database = 'parley-texts'
const store = 'drafts'

const opened = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1)
    request.addEventListener('upgradeneeded', () => void request.result.createObjectStore(store))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('No store.')))
  })

const within = async <Result>(
  mode: IDBTransactionMode,
  work: (all: IDBObjectStore) => IDBRequest<Result>,
) => {
  const open = await opened()
  try {
    return await new Promise<Result>((resolve, reject) => {
      const request = work(open.transaction(store, mode).objectStore(store))
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('Not kept.')))
    })
  } finally {
    open.close()
  }
}

const keyOf = (account: string, text: string, client: string) => `${account} ${text} ${client}`

/** Takes the lock for as long as the page is open; false when another page has it. */
const lockFor = (key: string, until: Promise<void>): Promise<boolean> => {
  // Only secure connections have locks; without them the last editor to be opened takes up what was kept.
  if (!('locks' in navigator)) return Promise.resolve(true)
  return new Promise(resolve => {
    void navigator.locks.request(key, { ifAvailable: true }, async lock => {
      resolve(lock !== null)
      if (lock !== null) await until
    })
  })
}

export interface Drafts {
  readonly draft: Draft | null
  readonly client: string
  readonly keep: (draft: Draft | null) => void
  readonly release: () => void
}

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && 'client' in value && 'steps' in value && 'doc' in value

/** What this account had written in a text and not sent, if no open page has it; and where to keep what it writes now. */
export const openDrafts = async (account: string, text: string, fresh: string): Promise<Drafts> => {
  let release = () => {}
  const until = new Promise<void>(resolve => (release = resolve))
  let found: Draft | null = null
  try {
    const keys = await within('readonly', all => all.getAllKeys())
    for (const key of keys) {
      if (typeof key !== 'string' || !key.startsWith(`${account} ${text} `)) continue
      if (!(await lockFor(key, until))) continue
      const kept: unknown = await within('readonly', all => all.get(key))
      if (!isDraft(kept)) continue
      found = kept
      break
    }
  } catch {
    // A browser that keeps nothing: what is written is lost only if the page is closed while the line is down.
  }
  const client = found?.client ?? fresh
  const key = keyOf(account, text, client)
  if (found === null) await lockFor(key, until)
  // One after another, so that an older draft is never kept over a newer one.
  let last: Promise<unknown> = Promise.resolve()
  let latest: Draft | null = null
  let waiting = false
  const put = (kept: Draft | null): Promise<unknown> =>
    kept === null
      ? within('readwrite', all => all.delete(key))
      : within('readwrite', all => all.put(kept, key))
  const write = () => {
    waiting = false
    // What cannot be kept here is in the open page alone.
    return put(latest).catch(() => undefined)
  }
  return {
    draft: found,
    client,
    keep: draft => {
      latest = draft
      if (waiting) return
      waiting = true
      last = last.then(write)
    },
    release: () => void last.then(release),
  }
}
