import { showInstant } from '../../domain/dates.show.ts'
import { useSpeech } from '../../web/text.ts'

/** The expiry on the clock it was stated by, and on the reader's. */
export const Expiry = ({ deadline, zone }: { deadline: Date; zone: string }) => {
  const { say, language, calendar, zone: own } = useSpeech()
  const at = deadline.toISOString()
  const told = (by: string) => showInstant(at, { locale: language, calendar, zone: by })
  return (
    <p className="expiry">
      {say('silence.deadline')}{' '}
      <time dateTime={at}>
        <strong>{told(zone)}</strong> <bdi dir="ltr">{zone}</bdi>
      </time>
      {told(own) !== told(zone) && (
        <small className="line">
          {told(own)} {say('silence.yours')}
        </small>
      )}
    </p>
  )
}
