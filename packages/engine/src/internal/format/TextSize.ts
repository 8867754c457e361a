/**
 * Estimates the size of text in pixels (96 for an inch). The widths are those of Calibri, scaled for other fonts by the
 * width of their digits, because the engine has no fonts. An estimate differs from Excel by a few percent.
 *
 * @since 0.1.0
 */

/** A font, as far as it sets the size of text. */
export interface Font {
  readonly name: string
  /** In points. */
  readonly size: number
  readonly bold: boolean
}

/** The widths of characters in thousandths of the font size. */
const widths = new Map<string, number>()
for (
  const [width, characters] of [
    [221, "'"],
    [227, " "],
    [240, "ijl"],
    [252, "I.,"],
    [268, ":;"],
    [306, "()[]{}-f"],
    [326, "!J"],
    [345, "rt"],
    [386, "/\\"],
    [394, "sz"],
    [401, "\""],
    [423, "cL"],
    [453, "vykxFa?"],
    [470, "gESZT"],
    [498, "eYK#+<=>_*|~^"],
    [507, "0123456789$"],
    [525, "bdhnopquPX"],
    [541, "BCRV"],
    [585, "A"],
    [623, "DGHUN"],
    [668, "OQ&"],
    [715, "w%"],
    [799, "m"],
    [870, "MW"],
    [894, "@"]
  ] as const
) for (const character of characters) widths.set(character, width)

const digit = 507

/** The widths of a digit in other families of fonts. */
const digitWidths: ReadonlyArray<readonly [RegExp, number]> = [
  [/courier|consolas|mono/i, 600],
  [/narrow/i, 456],
  [/verdana|tahoma/i, 590],
  [/arial|helvetica|liberation sans|segoe|sans/i, 556],
  [/times|serif|cambria|georgia/i, 510]
]

const scale = ({ bold, name }: Font): number =>
  ((digitWidths.find(([pattern]) => pattern.test(name))?.[1] ?? digit) / digit) * (bold ? 1.05 : 1)

const pixels = ({ size }: Font): number => size * 96 / 72

const characterWidth = (character: string): number =>
  widths.get(character) ??
    (/[\u1100-\u11ff\u2e80-\ud7af\uf900-\ufaff\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(character) ? 1000 : 525)

/** Returns the width of a line of text. */
export const width = (font: Font, text: string): number => {
  let sum = 0
  for (const character of text) sum += characterWidth(character)
  return sum / 1000 * scale(font) * pixels(font)
}

/** Returns the width of a digit, in whole pixels. It is the unit of column widths for the default font. */
export const digitWidth = (font: Font): number => Math.max(1, Math.round(width(font, "0")))

/** Returns the height of a line of text, in whole pixels. */
export const lineHeight = (font: Font): number => Math.ceil(pixels(font) * 1.28)

/** Returns the number of lines of a text, whose lines are wrapped at a width. */
export const lineCount = (font: Font, text: string, limit: number): number => {
  let lines = 0
  for (const paragraph of text.split("\n")) {
    let at = 0
    lines++
    for (const word of paragraph.split(/(?<=[\s-])/)) {
      const wordWidth = width(font, word.trimEnd())
      if (at > 0 && at + wordWidth > limit) {
        lines++
        at = 0
      }
      // a word that is wider than a line is broken
      if (wordWidth > limit && limit > 0) lines += Math.ceil(wordWidth / limit) - 1
      at += width(font, word)
    }
  }
  return lines
}
