import { useLinks } from '../links.ts'
import { Button } from '../parts/button.tsx'
import { Empty, Problem } from '../parts/states.tsx'
import { Title } from '../parts/title.tsx'
import { useText } from '../text.ts'

export const NotFoundPage = () => {
  const say = useText()
  const links = useLinks()
  return (
    <article>
      <Title>{say('shell.notFound.title')}</Title>
      <h1>{say('shell.notFound.title')}</h1>
      <p>{say('shell.notFound.text')}</p>
      <p>
        <a href={links.at('/')}>{say('shell.notFound.home')}</a>
      </p>
    </article>
  )
}

/** A page that broke while it was shown. What was known before is still where it was. */
export const Failed = ({ error }: { error: unknown }) => {
  const say = useText()
  return (
    <Empty title={say('shell.failed.title')}>
      <Problem error={error} />
      <Button onClick={() => location.reload()}>{say('shell.failed.reload')}</Button>
    </Empty>
  )
}
