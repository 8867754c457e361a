/**
 * Patterns with `*` (any characters) and `?` (one character). `~` escapes the character after it.
 *
 * The time for matching is bounded by the product of the lengths of text and pattern.
 *
 * @since 0.1.0
 */

import * as Work from "../Work.js"

/** Consecutive characters in lower case. `undefined` matches any character. */
type Piece = ReadonlyArray<string | undefined>

export interface Wildcard {
  /** Returns whether the whole text matches the pattern. */
  readonly matches: (text: string) => boolean
  /** Returns the index of the first match at or after an index; -1 if there is none. */
  readonly search: (text: string, from: number) => number
}

/** Returns whether a text contains wildcard characters. */
export const hasWildcards = (text: string): boolean => /[*?~]/.test(text)

/** Splits a pattern at its `*`. */
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

const matchesAt = (text: string, at: number, piece: Piece): boolean =>
  at + piece.length <= text.length && piece.every((each, index) => each === undefined || text[at + index] === each)

const indexOf = (text: string, from: number, piece: Piece): number => {
  // A piece that nearly matches everywhere is compared in full at each index.
  Work.spend(Math.max(text.length - from, 0) * Math.max(1, piece.length >> 4))
  for (let at = from; at + piece.length <= text.length; at++) if (matchesAt(text, at, piece)) return at
  return -1
}

/** Finds each piece as far left as possible, and returns the index after the last one; -1 if a piece is not found. */
const endOfPieces = (text: string, from: number, pieces: ReadonlyArray<Piece>): number => {
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
    if (!matchesAt(lower, 0, first)) return false
    if (last === undefined) return lower.length === first.length
    const end = lower.length - last.length
    const reached = endOfPieces(lower, first.length, others.slice(0, -1))
    return reached >= 0 && reached <= end && matchesAt(lower, end, last)
  }
  const search = (text: string, from: number): number => {
    const lower = text.toLowerCase()
    const at = indexOf(lower, from, first)
    // If the other pieces are not found after the first match, they are not found after a later match either.
    return at >= 0 && endOfPieces(lower, at + first.length, others) >= 0 ? at : -1
  }
  return { matches, search }
}
