import { DateText } from '../../web/parts/date-text.tsx'
import { Name } from '../../web/parts/name.tsx'
import { SourceMark } from '../../web/parts/sourced.tsx'
import { Words } from '../../web/pages/pieces.tsx'
import { useText } from '../../web/text.ts'
import type { Context } from '../record/record.api.ts'
import type { Post } from './people.ts'

const Period = ({ from, to }: { from: string | undefined; to: string | undefined }) => {
  const say = useText()
  if (from === undefined && to === undefined) return null
  return (
    <span className="period">
      {from !== undefined && (
        <>
          {say('pages.from')} <DateText edtf={from} />
        </>
      )}{' '}
      {to !== undefined && (
        <>
          {say('pages.until')} <DateText edtf={to} />
        </>
      )}
    </span>
  )
}

interface Props {
  posts: readonly Post[]
  context: Context
  /** Whether the page is about the person, so that the body is named, or about the body. */
  of: 'person' | 'body'
}

/** Posts with their dates, the latest first. */
export const Posts = ({ posts, context, of }: Props) => {
  const say = useText()
  return (
    <ul className="posts">
      {posts.map(post => (
        <li key={post.claims[0]?.id}>
          {of === 'body' && (
            <>
              <Name id={post.person} names={context.names} link />
              {say('parts.comma')}
            </>
          )}
          <Words text={post.title} language={post.language} />
          {post.acting && <span className="tag">{say('pages.person.acting')}</span>}
          {of === 'person' && (
            <>
              {say('parts.comma')}
              <Name id={post.body} names={context.names} link />
            </>
          )}{' '}
          {post.claims.map(claim => (
            <Period key={claim.id} from={claim.value.from} to={claim.value.to} />
          ))}{' '}
          <SourceMark claims={post.claims} context={context} />
        </li>
      ))}
    </ul>
  )
}
