import {
  keepPreviousData,
  QueryClient,
  type QueryKey,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { operations } from '../contract.ts'
import {
  type Answer,
  ApiError,
  type Call,
  createClient,
  type Operation,
  RefusedError,
} from '../platform/contract.ts'
import { useKnownOn } from './links.ts'
import { refusalText, type Speech, useSpeech } from './text.ts'

type Contract = typeof operations
export type OperationName = keyof Contract
type OperationsBy<Method> = {
  [Name in OperationName]: Contract[Name]['method'] extends Method ? Name : never
}[OperationName]
/** Operations that only read. */
export type Reads = OperationsBy<'GET'>
/** Operations that change something. */
export type Acts = OperationsBy<'POST' | 'PUT' | 'PATCH' | 'DELETE'>

export const api = createClient(operations, { onUnauthorised: () => void sessionEnded() })

const askWith = <Name extends OperationName>(name: Name) =>
  // A union of functions can be called only by one who knows which it is; the caller's types have said so.
  api[name] as (
    call: Call<Contract[Name]>,
    options?: { signal?: AbortSignal; knownOn?: string },
  ) => Promise<Answer<Contract[Name]>>

const takesLanguage = (operation: Operation) =>
  operation.query !== undefined && 'language' in operation.query.shape

const keyOf = (name: Reads, ...rest: unknown[]): QueryKey => [name, ...rest]

/**
 * Asks the server and keeps the answer: `useQueryOf('readEntity', { params: { id } })`. The page's language and the
 * day it is read as of are added to every question.
 */
export const useQueryOf = <Name extends Reads>(
  name: Name,
  call: Call<Contract[Name]>,
  options: { enabled?: boolean; keep?: boolean } = {},
): UseQueryResult<Answer<Contract[Name]>> => {
  const { language } = useSpeech()
  const on = useKnownOn()
  const operation: Operation = operations[name]
  const given: { readonly query?: object } = call as object
  const asked = takesLanguage(operation) ? { ...given, query: { language, ...given.query } } : given
  return useQuery<Answer<Contract[Name]>>({
    queryKey: keyOf(name, asked, on),
    queryFn: ({ signal }) =>
      askWith(name)(asked as Call<Contract[Name]>, { signal, ...(on === null ? {} : { knownOn: on }) }),
    enabled: options.enabled ?? true,
    ...(options.keep === true ? { placeholderData: keepPreviousData } : {}),
  })
}

/** Changes something, then asks again for all that is shown: `useAct('judgeSame').mutate({ body })`. */
export const useAct = <Name extends Acts>(name: Name) => {
  const client = useQueryClient()
  const on = useKnownOn()
  return useMutation<Answer<Contract[Name]>, Error, Call<Contract[Name]>>({
    mutationFn: call => {
      if (on !== null && !alwaysAllowed.has(name)) throw new RefusedError({ refused: 'looking-back' })
      return askWith(name)(call)
    },
    // Who signs in or out begins anew by themselves (see session.ts).
    onSuccess: () => (alwaysAllowed.has(name) ? undefined : client.invalidateQueries()),
  })
}

/** Signing in and out changes nothing in the record. */
const alwaysAllowed: ReadonlySet<OperationName> = new Set([
  'signIn',
  'signInAs',
  'signOut',
  'signOutEverywhere',
  'readInvitation',
  'acceptInvitation',
  'setLanguage',
])

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 30 * 60_000,
      // Asking again cannot help where the server has answered.
      retry: (count, error) => !(error instanceof ApiError && error.status < 500) && count < 2,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

const sessionEnded = () => queryClient.invalidateQueries({ queryKey: keyOf('session') })

/** What went wrong, said to the person it happened to. */
export const errorText = (speech: Speech, error: unknown): string => {
  const { say } = speech
  if (error instanceof RefusedError) return refusalText(speech, error.refused, error.detail)
  if (!(error instanceof ApiError)) return say('shell.error.unreachable')
  if (error.status === 401) return say('shell.error.signIn')
  if (error.status === 404) return say('shell.error.notFound')
  if (error.status === 429) return say('shell.error.tooMany')
  if (error.status === 400) return say('shell.error.malformed')
  return say('shell.error.server', { id: error.problem.id ?? '–' })
}
