import { createHash } from 'node:crypto'
import { isId } from './is-id.ts'

const namespace = Buffer.from('6f1d3c0e5b6a4a0d9a6e2f7c1b8d4e52', 'hex')

/** A name-based id (RFC 9562, version 5): the same words always give the same id, in any workspace. */
export const namedId = (words: string): string => {
  const hash = createHash('sha1').update(namespace).update(words).digest().subarray(0, 16)
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The id of the entity a file calls by this key; an id is taken as it is, so that exports can be imported. */
export const entityId = (key: string): string => (isId(key) ? key : namedId(`entity ${key}`))

/**
 * The id of the source a file calls by this key. Apart from entities', so that both may bear one key. A closed
 * compartment (`place`, in canonical form) has keys of its own: nobody outside can take one, or learn that it is taken.
 */
export const sourceId = (key: string, place?: string): string =>
  isId(key) ? key : namedId(place === undefined ? `source ${key}` : `source ${key} in ${place}`)

/** Whether an id was drawn by lot (RFC 9562, version 4), so that nobody can have guessed it. */
export const isRandomId = (id: string): boolean => isId(id) && id[14] === '4'

/** JSON with sorted keys and without absent fields: equal content gives equal text. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const content = value as Readonly<Record<string, unknown>>
  let fields = ''
  // Every commit of every text passes here, so no more is made on the way than must be.
  for (const key of Object.keys(content).sort()) {
    const each = content[key]
    if (each !== undefined) fields += `${fields === '' ? '' : ','}${JSON.stringify(key)}:${canonical(each)}`
  }
  return `{${fields}}`
}
