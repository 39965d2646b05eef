import { useText } from '../text.ts'

/** What the window is called while a page is open. */
export const Title = ({ children }: { children: string }) => {
  const say = useText()
  return <title>{say('shell.title', { page: children })}</title>
}
