import type { TextKey } from '../text.ts'

/** The main places, in the order of the head of the page. */
export const places: readonly { readonly path: string; readonly title: TextKey }[] = [
  { path: '/', title: 'shell.nav.landscape' },
  { path: '/tracks', title: 'shell.nav.tracks' },
  { path: '/meetings', title: 'shell.nav.meetings' },
  { path: '/texts', title: 'shell.nav.texts' },
  { path: '/parties', title: 'shell.nav.parties' },
  { path: '/persons', title: 'shell.nav.persons' },
  { path: '/sources', title: 'shell.nav.sources' },
]
