import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import type { Context } from '../../features/record/record.api.ts'
import type { Claim, Reading, Version } from '../../features/record/record.ts'
import { useText } from '../text.ts'
import { ClaimCard } from './claim-card.tsx'
import { IllustrationMark } from './illustration-mark.tsx'
import { Popup } from './popup.tsx'
import { noteFor } from './printed-notes.tsx'

interface MarkProps {
  claims: readonly Claim[]
  context: Context
  /** How many independent sources say so; all of them where absent. */
  independent?: number
  history?: readonly Claim[] | undefined
}

/** The small figure beside a value: how many sources give it. Pressed, it shows what each of them says. */
export const SourceMark = ({ claims, context, independent = claims.length, history }: MarkProps) => {
  const say = useText()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  useEffect(() => noteFor(button.current, { claims, context }), [claims, context])
  const closed = claims.some(claim => context.compartments[claim.compartment]?.kind !== 'public')
  const invented = claims.some(claim => claim.illustration)
  const spoken = [say('parts.sources', { count: independent }), closed && say('parts.notPublic')]
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`source-mark${closed ? ' closed' : ''}${invented ? ' illustration' : ''}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">{say('parts.number', { number: independent })}</span>
        <span className="visually-hidden">
          {spoken.filter(each => each !== false).join(say('parts.comma'))}
        </span>
      </button>
      {invented && <IllustrationMark partly={!claims.every(claim => claim.illustration)} />}
      {open && (
        <Popup
          trigger={button}
          label={say('parts.sources', { count: independent })}
          onClose={close}
          className="claims"
        >
          {independent < claims.length && (
            <p className="hint">{say('parts.sources.copies', { count: claims.length - independent })}</p>
          )}
          {claims.map(claim => (
            <ClaimCard key={claim.id} claim={claim} context={context} {...(history && { history })} />
          ))}
        </Popup>
      )}
    </>
  )
}

interface Props<Each> {
  reading: Reading<Each>
  render: (value: Each) => ReactNode
  context: Context
  /** What stands where no source says anything. */
  empty?: ReactNode
  history?: readonly Claim[]
}

/** What the sources say on one question: one value, or all of them side by side where they differ. */
export const Sourced = <Each,>({ reading, render, context, empty, history }: Props<Each>) => {
  const say = useText()
  if (reading.versions.length === 0) return empty ?? <span className="nothing">{say('parts.nothing')}</span>

  const shown = (version: Version<Each>) => (
    <>
      {version.denied && <span className="tag denied">{say('parts.denied')}</span>}
      <span className="value">{render(version.value)}</span>
      <SourceMark
        claims={version.claims}
        independent={version.independent}
        context={context}
        history={history}
      />
    </>
  )
  const [only, ...others] = reading.versions
  if (only !== undefined && others.length === 0)
    return <span className={only.denied ? 'sourced denied' : 'sourced'}>{shown(only)}</span>
  return (
    // oxlint-disable jsx-a11y/prefer-tag-over-role -- a value may stand in a sentence or a heading, where HTML allows no ul
    <span
      role="list"
      className={reading.disputed ? 'versions disputed' : 'versions'}
      aria-label={reading.disputed ? say('parts.disputed') : undefined}
      title={reading.disputed ? say('parts.disputed') : undefined}
    >
      {reading.versions.map(version => (
        <span
          role="listitem"
          key={version.claims[0]?.id}
          className={version.denied ? 'version denied' : 'version'}
        >
          {shown(version)}
        </span>
      ))}
    </span>
    // oxlint-enable jsx-a11y/prefer-tag-over-role
  )
}
