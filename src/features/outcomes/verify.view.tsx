import { type DragEvent, useEffect, useState } from 'react'
import { useQueryOf } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { Field, TextField } from '../../web/parts/field.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { Loading, Problem } from '../../web/parts/states.tsx'
import { ApiError } from '../../platform/contract.ts'
import { useText } from '../../web/text.ts'
import { Download } from './download.view.tsx'
import { claimedIn, type Claimed, grouped, isHash, numberIn, tidyHash, verifyPath } from './fingerprint.ts'
import { Paper } from './paper.view.tsx'

const hexOf = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map(each => each.toString(16).padStart(2, '0')).join('')

/** A file larger than this is no outcome, and need not be read. */
const largest = 20_000_000

type FileFault = 'unreadable' | 'insecure'

/** The number in a file and the fingerprint of its bytes, taken in this browser. */
const readFile = async (file: File): Promise<Claimed | FileFault> => {
  if (file.size > largest) return 'unreadable'
  const bytes = await file.arrayBuffer()
  const number = numberIn(new TextDecoder().decode(bytes))
  if (number === null) return 'unreadable'
  if (!isSecureContext) return 'insecure'
  return { number, hash: hexOf(await crypto.subtle.digest('SHA-256', bytes)) }
}

const NotIssued = () => {
  const say = useText()
  return (
    <div className="verdict none" role="alert">
      <p>
        <strong>{say('outcomes.verify.none')}</strong>
      </p>
      <ul>
        {(['typed', 'mixed', 'elsewhere', 'false'] as const).map(each => (
          <li key={each}>{say(`outcomes.verify.none.${each}`)}</li>
        ))}
      </ul>
    </div>
  )
}

/** What the server says of a number and a fingerprint together. Of one of them alone it says nothing. */
const Verdict = ({ number, hash }: Claimed) => {
  const say = useText()
  const { data, error, refetch } = useQueryOf('verifyOutcome', { params: { hash }, query: { number } })
  if (error instanceof ApiError && error.status === 404) return <NotIssued />
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Loading lines={4} />
  if (!data.intact || data.content === null)
    return (
      <div className="verdict altered" role="alert">
        <p>
          <strong>{say('outcomes.verify.altered')}</strong>
        </p>
        <p>{say('outcomes.verify.altered.hint')}</p>
      </div>
    )
  return (
    <>
      <div className="verdict genuine">
        <output>
          <strong>
            <Phrase of="outcomes.verify.genuine" with={{ number: <bdi>{data.number}</bdi> }} />
          </strong>
        </output>
        <p>{say('outcomes.verify.genuine.hint')}</p>
        <Download bytes={data.bytes} number={data.number} />
      </div>
      <div className="sheet">
        <Paper content={data.content} hash={data.hash} />
      </div>
    </>
  )
}

const FileField = ({ onRead }: { onRead: (claimed: Claimed) => void }) => {
  const say = useText()
  const [fault, setFault] = useState<FileFault | null>(null)
  const [taken, setTaken] = useState<string | null>(null)
  const take = (file: File | undefined) => {
    if (file === undefined) return
    void readFile(file).then(read => {
      const wrong = typeof read === 'string'
      setFault(wrong ? read : null)
      setTaken(wrong ? null : file.name)
      if (!wrong) onRead(read)
    })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    take(event.dataTransfer.files[0])
  }
  return (
    <div className="file-place" onDragOver={event => event.preventDefault()} onDrop={drop}>
      <Field
        label={say('outcomes.verify.file')}
        hint={say('outcomes.verify.file.hint')}
        fault={fault && say(`outcomes.verify.file.${fault}`)}
      >
        {wiring => (
          <input
            type="file"
            accept="application/json,.json"
            {...wiring}
            onChange={({ target }) => take(target.files?.[0])}
          />
        )}
      </Field>
      {taken !== null && (
        <output className="hint">
          <Phrase of="outcomes.verify.file.taken" with={{ file: <bdi>{taken}</bdi> }} />
        </output>
      )}
    </div>
  )
}

/** Asks whether a document is what it claims to be: by number and fingerprint as typed, from a link, or from its file. */
export const Verify = () => {
  const say = useText()
  const [typed, setTyped] = useState({ number: '', hash: '' })
  const [asked, setAsked] = useState<Claimed | null>(null)
  const [fault, setFault] = useState<string | null>(null)

  useEffect(() => {
    const follow = () => {
      const claimed = claimedIn(location.hash)
      if (claimed.number === '' && claimed.hash === '') return
      setTyped({ number: claimed.number, hash: grouped(claimed.hash) })
      ask(claimed)
    }
    follow()
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
    // Only ever what the address says when it changes.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  const ask = (claimed: Claimed) => {
    const readable = isHash(claimed.hash)
    setFault(readable ? null : say('outcomes.verify.hash.wrong', { count: claimed.hash.length }))
    setAsked(readable && claimed.number !== '' ? claimed : null)
    if (readable) history.replaceState(history.state, '', verifyPath(claimed))
  }

  return (
    <>
      <form
        className="verify"
        onSubmit={event => {
          event.preventDefault()
          ask({ number: typed.number.trim(), hash: tidyHash(typed.hash) })
        }}
      >
        <TextField
          label={say('outcomes.verify.number')}
          required
          maxLength={80}
          dir="auto"
          autoComplete="off"
          value={typed.number}
          onChange={event => setTyped({ ...typed, number: event.target.value })}
        />
        <TextField
          label={say('outcomes.verify.hash')}
          hint={say('outcomes.verify.hash.hint')}
          fault={fault}
          required
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          className="fingerprint"
          value={typed.hash}
          onChange={event => {
            setFault(null)
            setTyped({ ...typed, hash: event.target.value })
          }}
        />
        <Button type="submit" look="primary">
          {say('outcomes.verify.send')}
        </Button>
        <FileField
          onRead={claimed => {
            setTyped({ number: claimed.number, hash: grouped(claimed.hash) })
            ask(claimed)
          }}
        />
      </form>
      {asked !== null && <Verdict key={`${asked.number} ${asked.hash}`} {...asked} />}
    </>
  )
}
