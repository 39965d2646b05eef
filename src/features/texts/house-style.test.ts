import { expect, it } from 'vitest'
import { renderingOf } from './house-style.ts'

it('takes the form of texts from the track’s house rule', () => {
  expect(renderingOf('names')).toBe('marked')
  expect(renderingOf(' Colours ')).toBe('colours')
  expect(renderingOf('bare brackets')).toBe('plain')
})

it('names the holders where the rule is silent or says something else', () => {
  expect(renderingOf(undefined)).toBe('marked')
  expect(renderingOf('as the chair sees fit')).toBe('marked')
  expect(renderingOf('constructor')).toBe('marked')
})
