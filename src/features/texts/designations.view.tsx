import type { Node } from 'prosemirror-model'
import { Button } from '../../web/parts/button.tsx'
import { IllustrationMark } from '../../web/parts/illustration-mark.tsx'
import { Popup } from '../../web/parts/popup.tsx'
import { Empty } from '../../web/parts/states.tsx'
import { useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { type Check, footnoteOf, type Policy, signOf, wordsAlone } from './designation.ts'
import type { Marked } from './designation-places.ts'
import { labelsOf } from './numbering.ts'
import type { NameCheck } from './use-designations.view.tsx'

const Words = ({ words, language }: { words: string; language: string }) => (
  <bdi lang={language} dir={directionOf(language)}>
    {words}
  </bdi>
)

const TrackName = ({ check, policy }: { check: Check; policy: Policy }) => (
  <>
    <strong className="track-name">
      <Words words={policy.text + signOf(check, policy.party)} language={policy.language} />
    </strong>
    {policy.illustration && (
      <>
        {' '}
        <IllustrationMark />
      </>
    )}
  </>
)

const Deeds = ({ names, place }: { names: NameCheck; place: Marked }) => {
  const say = useText()
  if (!names.mayWrite) return null
  return (
    <>
      <Button data-autofocus onClick={() => names.use(place)}>
        {say(place.breach === 'asterisk' ? 'texts.names.asterisk' : 'texts.names.use')}
      </Button>
      <Button look="quiet" title={say('texts.names.leave.hint')} onClick={() => names.leave(place)}>
        {say('texts.names.leave')}
      </Button>
    </>
  )
}

/** What the track says in place of a marked name, at the name itself. */
export const NamePopup = ({ names }: { names: NameCheck }) => {
  const say = useText()
  const { check, asked, survey } = names
  if (check === null || asked === null) return null
  const { place, anchor, quiet } = asked
  const policy = check.policies.get(place.party)
  if (policy === undefined) return null
  const footnote = survey.footnotes.includes(place.party) ? footnoteOf(check, place.party) : undefined
  return (
    <Popup
      trigger={anchor}
      label={say('texts.names.popup', { name: `\u2068${wordsAlone(place)}\u2069` })}
      onClose={names.close}
      className="about-name"
      quiet={quiet}
    >
      <div onPointerEnter={() => names.hold(true)} onPointerLeave={() => names.hold(false)}>
        <p className="popup-title">{say(`texts.names.breach.${place.breach}`)}</p>
        <p>
          {say('texts.names.uses')}: <TrackName check={check} policy={policy} />
        </p>
        {policy.caveat !== null && (
          <p className="caveat-words">
            <Words words={policy.caveat} language={policy.language} />
          </p>
        )}
        {names.mayWrite && (
          <>
            <p className="actions">
              <Deeds names={names} place={place} />
              {footnote !== undefined && (
                <Button look="quiet" onClick={() => names.addFootnote(place.party)}>
                  {say('texts.names.footnote')}
                </Button>
              )}
            </p>
            <p className="hint">{say('texts.names.proposal')}</p>
          </>
        )}
      </div>
    </Popup>
  )
}

const Footnotes = ({ names, check }: { names: NameCheck; check: Check }) => {
  const say = useText()
  return names.survey.footnotes.map(party => {
    const language = check.policies.get(party)?.language ?? check.designations.language
    return (
      <div key={party} className="footnote-missing">
        <p>{say('texts.names.footnote.missing')}</p>
        <p className="caveat-words">
          <Words words={footnoteOf(check, party) ?? ''} language={language} />
        </p>
        {names.mayWrite && (
          <p className="actions">
            <Button onClick={() => names.addFootnote(party)}>{say('texts.names.footnote')}</Button>
          </p>
        )}
      </div>
    )
  })
}

/** How many are listed at once; the keys lead to the others. */
const most = 100

const onMac = /Mac|iP(hone|[oa]d)/.test(navigator.platform)

/** Every place where the text calls a party otherwise than its track does. */
export const Names = ({ names, doc, language }: { names: NameCheck; doc: Node; language: string }) => {
  const say = useText()
  const { check, survey } = names
  if (check === null) return <Empty title={say('texts.names.no-policy')} />
  const labels = labelsOf(doc)
  const labelOf = ({ index }: Marked) => {
    if (labels[index] !== undefined && labels[index] !== '') return labels[index]
    const isNote = doc.maybeChild(index)?.attrs['kind'] === 'note'
    return say(`texts.paragraph.${isNote ? 'note' : 'heading'}`)
  }
  const { places, footnotes } = survey
  return (
    <section className="names" aria-label={say('texts.names.title')}>
      {places.length + footnotes.length === 0 && (
        <Empty title={say('texts.names.none')}>{say('texts.names.none.hint')}</Empty>
      )}
      <Footnotes names={names} check={check} />
      {places.length > 0 && (
        <>
          <p className="actions">
            <Button onClick={() => names.step(-1)}>{say('texts.names.previous')}</Button>
            <Button onClick={() => names.step(1)}>{say('texts.names.next')}</Button>
          </p>
          <p className="hint">{say('texts.names.hint', { key: `\u2066${onMac ? '⌘.' : 'Ctrl+.'}\u2069` })}</p>
        </>
      )}
      <ol className="said">
        {places.slice(0, most).map(place => {
          const policy = check.policies.get(place.party)
          return (
            <li key={`${place.from}`}>
              <Button look="quiet" onClick={() => names.show(place)}>
                <span>
                  <bdi>{labelOf(place)}</bdi>: <Words words={wordsAlone(place)} language={language} />
                  <span className="visually-hidden"> {say('texts.names.go')}</span>
                </span>
              </Button>
              <small className="line">
                {say(`texts.names.breach.${place.breach}`)}
                {place.breach !== 'asterisk' && policy !== undefined && (
                  <>
                    . {say('texts.names.uses')}: <TrackName check={check} policy={policy} />
                  </>
                )}
              </small>
              <span className="actions">
                <Deeds names={names} place={place} />
              </span>
            </li>
          )
        })}
      </ol>
      {places.length > most && (
        <p className="hint">{say('texts.names.more', { count: places.length - most })}</p>
      )}
    </section>
  )
}

/** How many names are to be looked at; leads to the list of them. */
export const NameCount = ({ names, onShow }: { names: NameCheck; onShow: () => void }) => {
  const say = useText()
  if (names.check === null) return null
  const count = names.survey.places.length + names.survey.footnotes.length
  if (count === 0) return null
  return (
    <Button look="quiet" className="name-count" onClick={onShow}>
      {say('texts.names.count', { count })}
    </Button>
  )
}

/** Said before a text is issued: a notice, not a bar. */
export const NameNotice = ({ names, onShow }: { names: NameCheck; onShow: () => void }) => {
  const say = useText()
  const { footnotes } = names.survey
  const places = names.survey.places.filter(({ breach }) => breach !== 'description')
  if (places.length + footnotes.length === 0) return null
  return (
    <div className="name-notice" role="note">
      {places.length > 0 && <p>{say('texts.names.issue', { count: places.length })}</p>}
      {footnotes.length > 0 && <p>{say('texts.names.issue.footnote')}</p>}
      <Button look="quiet" onClick={onShow}>
        {say('texts.names.issue.show')}
      </Button>
    </div>
  )
}
