import { Dialog } from '../parts/dialog.tsx'
import { useText } from '../text.ts'

export const Palette = ({ onClose }: { onClose: () => void }) => {
  const say = useText()
  return (
    <Dialog title={say('shell.search.title')} onClose={onClose}>
      {null}
    </Dialog>
  )
}
