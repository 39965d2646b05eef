import { accessApi } from './features/access/access.api.ts'

/** Everything the browser can ask of the server. */
export const operations = { ...accessApi }
