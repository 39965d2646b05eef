import '../style/record.css'
import { useSearch } from '@tanstack/react-router'
import { AddClaim, Beginnings, Disclose, QuickStart } from '../../features/record/adding.view.tsx'
import { aimOf } from '../../features/record/links.ts'
import { CannotWrite, useMayWrite, useWritable } from '../../features/record/writing.view.tsx'
import { Loading } from '../parts/states.tsx'
import { Title } from '../parts/title.tsx'
import { useText } from '../text.ts'

/** Adding to the record without a passage before one’s eyes: a claim, a correction, or something new. */
export const RecordPage = () => {
  const say = useText()
  const aim = aimOf(useSearch({ strict: false }))
  const may = useMayWrite()
  const writable = useWritable()
  const heading =
    aim.corrects !== undefined
      ? say('record.correct')
      : aim.discloses !== undefined
        ? say('record.disclose')
        : aim.begin === undefined
          ? say('record.new')
          : say(`record.begin.${aim.begin}`)
  return (
    <article className="record-page">
      <Title>{say('record.page')}</Title>
      <header className="page-title">
        <h1>{heading}</h1>
      </header>
      {may === 'not-known' || writable === undefined ? (
        <Loading lines={8} />
      ) : may !== 'yes' ? (
        <CannotWrite why={may} />
      ) : (
        <>
          {aim.corrects === undefined && aim.discloses === undefined && (
            <Beginnings current={aim.begin ?? null} />
          )}
          {aim.discloses !== undefined ? (
            <Disclose aim={aim} />
          ) : aim.begin !== undefined ? (
            <QuickStart key={aim.begin} begin={aim.begin} writable={writable} />
          ) : (
            <AddClaim key={`${aim.about} ${aim.corrects}`} aim={aim} writable={writable} />
          )}
        </>
      )}
    </article>
  )
}
