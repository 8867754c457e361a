/**
 * Texts with `*` (any characters) and `?` (one character); `~` takes that meaning from the character after it.
 *
 * Matching takes time in proportion to the lengths of text and pattern, whatever the pattern is.
 *
 * @since 0.1.0
 */

import * as Work from "./Work.js"

/** Characters in lower case that follow each other; `undefined` is any one. */
type Piece = ReadonlyArray<string | undefined>

export interface Wildcard {
  /** Whether all of the text is like the pattern. */
  readonly matches: (text: string) => boolean
  /** The first match of the pattern at or after an index; -1 if there is none. */
  readonly search: (text: string, from: number) => number
}

/** Whether a text contains wildcard characters. */
export const hasWildcards = (text: string): boolean => /[*?~]/.test(text)

/** The pieces between the stars. */
const piecesOf = (pattern: string): ReadonlyArray<Piece> => {
  const pieces: Array<Array<string | undefined>> = [[]]
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]
    if (character === "*") pieces.push([])
    else if (character === "?") pieces.at(-1)?.push(undefined)
    else if (character !== "~") pieces.at(-1)?.push(character)
    else if (++at < pattern.length) pieces.at(-1)?.push(pattern[at])
  }
  return pieces
}

const isAt = (text: string, at: number, piece: Piece): boolean =>
  at + piece.length <= text.length && piece.every((each, index) => each === undefined || text[at + index] === each)

const indexOf = (text: string, from: number, piece: Piece): number => {
  // a pattern that is nearly everywhere is compared in full at each place
  Work.spend(Math.max(text.length - from, 0) * Math.max(1, piece.length >> 4))
  for (let at = from; at + piece.length <= text.length; at++) if (isAt(text, at, piece)) return at
  return -1
}

/** The index after the pieces, each found as far left as possible; -1 if one is not found. */
const after = (text: string, from: number, pieces: ReadonlyArray<Piece>): number => {
  let at = from
  for (const piece of pieces) {
    const found = indexOf(text, at, piece)
    if (found < 0) return -1
    at = found + piece.length
  }
  return at
}

export const compile = (pattern: string): Wildcard => {
  const [first = [], ...others] = piecesOf(pattern.toLowerCase())
  const last = others.at(-1)
  const matches = (text: string): boolean => {
    Work.spendOnText(text.length)
    const lower = text.toLowerCase()
    if (!isAt(lower, 0, first)) return false
    if (last === undefined) return lower.length === first.length
    const end = lower.length - last.length
    const reached = after(lower, first.length, others.slice(0, -1))
    return reached >= 0 && reached <= end && isAt(lower, end, last)
  }
  const search = (text: string, from: number): number => {
    const lower = text.toLowerCase()
    const at = indexOf(lower, from, first)
    // if the rest is not found after the first place, it is not found after a later one
    return at >= 0 && after(lower, at + first.length, others) >= 0 ? at : -1
  }
  return { matches, search }
}
