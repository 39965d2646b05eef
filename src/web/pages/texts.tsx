import '../style/pages.css'
import '../style/texts.css'
import { useSearch } from '@tanstack/react-router'
import { StageOf } from '../../features/outcomes/issued-here.view.tsx'
import { BeginText } from '../../features/texts/begin.view.tsx'
import { languageName } from '../../features/texts/language-name.ts'
import { useQueryOf } from '../api.ts'
import { useLinks } from '../links.ts'
import { DataTable } from '../parts/data-table.tsx'
import { Instant } from '../parts/date-text.tsx'
import { Name } from '../parts/name.tsx'
import { Empty, Loading, Problem } from '../parts/states.tsx'
import { useMandateNames, useSession } from '../session.ts'
import { useText } from '../text.ts'
import { directionOf } from '../text/languages.ts'

/** The texts the reader may see, of all tracks or of one. */
export const TextsPage = () => {
  const say = useText()
  const links = useLinks()
  const { track } = useSearch({ strict: false })
  const session = useSession()
  const asked = useQueryOf('listTexts', { query: track === undefined ? {} : { track } })
  const outcomes =
    useQueryOf('listAllOutcomes', { query: track === undefined ? {} : { track } }).data?.outcomes ?? []
  const { names } = useMandateNames()
  const begins = (session?.mandates ?? []).some(
    each => each.capacity !== 'party' && each.capacity !== 'observer',
  )
  return (
    <div className="entity-list">
      <title>{say('texts.title.page')}</title>
      <header className="entity-head">
        <h1>{say('shell.nav.texts')}</h1>
        {track !== undefined && (
          <p className="eyebrow">
            <Name id={track} names={names} link />
          </p>
        )}
      </header>
      {asked.error !== null ? (
        <Problem error={asked.error} onRetry={() => void asked.refetch()} />
      ) : asked.data === undefined ? (
        <Loading lines={6} />
      ) : asked.data.texts.length === 0 ? (
        <Empty title={say('texts.none')}>{say('texts.none.hint')}</Empty>
      ) : (
        <DataTable
          caption={say('texts.list.caption')}
          rows={asked.data.texts.toSorted((left, right) => right.changedAt.localeCompare(left.changedAt))}
          keyOf={row => row.id}
          columns={[
            {
              id: 'title',
              title: say('texts.begin.title'),
              cell: row => (
                <>
                  <a href={links.at(`/texts/${row.id}`)}>
                    <bdi lang={row.language} dir={directionOf(row.language)}>
                      {row.title}
                    </bdi>
                  </a>
                  {row.illustration && <small className="tag">{say('texts.illustration')}</small>}
                </>
              ),
              order: row => row.title,
            },
            {
              id: 'track',
              title: say('texts.list.track'),
              cell: row => <Name id={row.track} names={names} link />,
            },
            {
              id: 'language',
              title: say('texts.list.language'),
              cell: row => (
                <>
                  <bdi lang={row.language}>{languageName(row.language)}</bdi>,{' '}
                  {say(`texts.standing.${row.standing}`)}
                </>
              ),
            },
            {
              id: 'brackets',
              title: say('texts.list.brackets'),
              cell: row => say('parts.number', { number: row.openBrackets }),
              order: row => row.openBrackets,
              numeric: true,
            },
            {
              id: 'outcome',
              title: say('outcomes.here.column'),
              cell: row =>
                outcomes
                  .filter(each => each.text === row.id)
                  .map(each => (
                    <a key={each.id} className="line" href={links.at(`/outcomes/${each.id}`)}>
                      {say(`outcomes.kind.${each.kind}`)}: <StageOf outcome={each} />
                    </a>
                  )),
            },
            {
              id: 'changed',
              title: say('texts.list.changed'),
              cell: row => <Instant at={row.changedAt} />,
              order: row => row.changedAt,
            },
          ]}
        />
      )}
      {begins && <BeginText track={track ?? null} names={names} texts={asked.data?.texts ?? []} />}
    </div>
  )
}
