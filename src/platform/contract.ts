import { z } from 'zod'
import type { Refusal } from '../domain/refusal.ts'

// A page's content security policy forbids making functions from text, and zod need not try.
if (typeof document !== 'undefined') z.config({ jitless: true })

/** One thing the browser can ask of the server. The server, the client and the API document all follow from it. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: `/api/${string}`
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** What is not declared here is never sent. */
  readonly response: z.ZodType
  /** Answers without a sign-in, as a member of the public. */
  readonly public?: boolean
  /** Exists for administrators only; for everybody else there is no such path. */
  readonly administrator?: boolean
  /** Whoever calls it may be guessing at a secret: few tries a minute from one address. */
  readonly guessable?: boolean
}
export type Operations = Readonly<Record<string, Operation>>

export const op = <const T extends Operation>(operation: T): T => operation

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** Names the fault in the server's log. */
  id: z.string().optional(),
})
export type Problem = z.infer<typeof Problem>

/** A rule of procedure said no: answered with status 409. */
export const RefusalAnswer = z.object({ refused: z.string(), detail: z.string().optional() })

/** A day in the past on which to see the record as it was then known. Every reading operation takes it. */
export const KnownOn = z.iso.date().refine(day => day >= '0001', 'the calendar begins with the year 1')

/** Where a page of a list ended that goes by a day and an id; to be handed back as it was given. */
export const DayCursor = z.string().refine(text => {
  const [day, id, ...rest] = text.split(' ')
  return rest.length === 0 && KnownOn.safeParse(day).success && z.uuid().safeParse(id).success
}, 'ask on with what the last answer gave as next')

type Received<Op, Part extends string> = Op extends { readonly [P in Part]: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined

export interface Input<Op extends Operation> {
  readonly params: Received<Op, 'params'>
  readonly query: Received<Op, 'query'>
  readonly body: Received<Op, 'body'>
}

/** What answers each operation. A returned refusal becomes a 409, a thrown `NotFound` a 404. */
export type Handlers<All extends Operations, Context> = {
  readonly [Name in keyof All]: (
    input: Input<All[Name]>,
    context: Context,
  ) => Promise<z.input<All[Name]['response']> | Refusal>
}

type Needed<Op, Part extends string> = Op extends { readonly [P in Part]: infer Schema extends z.ZodType }
  ? Record<string, never> extends z.input<Schema>
    ? { readonly [P in Part]?: z.input<Schema> }
    : { readonly [P in Part]: z.input<Schema> }
  : unknown

/** What a call must and may be given. */
export type Call<Op extends Operation> = Needed<Op, 'params'> & Needed<Op, 'query'> & Needed<Op, 'body'>

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Only what was known on this day; reading operations alone take it. */
  readonly knownOn?: string | undefined
}

type Arguments<Op extends Operation> =
  Record<string, never> extends Call<Op>
    ? [call?: Call<Op>, options?: CallOptions]
    : [call: Call<Op>, options?: CallOptions]

export type Answer<Op extends Operation> = z.output<Op['response']>

export type Client<All extends Operations> = {
  readonly [Name in keyof All]: (...given: Arguments<All[Name]>) => Promise<Answer<All[Name]>>
}

/** The request failed, or there is nothing there for this reader. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.status = problem.status
    this.problem = problem
  }
}

/** The rules of procedure said no; `refused` is the key of the sentence to show. */
export class RefusedError extends Error implements Refusal {
  override name = 'RefusedError'
  readonly refused: string
  readonly detail?: string
  constructor({ refused, detail }: z.infer<typeof RefusalAnswer>) {
    super(refused)
    this.refused = refused
    if (detail !== undefined) this.detail = detail
  }
}

export interface ClientOptions {
  /** Where the server is; '' for the page's own. */
  readonly base?: string
  readonly fetch?: typeof fetch
  /** The session is over: time to offer signing in. The call still throws its `ApiError`. */
  readonly onUnauthorised?: () => void
}

type Given = { readonly params?: object; readonly query?: object; readonly body?: unknown }

const urlOf = (operation: Operation, { params, query }: Given, knownOn: string | undefined): string => {
  const filled = new Map(Object.entries(params ?? {}))
  const path = operation.path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(String(filled.get(name))))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, ...(knownOn === undefined ? {} : { knownOn }) }))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined && each !== null) search.append(name, String(each))
  return search.size === 0 ? path : `${path}?${search.toString()}`
}

const failure = async (response: Response): Promise<Error> => {
  const answer: unknown = await response.json().catch(() => undefined)
  const refusal = RefusalAnswer.safeParse(answer)
  if (response.status === 409 && refusal.success) return new RefusedError(refusal.data)
  const title = response.statusText || 'The request failed'
  const problem = Problem.safeParse(answer)
  return new ApiError(problem.data ?? { type: 'about:blank', title, status: response.status })
}

/** A function for each operation. Wrong calls do not compile; refusals and failures are thrown. */
export const createClient = <const All extends Operations>(
  operations: All,
  { base = '', fetch: send = (...request) => fetch(...request), onUnauthorised }: ClientOptions = {},
): Client<All> => {
  const calling =
    (operation: Operation) =>
    async (given: Given = {}, { signal, knownOn }: CallOptions = {}): Promise<unknown> => {
      const reading = operation.method === 'GET'
      const response = await send(base + urlOf(operation, given, reading ? knownOn : undefined), {
        method: operation.method,
        credentials: 'same-origin',
        headers: {
          accept: 'application/json',
          ...(reading ? {} : { 'x-parley': '1' }),
          ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
        ...(signal === undefined ? {} : { signal }),
      })
      if (response.ok) return response.json()
      if (response.status === 401) onUnauthorised?.()
      throw await failure(response)
    }
  const client: Record<string, unknown> = {}
  for (const [name, each] of Object.entries(operations)) client[name] = calling(each)
  // Proven by the server, which sends only what passes the operation's response schema.
  return client as Client<All>
}
