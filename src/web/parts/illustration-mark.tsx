import { useText } from '../text.ts'

/** Made up for the demonstration, and never to be taken for the record. */
export const IllustrationMark = ({ partly = false }: { partly?: boolean }) => {
  const say = useText()
  return (
    <span className="tag illustration" title={say('parts.illustration.meaning')}>
      {say(partly ? 'parts.illustration.partly' : 'parts.illustration')}
    </span>
  )
}
