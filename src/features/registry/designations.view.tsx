import { SourceMark } from '../../web/parts/sourced.tsx'
import { Words } from '../../web/pages/pieces.tsx'
import { useLocale, useText, useWord } from '../../web/text.ts'
import type { Context } from '../record/record.api.ts'
import type { Designation } from './names.ts'

/** Names by language, each with its register and those known to use it. */
export const Designations = ({
  groups,
  context,
}: {
  groups: readonly { language: string; names: readonly Designation[] }[]
  context: Context
}) => {
  const say = useText()
  const word = useWord()
  const { tag } = useLocale()
  const languageNames = new Intl.DisplayNames(tag, { type: 'language' })
  return (
    <table className="designations">
      <caption className="visually-hidden">{say('pages.party.designations')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('pages.column.language')}</th>
          <th scope="col">{say('pages.column.name')}</th>
          <th scope="col">{say('pages.column.register')}</th>
          <th scope="col">{say('pages.column.usedBy')}</th>
        </tr>
      </thead>
      {groups.map(({ language, names }) => (
        <tbody key={language}>
          {names.map((name, at) => (
            <tr key={`${name.register} ${name.text}`} className={name.register}>
              {at === 0 && (
                <th scope="rowgroup" rowSpan={names.length}>
                  {languageNames.of(language) ?? language}
                </th>
              )}
              <td>
                <Words text={name.text} language={name.language} />{' '}
                <SourceMark claims={name.claims} context={context} />
              </td>
              <td>{word('register', name.register)}</td>
              <td>
                {name.usedBy.map(who => (
                  <span key={who} className="line">
                    <Words text={who} />
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}
