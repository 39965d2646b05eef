import type { Handlers } from '../../platform/contract.ts'
import type { RequestContext } from '../../platform/http.ts'
import { appendEvent } from '../../platform/events.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { writableCompartments } from './compartment.store.ts'
import { exportRecord } from './export.store.ts'
import { namesOf } from './read.store.ts'
import type { recordApi } from './record.api.ts'
import {
  captureVersion,
  judgeSource,
  mayWriteSource,
  relateSource,
  sourcePage,
  sourcesPage,
} from './source.store.ts'
import { recordDossier } from './write.store.ts'
import type { Tx } from '../../platform/db.ts'

const sourceChanged = async (tx: Tx, source: string, now: Date) => {
  const { compartment } = await sourcePage(tx, source, 'en')
  await appendEvent(tx, { type: 'source-judged', compartment, at: now, body: { source } })
}

export const recordHandlers: Handlers<typeof recordApi, RequestContext> = {
  listSources: async ({ query }, { db, actor }) =>
    db.as(actor, tx => sourcesPage(tx, query), { readOnly: true }),

  readSource: async ({ params, query }, { db, actor }) =>
    db.as(actor, tx => sourcePage(tx, params.id, query.language), { readOnly: true }),

  record: async ({ body }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const outcome = await recordDossier(tx, body, now())
      if (isRefusal(outcome) || 'added' in outcome) return outcome
      const lines = outcome.map(({ path, message }) => `${path}: ${message}`)
      return refuse('unreadable-record', lines.join('\n'))
    }),

  captureVersion: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, async tx => {
      if (!(await mayWriteSource(tx, params.id))) return refuse('not-yours-to-write')
      const version = await captureVersion(tx, params.id, body.text)
      await sourceChanged(tx, params.id, now())
      return version
    }),

  judgeSource: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, async tx => {
      if (!(await mayWriteSource(tx, params.id))) return refuse('not-yours-to-write')
      await judgeSource(tx, params.id, body)
      await sourceChanged(tx, params.id, now())
      return {}
    }),

  relateSource: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, async tx => {
      if (params.id === body.original) return refuse('itself')
      if (!(await mayWriteSource(tx, params.id))) return refuse('not-yours-to-write')
      await relateSource(tx, params.id, body)
      await sourceChanged(tx, params.id, now())
      return {}
    }),

  writableCompartments: async ({ query }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        const compartments = await writableCompartments(tx)
        const ids = compartments.flatMap(each => [each.track ?? [], each.party ?? []].flat())
        return { compartments, names: await namesOf(tx, [...new Set(ids)], query.language) }
      },
      { readOnly: true },
    ),

  exportRecord: async ({ query }, { db, actor }) =>
    db.as(actor, tx => exportRecord(tx, query.track), { readOnly: true }),
}
