import '../style/pages.css'
import '../style/outcomes.css'
import { Verify } from '../../features/outcomes/verify.view.tsx'
import { Title } from '../parts/title.tsx'
import { useText } from '../text.ts'

/** Whether a document is one that was issued here, for anybody who holds it. */
export const VerifyPage = () => {
  const say = useText()
  return (
    <div className="verify-page">
      <Title>{say('outcomes.verify.title')}</Title>
      <header className="entity-head">
        <h1>{say('outcomes.verify.title')}</h1>
        <p className="lead">{say('outcomes.verify.lead')}</p>
      </header>
      <Verify />
    </div>
  )
}
