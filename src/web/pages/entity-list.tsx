import { useDeferredValue, useMemo, useState } from 'react'
import type { EntityType } from '../../domain/vocabulary.ts'
import { begun } from '../../features/record/links.ts'
import { MeetingLine } from '../../features/meetings/meeting-line.view.tsx'
import { groupedBy } from '../../features/registry/folds.ts'
import { collatorOf } from '../../features/registry/order.ts'
import { firstDayOf, inOrder } from '../../features/registry/timeline.ts'
import { useQueryOf } from '../api.ts'
import { linkTo } from '../links.ts'
import { List } from '../parts/data-table.tsx'
import { TextField } from '../parts/field.tsx'
import { Caveats, Name, type Names } from '../parts/name.tsx'
import { Section } from '../parts/section.tsx'
import { Empty, Loading, Problem } from '../parts/states.tsx'
import { Title } from '../parts/title.tsx'
import { places } from '../shell/places.ts'
import { useLocale, useText, useWord } from '../text.ts'
import { directionOf } from '../text/languages.ts'
import { AddLink } from './add-link.tsx'
import { BeginHere } from './begin-here.tsx'
import { type EntityList, useEntityList } from './asking.ts'
import { More } from './pieces.tsx'
import '../style/pages.css'

/** Entries under the first letter of their name, as the reader's alphabet has it. */
const byLetter = (
  ids: readonly string[],
  names: Names,
  language: string,
): [letter: string, ids: string[]][] => {
  const collator = collatorOf(language)
  const textOf = (id: string) => names[id]?.text ?? ''
  const sorted = ids.toSorted((first, second) => collator.compare(textOf(first), textOf(second)))
  const groups: [letter: string, ids: string[]][] = []
  for (const id of sorted) {
    const letter = /[\p{L}\p{N}]/u.exec(textOf(id))?.[0].toLocaleUpperCase(language) ?? '–'
    const last = groups.at(-1)
    if (last !== undefined && collator.compare(last[0], letter) === 0) last[1].push(id)
    else groups.push([letter, [id]])
  }
  return groups
}

/** Names found in any spelling or script; the name that matched stands beside where it is another. */
const Found = ({ type, words }: { type: EntityType; words: string }) => {
  const say = useText()
  const { data, error, refetch } = useQueryOf(
    'search',
    { query: { q: words, type, limit: 50 } },
    { keep: true },
  )
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Loading lines={3} />
  if (data.hits.length === 0)
    return <Empty title={say('pages.list.noneFound')}>{say('pages.list.tryOther')}</Empty>
  return (
    <List label={say('pages.list.found')} items={data.hits} keyOf={hit => hit.id} className="entries">
      {hit => (
        <>
          <Name id={hit.id} names={data.names} link />
          {hit.matched !== data.names[hit.id]?.text && (
            <small className="matched">
              <bdi lang={hit.language} dir={directionOf(hit.language)}>
                {hit.matched}
              </bdi>
            </small>
          )}
        </>
      )}
    </List>
  )
}

const Everything = ({ list, type }: { list: EntityList; type: EntityType }) => {
  const { language } = useLocale()
  const say = useText()
  const word = useWord()
  const groups = useMemo(() => byLetter(list.ids, list.names, language), [list, language])
  if (groups.length === 0)
    return (
      <Empty title={say('pages.list.empty', { entities: word('entities', type) })}>
        <BeginHere />
      </Empty>
    )
  return (
    <div className="letters">
      {groups.map(([letter, ids]) => (
        <Section key={letter} title={letter} level={2}>
          <List label={letter} items={ids} keyOf={id => id} className="entries">
            {id => <Name id={id} names={list.names} link />}
          </List>
        </Section>
      ))}
    </div>
  )
}

/** Meetings from the latest to the earliest, under the years of the reader's calendar. */
const ByYear = ({ list }: { list: EntityList }) => {
  const { tag, calendar } = useLocale()
  const years = useMemo(() => {
    const year = new Intl.DateTimeFormat(tag, {
      year: 'numeric',
      timeZone: 'UTC',
      calendar: calendar === 'gregorian' ? 'gregory' : calendar,
    })
    return groupedBy(inOrder(list.meetings).toReversed(), meeting =>
      year.format(new Date(`${firstDayOf(meeting)}T00:00:00Z`)),
    )
  }, [list, tag, calendar])
  return [...years].map(([year, meetings]) => (
    <Section key={year} title={year}>
      <List label={year} items={meetings} keyOf={meeting => meeting.id} className="meetings">
        {meeting => (
          <>
            <MeetingLine meeting={meeting} names={list.names} />
            <small className="of-tracks">
              {meeting.tracks
                .filter(track => track in list.names)
                .map(track => (
                  <Name key={track} id={track} names={list.names} link />
                ))}
            </small>
          </>
        )}
      </List>
    </Section>
  ))
}

/** All entries of one type that the reader may know of, by name; found in any spelling. */
export const EntityListPage = ({ type }: { type: EntityType }) => {
  const say = useText()
  const word = useWord()
  const asked = useEntityList(type)
  const [words, setWords] = useState('')
  const sought = useDeferredValue(words.trim())
  const { data } = asked
  const begin = begun.find(each => each === type)
  const place = places.find(({ path }) => path === linkTo('', type).slice(0, -1))
  const title = place === undefined ? word('entities', type) : say(place.title)
  return (
    <div className="entity-list">
      <Title>{title}</Title>
      <header className="entity-head">
        <h1>
          {title}
          {data !== undefined && <span className="count">{say('parts.number', { number: data.total })}</span>}
        </h1>
        {begin !== undefined && (
          <p className="head-actions">
            <AddLink aim={{ begin }}>{say('pages.add.new', { entity: word('entity', type) })}</AddLink>
          </p>
        )}
        <TextField
          label={say('pages.list.filter')}
          hint={say('pages.list.filterHint')}
          type="search"
          value={words}
          maxLength={200}
          onChange={event => setWords(event.target.value)}
        />
      </header>
      {asked.error ? (
        <Problem error={asked.error} onRetry={asked.retry} />
      ) : data === undefined ? (
        <Loading lines={10} />
      ) : sought !== '' ? (
        <Found type={type} words={sought} />
      ) : (
        <>
          {type === 'meeting' && data.meetings.length > 0 ? (
            <ByYear list={data} />
          ) : (
            <Everything list={data} type={type} />
          )}
          <More asked={asked} label={say('pages.list.more', { shown: data.ids.length, total: data.total })} />
          <Caveats names={data.names} />
        </>
      )}
    </div>
  )
}
