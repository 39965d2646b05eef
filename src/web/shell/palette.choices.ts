import { z } from 'zod'
import type { registryApi } from '../../features/registry/registry.api.ts'
import { EntityType } from '../../domain/vocabulary.ts'
import type { Answer } from '../../platform/contract.ts'
import { useAct } from '../api.ts'
import { type Linkable, linkTo } from '../links.ts'
import { chooseLanguage } from '../locale.tsx'
import { useSession, useSessionChange } from '../session.ts'
import { setSetting, useSetting } from '../settings.ts'
import { useLocale, useText, useWord } from '../text.ts'
import { habits, languages } from '../text/languages.ts'
import { chooseTheme, themes, useTheme } from '../theme.ts'
import { places } from './places.ts'

/** One line of the palette: a place to go to, or something to do. */
export interface Choice {
  readonly key: string
  readonly group: string
  readonly text: string
  readonly language?: string | undefined
  readonly note?: string | undefined
  readonly path?: string
  readonly run?: () => void
  /** Kept among those opened lately. */
  readonly remembered?: boolean
}

/** Choices under their headings, groups in the order of their first choice. */
export const grouped = (choices: readonly Choice[]): [string, Choice[]][] => {
  const groups = new Map<string, Choice[]>()
  for (const choice of choices) {
    const group = groups.get(choice.group)
    if (group) group.push(choice)
    else groups.set(choice.group, [choice])
  }
  return [...groups]
}

type Found = Answer<(typeof registryApi)['search']>

/** Keeps words of any direction together within a sentence of another. */
const isolated = (text: string) => `\u2068${text}\u2069`

const typeOrder: readonly Linkable[] = ['track', 'party', 'person', 'meeting', 'outcome', 'issue']

const placeOf = (type: Linkable) => {
  const at = typeOrder.indexOf(type)
  return at === -1 ? typeOrder.length : at
}

/** Search results under the names of their types; the type of the best result first. */
export const useFound = (answer: Found | undefined): Choice[] => {
  const say = useText()
  const word = useWord()
  if (answer === undefined) return []
  const best = answer.hits[0]?.type
  const rank = (type: Linkable) => (type === best ? -1 : placeOf(type))
  return answer.hits
    .toSorted((first, second) => rank(first.type) - rank(second.type) || second.score - first.score)
    .map(({ id, type, matched, language }) => {
      const name = answer.names[id]
      return {
        key: id,
        group: type === 'source' ? say('shell.search.sources') : word('entities', type),
        text: name?.text ?? matched,
        language: name?.language ?? language,
        note:
          name !== undefined && name.text !== matched
            ? say('shell.search.also', { matched: isolated(matched) })
            : undefined,
        path: linkTo(id, type),
        remembered: true,
      }
    })
}

/** Where to go and what to do, by any word of its title; everything while nothing is typed. */
export const useCommands = (words: string): Choice[] => {
  const say = useText()
  const { language } = useLocale()
  const theme = useTheme()
  const session = useSession()
  const changed = useSessionChange()
  const leaving = useAct('signOut')
  const group = say('shell.search.commands')
  const account = session?.account ?? null
  const to = (path: string, title: string): Choice => ({
    key: path,
    group,
    text: say('shell.command.go', { place: title }),
    path,
  })
  const all: Choice[] = [
    ...places.map(({ path, title }) => to(path, say(title))),
    ...(account === null
      ? [to('/sign-in', say('shell.signIn'))]
      : [to('/record', say('shell.nav.record')), to('/account', say('access.account.title'))]),
    ...(account?.administrator === true ? [to('/administration', say('shell.nav.administration'))] : []),
    ...languages
      .filter(each => each !== language)
      .map(each => ({
        key: each,
        group,
        text: say('shell.command.language', { language: habits[each].name }),
        run: () => chooseLanguage(each),
      })),
    ...themes
      .filter(each => each !== theme)
      .map(each => ({
        key: each,
        group,
        text: say('shell.command.theme', { theme: say(`shell.theme.${each}`) }),
        run: () => chooseTheme(each),
      })),
    ...(account === null
      ? []
      : [
          {
            key: 'sign-out',
            group,
            text: say('shell.signOut'),
            run: () => leaving.mutate({}, { onSuccess: () => void changed() }),
          },
        ]),
  ]
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return all.filter(each => wanted.every(word => each.text.toLocaleLowerCase().includes(word)))
}

const Kept = z.array(
  z.object({
    id: z.uuid(),
    type: z.union([EntityType, z.literal('source')]),
    text: z.string(),
    language: z.string(),
  }),
)
const mostKept = 8

const kept = (text: string | null): z.infer<typeof Kept> => {
  try {
    return Kept.catch([]).parse(JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}

/** What was opened lately in this browser. Forgotten when somebody signs in or out. */
export const useRecent = () => {
  const say = useText()
  const entries = kept(useSetting('recent.opened'))
  const recent: Choice[] = entries.map(({ id, type, text, language }) => ({
    key: id,
    group: say('shell.search.recent'),
    text,
    language,
    path: linkTo(id, type),
    remembered: true,
  }))
  const remember = ({ key, path = '', text, language = 'en' }: Choice) => {
    const folder = path.split('/')[1]
    const types: readonly Linkable[] = [...EntityType.options, 'source']
    const type = types.find(each => linkTo('', each) === `/${folder}/`)
    if (type === undefined) return
    const entry = { id: key, type, text, language }
    const rest = entries.filter(each => each.id !== key)
    setSetting('recent.opened', JSON.stringify([entry, ...rest].slice(0, mostKept)))
  }
  return { recent, remember }
}
