import { TextSelection } from 'prosemirror-state'
import { useEffect, useState } from 'react'
import { Button } from '../../web/parts/button.tsx'
import { Caveats, Name } from '../../web/parts/name.tsx'
import { type Tab, Tabs } from '../../web/parts/tabs.tsx'
import { useKnownOn, useLinks } from '../../web/links.ts'
import { useSession } from '../../web/session.ts'
import { useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { Brackets } from './brackets.view.tsx'
import { Comments } from './comments.view.tsx'
import { languageName } from './language-name.ts'
import { NameCount, NameNotice, NamePopup, Names } from './designations.view.tsx'
import { Export } from './export.view.tsx'
import { Languages } from './languages.view.tsx'
import { Notices } from './notices.view.tsx'
import { Paragraphs } from './paragraphs.view.tsx'
import { PresentNow } from './presence.view.tsx'
import { Reading } from './reading.view.tsx'
import { Changes, RevisionLines, Revisions } from './revisions.view.tsx'
import { partiesIn } from './talks.ts'
import type { TextView } from './texts.api.ts'
import { useCommand } from './use-command.view.tsx'
import { ColourKey } from './signs.view.tsx'
import { Delivery, Hat, hatsOf, Shown } from './room-tools.view.tsx'
import { isEditing, ViewChooser } from './room-views.view.tsx'
import { useDesignations } from './use-designations.view.tsx'
import { useLook } from './use-look.view.tsx'
import { useView } from './use-view.view.tsx'
import { useRoom } from './use-room.view.tsx'

/** A text negotiated by all who are in it: the words, and beside them who holds what. */
export const Room = ({
  text: opened,
  latest: text,
  refresh,
  more = () => [],
}: {
  text: TextView
  latest: TextView
  refresh: () => void
  /** What else is shown beside the text, in the name the reader writes in. */
  more?: (party: string | null | undefined) => readonly Tab[]
}) => {
  const say = useText()
  const links = useLinks()
  const past = useKnownOn() !== null
  const session = useSession()
  const hats = hatsOf(text)
  const [hat, setHat] = useState<string | null | undefined>(hats[0])
  const party = past ? undefined : hat
  const [view, setView] = useView(text)
  const [shown, setShown] = useState<string | null>(null)
  // Writing in another name opens the text anew; what is read beside it stays.
  const [beside, setBeside] = useState<string>()
  const direction = directionOf(text.language)
  const open = useRoom({
    text: opened,
    account: session?.account?.id ?? null,
    party,
    past,
    attributes: {
      class: 'joint-text',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': say('texts.editor', { title: text.title }),
      'aria-describedby': 'text-hint',
      lang: text.language,
      dir: direction,
      spellcheck: 'true',
      translate: 'no',
    },
  })
  const signs = useLook(open, text, view, party, shown)
  const names = useDesignations(open, text, party)
  const showNames = () => setBeside('names')
  const commanding = useCommand(text.id, party, open.room)
  const { room, state, view: now, place } = open
  const unnamed = now !== null && partiesIn(now.talks).some(each => text.names[each] === undefined)
  useEffect(() => {
    if (unnamed) refresh()
  }, [unnamed, refresh])

  const goTo = (from: number, to = from) => {
    if (!isEditing(view)) setView({ type: text.rendering })
    room?.editor.whenSettled(() => {
      const { view: editor } = room.editor
      const most = editor.state.doc.content.size
      const $ = (at: number) => editor.state.doc.resolve(Math.min(at, most))
      editor.dispatch(editor.state.tr.setSelection(TextSelection.between($(from), $(to))).scrollIntoView())
      editor.focus()
    })
  }

  const tabs: Tab[] =
    now === null || state === null || room === null
      ? []
      : [
          {
            id: 'brackets',
            title: say('texts.tab.brackets'),
            panel: () => (
              <Brackets
                doc={state.doc}
                talks={now?.talks ?? room.view.talks}
                number={room.view.number}
                names={text.names}
                party={party}
                commanding={commanding}
                onShow={(proposal, at) => {
                  setShown(proposal)
                  goTo(at)
                }}
                onBegin={(opening, at) => {
                  if (at !== null) goTo(at)
                  room.begin(opening)
                }}
              />
            ),
          },
          {
            id: 'paragraphs',
            title: say('texts.tab.paragraphs'),
            panel: () => (
              <Paragraphs
                doc={state.doc}
                talks={room.view.talks}
                names={text.names}
                party={party}
                commanding={commanding}
              />
            ),
          },
          {
            id: 'comments',
            title: say('texts.tab.comments'),
            panel: () => (
              <Comments text={text.id} state={state} view={room.view} party={party} onShow={goTo} />
            ),
          },
          {
            id: 'revisions',
            title: say('texts.tab.revisions'),
            panel: () => (
              <Revisions
                text={text.id}
                revisions={text.revisions}
                number={room.view.number}
                mayIssue={!past && (text.mine.presides || text.mine.secretariat)}
                refresh={refresh}
                notice={<NameNotice names={names} onShow={showNames} />}
                onRead={number => setView({ type: 'revision', number })}
                onCompare={(from, to) => setView({ type: 'changes', from, to })}
              />
            ),
          },
          {
            id: 'languages',
            title: say('texts.tab.languages'),
            panel: () => (
              <Languages
                text={text}
                doc={state.doc}
                talks={room.view.talks}
                mayAlign={!past && (text.mine.presides || text.mine.secretariat)}
              />
            ),
          },
          {
            id: 'names',
            title: say('texts.tab.names'),
            panel: () => <Names names={names} doc={state.doc} language={text.language} />,
          },
          ...more(party),
        ]

  const revision =
    view.type === 'revision' ? text.revisions.find(each => each.number === view.number) : undefined
  return (
    <article className="text-room">
      <title>{say('texts.page.title', { title: text.title })}</title>
      <header className="entity-head">
        <p className="eyebrow">
          <a href={links.at('/texts')}>{say('shell.nav.texts')}</a> ·{' '}
          <Name id={text.track} names={text.names} link />
        </p>
        <h1>
          <bdi lang={text.language} dir={direction}>
            {text.title}
          </bdi>
        </h1>
        <p className="tag-line">
          <bdi lang={text.language}>{languageName(text.language)}</bdi> ·{' '}
          {say(`texts.standing.${text.standing}`)}
          {text.illustration && <strong className="tag">{say('texts.illustration')}</strong>}
        </p>
      </header>
      <div className="room-tools">
        <ViewChooser
          view={view}
          onChoose={setView}
          talks={now?.talks ?? null}
          names={text.names}
          text={text}
        />
        <Hat text={text} party={party} onChoose={setHat} past={past} />
        <Delivery view={now} />
        <NameCount names={names} onShow={showNames} />
        {!past && party !== undefined && <Shown />}
        <Button look="quiet" onClick={() => print()}>
          {say('texts.print')}
        </Button>
        {state !== null && now !== null && (
          <Export text={text} doc={state.doc} talks={now.talks} view={view} />
        )}
      </div>
      {!past && state !== null && (
        <PresentNow
          present={open.present}
          doc={state.doc}
          text={text}
          talks={now?.talks ?? null}
          onGo={at => goTo(at)}
        />
      )}
      {room !== null && now !== null && <Notices notices={now.notices} room={room} />}
      <div className="room-halves">
        <div className="room-text">
          {!isEditing(view) && (
            <p className="hint">
              {say('texts.view.reading')}{' '}
              <Button look="quiet" onClick={() => setView({ type: text.rendering })}>
                {say('texts.view.back')}
              </Button>
            </p>
          )}
          {view.type === 'colours' && now !== null && <ColourKey talks={now.talks} names={text.names} />}
          <div
            ref={place}
            hidden={!isEditing(view)}
            className={`room-place look-${isEditing(view) ? view.type : text.rendering}`}
          />
          {view.type === 'reading' && state !== null && now !== null && (
            <Reading
              doc={state.doc}
              talks={now.talks}
              shown={view.shown}
              signs={signs}
              check={names.check}
              language={text.language}
              direction={direction}
            />
          )}
          {view.type === 'changes' && (
            <Changes
              text={text.id}
              from={view.from}
              to={view.to}
              language={text.language}
              direction={direction}
            />
          )}
          {revision !== undefined && (
            <RevisionLines
              key={revision.number}
              text={text.id}
              revision={revision}
              later={text.revisions.filter(each => each.number > revision.number)}
              language={text.language}
              direction={direction}
            />
          )}
        </div>
        <aside className="room-beside" aria-label={say('texts.tab.label')}>
          <h2 className="visually-hidden">{say('texts.tab.label')}</h2>
          {tabs.length > 0 && (
            <Tabs label={say('texts.tab.label')} tabs={tabs} first={beside} onChoose={setBeside} />
          )}
        </aside>
      </div>
      <NamePopup names={names} />
      <Caveats names={text.names} />
    </article>
  )
}
