import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { operations } from './contract.ts'
import { createAccess } from './features/access/access.routes.ts'
import { outcomesHandlers } from './features/outcomes/outcome.routes.ts'
import { recordHandlers } from './features/record/record.routes.ts'
import { registryHandlers } from './features/registry/registry.routes.ts'
import { silenceHandlers } from './features/silence/silence.routes.ts'
import { designationHandlers } from './features/texts/designation.routes.ts'
import { textLines } from './features/texts/line.routes.ts'
import { textsHandlers } from './features/texts/texts.routes.ts'
import type { Db } from './platform/db.ts'
import { createServer } from './platform/http.ts'
import { liveHandlers } from './platform/live.ts'

export interface AppOptions {
  readonly db: Db
  readonly config: Pick<Config, 'publicOrigin' | 'trustProxy'> & {
    /** Without built pages only the interface is served. */
    readonly webRoot?: string
  }
  readonly demonstration: boolean
  /** The clock everything goes by. */
  readonly now?: () => Date
}

/** Every operation with what answers it, the pages, and who may ask. */
export const createApp = ({ db, config, demonstration, ...clock }: AppOptions): Promise<FastifyInstance> => {
  const { handlers, sessions } = createAccess({ db, demonstration })
  return createServer({
    db,
    operations,
    handlers: {
      ...handlers,
      ...registryHandlers,
      ...recordHandlers,
      ...textsHandlers,
      ...designationHandlers,
      ...silenceHandlers,
      ...outcomesHandlers,
      ...liveHandlers,
    },
    sessions,
    lines: [textLines({ db, sessions })],
    demonstration,
    ...clock,
    webRoot: config.webRoot,
    publicOrigin: config.publicOrigin,
    trustProxy: config.trustProxy,
  })
}
