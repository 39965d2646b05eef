import { Button } from '../../web/parts/button.tsx'
import { useText } from '../../web/text.ts'

const fileName = (number: string) => `${number.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}.json`

/** The very bytes that have the fingerprint, as a file. */
export const Download = ({ bytes, number }: { bytes: string; number: string }) => {
  const say = useText()
  const save = () => {
    const address = URL.createObjectURL(new Blob([bytes], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = address
    link.download = fileName(number)
    link.click()
    URL.revokeObjectURL(address)
  }
  return (
    <div className="download">
      <Button onClick={save}>{say('outcomes.document.download')}</Button>
      <p className="hint">{say('outcomes.document.download.hint')}</p>
    </div>
  )
}
