import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, useQueryOf } from '../../web/api.ts'
import { useKnownOn, useLinks } from '../../web/links.ts'
import { Button } from '../../web/parts/button.tsx'
import { DataTable } from '../../web/parts/data-table.tsx'
import { DateText } from '../../web/parts/date-text.tsx'
import { SelectField, TextField } from '../../web/parts/field.tsx'
import { IllustrationMark } from '../../web/parts/marks.tsx'
import { Empty, Loading, Problem } from '../../web/parts/states.tsx'
import { useLocale, useText, useWord } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { useSettled } from './combobox.view.tsx'
import { sourceKinds } from './dossier.ts'
import type { SourceRow } from './record.api.ts'
import type { z } from 'zod'

type Row = z.infer<typeof SourceRow>

/** Without case, accents, vowel signs and the two ways of writing kaf and ya. */
const plainly = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[يى]/g, 'ی')
    .replaceAll('ك', 'ک')
    .toLowerCase()

/** Sources in their order, each followed by those that only repeat it. */
export const groupedByText = (rows: readonly Row[]): { row: Row; repeats: boolean }[] => {
  const shown = new Set(rows.map(each => each.id))
  const repeats = (row: Row) => row.root !== row.id && shown.has(row.root)
  return rows
    .filter(row => !repeats(row))
    .flatMap(row => [
      { row, repeats: false },
      ...rows
        .filter(each => repeats(each) && each.root === row.id)
        .map(each => ({ row: each, repeats: true })),
    ])
}

const useSources = () => {
  const on = useKnownOn()
  const { language } = useLocale()
  return useInfiniteQuery({
    queryKey: ['listSources', language, on, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.listSources(
        { query: { language, ...(pageParam !== null && { after: pageParam }) } },
        { signal, ...(on !== null && { knownOn: on }) },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.next,
  })
}

const TitleCell = ({ row, repeats }: { row: Row; repeats: boolean }) => {
  const say = useText()
  const links = useLinks()
  return (
    <div className={repeats ? 'source-title repeats' : 'source-title'}>
      {repeats && <span className="tag">{say('record.list.repeats')}</span>}{' '}
      <a href={links.to(row.id, 'source')}>
        <cite lang={row.language} dir={directionOf(row.language)}>
          {row.title}
        </cite>
      </a>{' '}
      {row.illustration && <IllustrationMark />}
      {row.hasText && <span className="tag">{say('record.list.hasText')}</span>}
    </div>
  )
}

/** All sources the reader may see, copies and translations beneath the text they repeat. */
export const SourceList = () => {
  const say = useText()
  const word = useWord()
  const sources = useSources()
  const [words, setWords] = useState('')
  const [kind, setKind] = useState('')
  const wanted = useSettled(words).trim()
  const loaded = useMemo(() => sources.data?.pages.flatMap(page => page.sources) ?? [], [sources.data])
  const total = sources.data?.pages[0]?.total ?? 0
  const rest = loaded.length < total
  // What is not loaded yet is looked for where it is.
  const found = useQueryOf(
    'search',
    { query: { q: wanted || '-', type: 'source', limit: 50 } },
    { enabled: rest && wanted !== '' },
  ).data
  if (sources.isError) return <Problem error={sources.error} onRetry={() => void sources.refetch()} />
  if (sources.data === undefined) return <Loading lines={10} />

  const parts = plainly(wanted).split(/\s+/).filter(Boolean)
  const hits = new Set(found?.hits.map(hit => hit.id))
  const fits = (row: Row) => {
    const text = plainly(`${row.publisher} ${row.title} ${row.author ?? ''}`)
    return (
      (kind === '' || row.kind === kind) && (hits.has(row.id) || parts.every(each => text.includes(each)))
    )
  }
  const rows = groupedByText(loaded.filter(fits))
  const elsewhere = (found?.hits ?? []).filter(hit => loaded.every(row => row.id !== hit.id))
  return (
    <>
      <search className="filters">
        <TextField
          label={say('record.list.filter')}
          type="search"
          dir="auto"
          value={words}
          onChange={event => setWords(event.target.value)}
        />
        <SelectField label={say('record.kind')} value={kind} onChange={event => setKind(event.target.value)}>
          <option value="">{say('record.list.all')}</option>
          {sourceKinds.map(each => (
            <option key={each} value={each}>
              {word('source', each)}
            </option>
          ))}
        </SelectField>
      </search>
      <output className="visually-hidden">{say('record.list.count', { count: rows.length })}</output>
      {rows.length === 0 ? (
        <Empty title={say(total === 0 ? 'record.list.none' : 'record.list.nothing')} />
      ) : (
        <DataTable
          caption={say('record.list.caption')}
          rows={rows}
          keyOf={({ row }) => row.id}
          columns={[
            {
              id: 'title',
              title: say('record.title'),
              cell: each => <TitleCell {...each} />,
              order: ({ row }) => row.title,
            },
            {
              id: 'publisher',
              title: say('record.publisher'),
              cell: ({ row }) => <bdi lang={row.language}>{row.publisher}</bdi>,
              order: ({ row }) => row.publisher,
            },
            {
              id: 'published',
              title: say('record.published'),
              cell: ({ row }) => <DateText edtf={row.published} precise={false} />,
              order: ({ row }) => row.published,
            },
            {
              id: 'kind',
              title: say('record.kind'),
              cell: ({ row }) => word('source', row.kind),
              order: ({ row }) => word('source', row.kind),
            },
            {
              id: 'claims',
              title: say('record.list.claims'),
              numeric: true,
              cell: ({ row }) => say('parts.number', { number: row.claims }),
              order: ({ row }) => row.claims,
            },
          ]}
        />
      )}
      {elsewhere.length > 0 && <FoundElsewhere hits={elsewhere} />}
      {rest && (
        <p className="more">
          <Button busy={sources.isFetchingNextPage} onClick={() => void sources.fetchNextPage()}>
            {say('record.list.more', { shown: loaded.length, total })}
          </Button>
        </p>
      )}
    </>
  )
}

const FoundElsewhere = ({
  hits,
}: {
  hits: readonly { readonly id: string; readonly matched: string; readonly language: string }[]
}) => {
  const say = useText()
  const links = useLinks()
  return (
    <>
      <h2>{say('record.list.older')}</h2>
      <ul className="list">
        {hits.map(({ id, matched, language }) => (
          <li key={id}>
            <a href={links.to(id, 'source')}>
              <bdi lang={language}>{matched}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
