import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { nonceOf } from './http.headers.ts'

/** The builder puts a hash of the content into the names of these, so they never change. */
const isHashed = (path: string) => path.startsWith('/assets/')

/**
 * Serves the files that were built when the server started. Returns what answers with the page itself, at whatever
 * path: where the reader is on it, the page finds out.
 */
export const registerPages = async (app: FastifyInstance, webRoot: string) => {
  const root = resolve(webRoot)
  const page = await readFile(join(root, 'index.html'), 'utf8')
  await app.register(fastifyStatic, {
    root,
    // One route for each file there is: no path from outside is ever looked up on the disk.
    wildcard: false,
    index: false,
    globIgnore: ['index.html', '**/*.br', '**/*.gz', '**/*.map'],
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = isHashed(path.slice(root.length).replaceAll('\\', '/'))
      reply.setHeader(
        'cache-control',
        hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      )
      reply.setHeader('vary', 'accept-encoding')
    },
  })
  return (request: FastifyRequest, reply: FastifyReply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(page.replace('<head>', () => `<head><meta property="csp-nonce" nonce="${nonceOf(request.raw)}">`))
}

/** Whether a path that nothing answers to is a place on the page. */
export const isPagePath = ({ method, url }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && !url.startsWith('/api/') && url !== '/api' && !isHashed(url)
