import { accessApi } from './features/access/access.api.ts'
import { outcomesApi } from './features/outcomes/outcome.api.ts'
import { recordApi } from './features/record/record.api.ts'
import { registryApi } from './features/registry/registry.api.ts'
import { silenceApi } from './features/silence/silence.api.ts'
import { designationApi } from './features/texts/designation.api.ts'
import { textsApi } from './features/texts/texts.api.ts'
import { liveApi } from './platform/live.api.ts'

/** Everything the browser can ask of the server. */
export const operations = {
  ...accessApi,
  ...registryApi,
  ...recordApi,
  ...textsApi,
  ...designationApi,
  ...silenceApi,
  ...outcomesApi,
  ...liveApi,
}
