/**
 * The ids of sheets. Graph promises that the id of a worksheet stays the same when it is renamed or moved, and clients
 * keep ids across sessions.
 *
 * Excel stores the id in the part of the sheet (`xr:uid`). A sheet without one, from a program that does not know that
 * attribute, gets an id from the number that the workbook part gives to the sheet. That number does not change when
 * other sheets are added, moved or deleted, and no part has to be rewritten to keep it.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"
import type * as SheetPart from "../parts/SheetPart.js"
import type { SheetEntry } from "../parts/WorkbookPart.js"

const revision = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"

/** The attributes of a new worksheet element that store its id. */
export const attributes = (id: string): string =>
  `xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="xr" ` +
  `xmlns:xr="${revision}" xr:uid="${id}"`

/** The id that is stored in a worksheet part. */
const storedIn = ({ head }: SheetPart.SheetPart): string | undefined => {
  const root = Xml.nextTag(head, 0)
  const attributes = root === undefined ? [] : Xml.attributes(head.slice(root.start, root.end))
  const prefixes = attributes.filter(({ raw }) => raw === revision).map(({ name }) => name.slice("xmlns:".length))
  const id = attributes.find(({ name }) => prefixes.some((prefix) => name === `${prefix}:uid`))?.raw
  return id !== undefined && /^\{[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}$/i.test(id) ? id.toUpperCase() : undefined
}

/**
 * The id in the form that Excel gives to the sheets of a file without ids. The fourth group is a number, low byte first.
 */
const numbered = (number: number): string => {
  const low = (number & 0xff).toString(16).padStart(2, "0").toUpperCase()
  const high = (number >> 8 & 0xff).toString(16).padStart(2, "0").toUpperCase()
  return `{00000000-0001-0000-${low}${high}-000000000000}`
}

/** Returns the ids of all sheets of a file. They are different, even if a program has copied a part with its id. */
export const of = (
  sheets: ReadonlyArray<{ readonly entry: SheetEntry; readonly part: SheetPart.SheetPart | undefined }>
): ReadonlyArray<string> => {
  const taken = new Set<string>()
  const stored = sheets.map(({ part }) => {
    const id = part === undefined ? undefined : storedIn(part)
    if (id === undefined || taken.has(id)) return undefined
    taken.add(id)
    return id
  })
  return sheets.map(({ entry }, position) => {
    const id = stored[position]
    if (id !== undefined) return id
    const given = Number(Xml.attribute(entry.source, "sheetId"))
    let number = Number.isInteger(given) && given > 0 ? given - 1 : position
    while (taken.has(numbered(number))) number++
    taken.add(numbered(number))
    return numbered(number)
  })
}
