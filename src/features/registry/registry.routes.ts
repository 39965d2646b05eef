import { refuse } from '../../domain/refusal.ts'
import type { Handlers } from '../../platform/contract.ts'
import { appendEvent } from '../../platform/events.ts'
import type { RequestContext } from '../../platform/http.ts'
import { compartmentId, mayWrite, publicCompartment } from '../record/compartment.store.ts'
import { landscapePage } from './landscape.store.ts'
import type { registryApi } from './registry.api.ts'
import { addResolution, entitiesOfType, entityPage, searchRecord } from './registry.store.ts'

export const registryHandlers: Handlers<typeof registryApi, RequestContext> = {
  landscape: async ({ query }, { db, actor }) =>
    db.as(actor, tx => landscapePage(tx, query), { readOnly: true }),

  readEntity: async ({ params, query }, { db, actor }) =>
    db.as(actor, tx => entityPage(tx, params.id, query), { readOnly: true }),

  listEntities: async ({ query }, { db, actor }) =>
    db.as(actor, tx => entitiesOfType(tx, query), { readOnly: true }),

  search: async ({ query }, { db, actor }) => db.as(actor, tx => searchRecord(tx, query), { readOnly: true }),

  judgeSame: async ({ body }, { db, actor, now }) =>
    db.as(actor, async tx => {
      if (actor.knownOn !== undefined) return refuse('looking-back')
      if (body.first === body.second) return refuse('itself')
      const usual = (await mayWrite(tx, [publicCompartment])) ? 'public' : ({ notes: 'mine' } as const)
      const compartment = await compartmentId(tx, body.in ?? usual)
      if (compartment === null || !(await mayWrite(tx, [compartment]))) return refuse('not-yours-to-write')
      const resolution = await addResolution(tx, { ...body, compartment })
      await appendEvent(tx, {
        type: 'same-judged',
        compartment,
        at: now(),
        body: { resolution: resolution.id },
      })
      return resolution
    }),
}
