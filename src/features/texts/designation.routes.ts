import type { Handlers } from '../../platform/contract.ts'
import type { RequestContext } from '../../platform/http.ts'
import type { designationApi } from './designation.api.ts'
import { designationsFor } from './designation.store.ts'
import { findText } from './texts.store.ts'

export const designationHandlers: Handlers<typeof designationApi, RequestContext> = {
  readDesignations: async ({ params }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        const { policies, names, others, language } = await designationsFor(tx, await findText(tx, params.id))
        return { language, policies: [...policies], names: [...names], others: [...others] }
      },
      { readOnly: true },
    ),
}
