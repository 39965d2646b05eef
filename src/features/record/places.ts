import { CompartmentName } from './dossier.ts'
import { canonical, entityId } from './keys.ts'

/** The track and the party that a compartment's name names. */
export const compartmentKeys = (name: CompartmentName): { key: string; type: 'track' | 'party' }[] => {
  if (name === 'public' || 'notes' in name) return []
  if ('delegation' in name)
    return [
      { key: name.delegation, type: 'party' },
      { key: name.of, type: 'track' },
    ]
  if ('leg' in name)
    return [
      { key: name.leg, type: 'track' },
      { key: name.with, type: 'party' },
    ]
  if ('desk' in name) return [{ key: name.desk, type: 'party' }]
  return [{ key: 'track' in name ? name.track : name.secretariat, type: 'track' }]
}

/** The same compartment with ids for keys, so that a file and its export name it alike. */
export const withIds = (name: CompartmentName): CompartmentName => {
  if (name === 'public' || 'notes' in name) return name
  const fields = Object.entries(name).map(([field, key]) => [field, entityId(key)])
  return CompartmentName.parse(Object.fromEntries(fields))
}

/** A compartment as part of what an id is made from. The public one needs none, and notes are each account's own. */
export const placeOf = (name: CompartmentName, writer: string | null): string | undefined => {
  if (name === 'public') return undefined
  return canonical('notes' in name ? { notes: writer } : withIds(name))
}

/** Compartments that all readers of this one read as well, but for itself. Notes: those that can be named. */
export const roomiest = (name: CompartmentName): CompartmentName[] => {
  if (name === 'public') return []
  const within = compartmentKeys(name).find(({ type }) => type === 'track')
  return within === undefined || 'track' in name ? ['public'] : [{ track: within.key }, 'public']
}

/** Whether everybody who reads the inner compartment reads the outer one as well. Notes lie within all that their writer reads. */
export const isWithin = (inner: CompartmentName, outer: CompartmentName): boolean =>
  (typeof inner === 'object' && 'notes' in inner) ||
  [inner, ...roomiest(inner)].some(each => canonical(withIds(each)) === canonical(withIds(outer)))
