import { z } from 'zod'
import { registers } from '../../domain/vocabulary.ts'
import { op } from '../../platform/contract.ts'

export const designationApi = {
  readDesignations: op({
    method: 'GET',
    path: '/api/texts/:id/designations',
    summary: 'What the track of a text calls the parties, in its language, and what else they are called',
    params: z.object({ id: z.uuid() }),
    response: z.object({
      language: z.string(),
      policies: z.array(
        z.object({
          party: z.uuid(),
          text: z.string(),
          language: z.string(),
          /** The footnote the name bears. */
          caveat: z.string().nullable(),
          asterisk: z.boolean(),
          illustration: z.boolean(),
        }),
      ),
      /** Other names of those parties. */
      names: z.array(z.object({ party: z.uuid(), text: z.string(), register: z.enum(registers) })),
      /** Names of parties that no policy concerns, where they hold or are one of those names. */
      others: z.array(z.string()),
    }),
  }),
}
