import { outcomesHandlers } from './features/outcomes/outcome.routes.ts'
import { entityId } from './features/record/keys.ts'
import { silenceHandlers } from './features/silence/silence.routes.ts'
import { type Carry, granted, paragraphCalled } from './negotiation-table.ts'
import type { DeedOf } from './negotiation.ts'

// Silence, and what comes of a text, by the very operations that browsers ask for.

const none = { params: undefined, query: undefined, body: undefined }

export const asksSilence: Carry<DeedOf<'asks-silence'>> = async (
  table,
  { asking },
  deed,
  { textId, text },
) => {
  const body = {
    text: textId,
    revision: Number(table.find('revision', `${text} ${deed.on}`)),
    how: deed.how,
    ...table.meeting(deed.meeting),
    deadline: { local: deed.until, zone: deed.zone },
  }
  const { id } = granted(await silenceHandlers.proposeSilence({ ...none, body }, asking))
  table.keep('silence', deed['asks-silence'], id)
}

export const opens: Carry<DeedOf<'opens'>> = async (table, { asking }, { opens: key }) =>
  void granted(
    await silenceHandlers.openSilence({ ...none, params: { id: table.find('silence', key) } }, asking),
  )

export const objects: Carry<DeedOf<'objects'>> = async (table, { asking, as }, deed) => {
  const params = { id: table.find('silence', deed.to) }
  const body = {
    as,
    kind: deed.objects,
    body: deed.because,
    ...(deed.proposal !== undefined && { proposal: table.find('proposal', deed.proposal) }),
  }
  granted(await silenceHandlers.objectToSilence({ ...none, params, body }, asking))
}

export const announces: Carry<DeedOf<'announces'>> = async (table, { asking }, deed) => {
  const params = { id: table.find('silence', deed.announces) }
  granted(
    await silenceHandlers.announceSilence({ ...none, params, body: table.meeting(deed.meeting) }, asking),
  )
}

export const numbers: Carry<DeedOf<'numbers'>> = async (table, { asking }, { numbers: key, number }) => {
  const params = { id: table.find('silence', key) }
  granted(await silenceHandlers.issueSilence({ ...none, params, body: { number } }, asking))
}

export const drafts: Carry<DeedOf<'drafts'>> = async (table, { asking }, deed, { textId, text }) => {
  const body = {
    text: textId,
    revision: Number(table.find('revision', `${text} ${deed.of}`)),
    kind: deed.kind,
    title: deed.title,
    ...table.meeting(deed.meeting),
  }
  const { id } = granted(await outcomesHandlers.beginOutcome({ ...none, body }, asking))
  table.keep('outcome', deed.drafts, id)
}

export const agrees: Carry<DeedOf<'agrees'>> = async (table, { asking }, { agrees: key }) =>
  void granted(
    await outcomesHandlers.agreeOutcome({ ...none, params: { id: table.find('outcome', key) } }, asking),
  )

export const stands: Carry<DeedOf<'stands'>> = async (table, doer, deed, { textId }) => {
  const params = { id: table.find('outcome', deed.to) }
  const { stands: stand, party, in: place, authority, until } = deed
  const paragraph =
    place === undefined ? undefined : paragraphCalled(await table.stateOf(doer, textId), place).id
  const body = {
    ...(doer.party !== null && { as: doer.party }),
    stand,
    ...(party !== undefined && { party: entityId(party) }),
    ...(paragraph !== undefined && { paragraph }),
    ...(authority !== undefined && { authority }),
    ...(until !== undefined && { confirmBy: until }),
  }
  granted(await outcomesHandlers.associate({ ...none, params, body }, doer.asking))
}

export const attaches: Carry<DeedOf<'attaches'>> = async (table, { asking, party }, deed) => {
  const params = { id: table.find('outcome', deed.to) }
  const body = {
    ...(party !== null && { as: party }),
    kind: deed.attaches,
    body: deed.words,
    language: deed.language,
  }
  granted(await outcomesHandlers.attachStatement({ ...none, params, body }, asking))
}

export const adopts: Carry<DeedOf<'adopts'>> = async (table, { asking }, { adopts: key, silence }) => {
  const params = { id: table.find('outcome', key) }
  const body = silence === undefined ? {} : { silence: table.find('silence', silence) }
  granted(await outcomesHandlers.adoptOutcome({ ...none, params, body }, asking))
}

export const publishes: Carry<DeedOf<'publishes'>> = async (
  table,
  { asking },
  { publishes: key, number },
) => {
  const params = { id: table.find('outcome', key) }
  granted(await outcomesHandlers.issueOutcome({ ...none, params, body: { number } }, asking))
}
