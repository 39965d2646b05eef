import { z } from 'zod'

// Words that people put beside other people's words: titles, numbers, statements, the texts themselves.

/**
 * What is not wording: commands to the device, those that reorder or hide other people's words, and what nobody can see. The
 * joiners that Persian needs and the marks of direction that reorder nothing else are wording.
 */
export const unseen =
  /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u00ad\u115f\u1160\u180b-\u180f\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/u

const visible = /[\p{L}\p{N}\p{P}\p{S}]/u
const breaks = /[\r\n\t]/g

/** A title, a number, a name: one line, something of which can be seen. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine(text => !unseen.test(text), 'one line without characters that cannot be seen')
    .refine(text => visible.test(text), 'something that can be seen')

/** A statement, a comment, a reason: paragraphs, something of which can be seen. */
export const prose = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine(text => !unseen.test(text.replaceAll(breaks, ' ')), 'no characters that cannot be seen')
    .refine(text => visible.test(text), 'something that can be seen')
