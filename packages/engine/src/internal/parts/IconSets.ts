/**
 * The names of sets of icons, and the sets that the first version of the file format does not have. Elements with one of
 * those are in the namespace of Excel 2010, inside of an `AlternateContent`, which other versions skip.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"

const numbers = { Three: "3", Four: "4", Five: "5" } as const

/** Converts the name of an icon set between the API (`ThreeArrows`) and the file (`3Arrows`). */
export const toFile = (set: string): string =>
  set.replace(/^(Three|Four|Five)/, (_, number: keyof typeof numbers) => numbers[number])

/** The inverse of {@link toFile}. */
export const fromFile = (set: string): string =>
  set.replace(/^[345]/, (digit) => ({ 3: "Three", 4: "Four", 5: "Five" })[digit] ?? digit)

const later = new Set(["3Stars", "3Triangles", "5Boxes"])

/** Returns an empty element with a set of icons in the form of the file. Its name in Excel 2010 is the same. */
export const written = (tag: string): string => {
  const element = Xml.toEmptyTag(tag)
  if (!later.has(Xml.attribute(tag, "iconSet") ?? "")) return element
  return `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">` +
    `<mc:Choice xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" Requires="x14">${
      element.replace(/^<(?:[^\s/>:]+:)?/, "<x14:")
    }</mc:Choice></mc:AlternateContent>`
}

/** Returns the element, or for an `AlternateContent` the element of its first choice. */
export const chosen = (source: string, element: Xml.Element): Xml.Element => {
  const choice = element.name === "AlternateContent" ? Xml.child(source, element, "Choice") : undefined
  const [content] = choice === undefined ? [] : Xml.children(source, choice)
  return content ?? element
}
