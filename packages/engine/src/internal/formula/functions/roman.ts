/**
 * Roman numerals.
 *
 * @since 0.1.0
 */
import { isError, type Scalar, VALUE } from "../../value/Value.js"
import { toNumber } from "../Coercion.js"
import { define, defineWithContext, type Functions, integer, optional, scalar, text } from "../Definition.js"

const values: Readonly<Record<string, number>> = { M: 1000, D: 500, C: 100, L: 50, X: 10, V: 5, I: 1 }
const romanLetters = "MDCLXVI"

/**
 * Converts a number to a Roman numeral. Form 0 subtracts only the next smaller power of ten (499 is `CDXCIX`). Each
 * further form allows to subtract the next smaller letter, up to form 4 (499 is `ID`).
 */
const roman = (number: number, form: number): string => {
  let rest = number
  let result = ""
  const highest = romanLetters.length - 1
  for (let ten = 0; ten <= highest / 2; ten++) {
    let index = ten * 2
    let unit = values[romanLetters[index] ?? ""] ?? 1
    const digit = Math.floor(rest / unit)
    if (digit % 5 !== 4) {
      if (digit > 4) result += romanLetters[index - 1] ?? ""
      result += (romanLetters[index] ?? "").repeat(digit % 5)
      rest %= unit
      continue
    }
    const greater = digit === 4 ? index - 1 : index - 2
    for (let step = 0; step < form && index < highest; step++) {
      const next = values[romanLetters[index + 1] ?? ""] ?? 1
      if ((values[romanLetters[greater] ?? ""] ?? 0) - next > rest) break
      index++
      unit = next
    }
    result += `${romanLetters[index] ?? ""}${romanLetters[greater] ?? ""}`
    rest = rest + unit - (values[romanLetters[greater] ?? ""] ?? 0)
  }
  return result
}

const romanFunction = defineWithContext([integer, optional(scalar, 0)], (context, number, form) => {
  const level = typeof form === "boolean" ? form ? 0 : 4 : toNumber(form, context)
  if (isError(level)) return level
  if (number < 0 || number > 3999 || level < 0 || level >= 5) return VALUE
  return roman(number, Math.trunc(level))
})

/** Converts a Roman numeral to a number. A letter before a greater one is subtracted. */
const arabic = define([text], (source): Scalar => {
  const match = /^(-?)([MDCLXVI]*)$/i.exec(source.trim())
  if (match === null || source.length > 255) return VALUE
  const digits = [...(match[2] ?? "").toUpperCase()].map((letter) => values[letter] ?? 0)
  const total = digits.reduce((sum, digit, at) => sum + (digit < (digits[at + 1] ?? 0) ? -digit : digit), 0)
  return match[1] === "-" ? 0 - total : total
})

export const romanFunctions: Functions = { ROMAN: romanFunction, ARABIC: arabic }
