import type { FastifyRequest } from 'fastify'
import { Declined } from './http.problem.ts'

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])
const loopbackAddress = /^(?:::ffff:)?127\.|^::1$/

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)
const isLoopback = (host: string | undefined) =>
  host !== undefined && loopbackNames.has(urlOf(`http://${host}`)?.hostname ?? '')

export interface Guard {
  /** Throws unless the request is addressed to this server by a name of its own. */
  checkHost(request: FastifyRequest): void
  /** Throws unless a page of this server asked, or no page at all. */
  checkOrigin(request: FastifyRequest): void
  /** Whether a page of this server, for certain, asked. */
  isOwnPage(request: FastifyRequest): boolean
}

/**
 * Guards against other sites that make the browser ask on their behalf: under a name that they had resolve to this
 * machine (DNS rebinding), or with the cookie that the browser adds (cross-site request forgery).
 */
export const createGuard = (publicOrigin: string | undefined): Guard => {
  const own = publicOrigin === undefined ? undefined : new URL(publicOrigin)
  const isOwnOrigin = (origin: string, host: string | undefined) =>
    origin === own?.origin ||
    (isLoopback(host) && urlOf(origin)?.host === urlOf(`http://${host ?? ''}`)?.host)
  return {
    checkHost: ({ headers: { host } }) => {
      if (host === own?.host || isLoopback(host)) return
      throw new Declined(421, 'This server does not go by that name. Its operator sets the public origin.')
    },
    checkOrigin: ({ headers }) => {
      const site = headers['sec-fetch-site']
      const foreign =
        (headers.origin !== undefined && !isOwnOrigin(headers.origin, headers.host)) ||
        (site !== undefined && site !== 'same-origin')
      if (foreign) throw new Declined(403, 'Another site asked for this.')
      if (headers['x-parley'] !== '1') throw new Declined(403, 'A change needs the header x-parley: 1.')
    },
    isOwnPage: ({ headers: { origin, host } }) => origin !== undefined && isOwnOrigin(origin, host),
  }
}

/** Made on this machine, with nothing in between that could have brought it from elsewhere. */
export const isLocal = ({ raw, headers }: FastifyRequest): boolean =>
  loopbackAddress.test(raw.socket.remoteAddress ?? '') &&
  isLoopback(headers.host) &&
  headers.forwarded === undefined &&
  !Object.keys(headers).some(
    name => name.startsWith('x-forwarded-') || name === 'x-real-ip' || name === 'via',
  )
