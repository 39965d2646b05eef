import { type Refusal, refuse } from '../../domain/refusal.ts'

/** As long as a captured text may be, in characters. */
export const longestText = 2_000_000
/** As large as a file may be, in bytes: a text of that length, each character at its widest. */
export const largestFile = 4_500_000

/** The text of a file, with line ends as the record keeps them. Only UTF-8 is read: anything else would be guessing. */
export const readText = (
  bytes: Uint8Array,
): string | Refusal<'file-too-large' | 'file-not-utf8' | 'file-empty'> => {
  if (bytes.byteLength > largestFile) return refuse('file-too-large')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse('file-not-utf8')
  }
  // No text has a null in it; UTF-16 without a mark at its beginning, and programs, do.
  if (text.includes('\0')) return refuse('file-not-utf8')
  if (text.length > longestText) return refuse('file-too-large')
  return text.trim() === '' ? refuse('file-empty') : text.replaceAll(/\r\n?/g, '\n')
}
