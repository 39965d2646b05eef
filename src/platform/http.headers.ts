import type { IncomingMessage } from 'node:http'
import { randomBytes } from 'node:crypto'
import type { FastifyHelmetOptions } from '@fastify/helmet'

const nonces = new WeakMap<IncomingMessage, string>()

/** The word that lets one answer's own style elements through. The same for the header and the page of that answer. */
export const nonceOf = (request: IncomingMessage): string => {
  const known = nonces.get(request)
  if (known !== undefined) return known
  const nonce = randomBytes(16).toString('base64')
  nonces.set(request, nonce)
  return nonce
}

/** Pages run this server's scripts alone, speak to it alone, and stand in nobody's frame. */
export const securityHeaders = (secure: boolean): FastifyHelmetOptions => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", request => `'nonce-${nonceOf(request)}'`],
      'font-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
      'form-action': ["'self'"],
      'require-trusted-types-for': ["'script'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
  strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  xFrameOptions: { action: 'deny' },
})

/** What the pages have no use for, and so nothing that got into them shall have. */
export const permissionsPolicy = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map(feature => `${feature}=()`)
  .join(', ')
