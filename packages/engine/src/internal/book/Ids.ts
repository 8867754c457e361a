/**
 * The ids of sheets and tables. Graph promises that the id of a worksheet stays the same when it is renamed or moved, and
 * clients keep ids across sessions.
 *
 * Excel stores an id in the part of the sheet or table. One without an id, from a program that does not know that
 * attribute, gets an id from the number that the file gives to it. That number does not change when others are added,
 * moved or deleted, and no part has to be rewritten to keep it.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"
import type * as SheetPart from "../parts/SheetPart.js"
import * as StoredId from "../parts/StoredId.js"
import type * as TablePart from "../parts/TablePart.js"
import type { SheetEntry } from "../parts/WorkbookPart.js"
import type { State } from "./State.js"

/** A sheet or table of a file. */
interface Entity {
  readonly stored: string | undefined
  /** One-based. */
  readonly number: number
}

/** Returns different ids for all, even if a program has copied a part with its id. */
const different = (entities: ReadonlyArray<Entity>, numbered: (number: number) => string): ReadonlyArray<string> => {
  const taken = new Set<string>()
  const kept = entities.map(({ stored }) => {
    if (stored === undefined || taken.has(stored)) return undefined
    taken.add(stored)
    return stored
  })
  return entities.map(({ number }, index) => {
    const id = kept[index]
    if (id !== undefined) return id
    let free = number - 1
    while (taken.has(numbered(free))) free++
    taken.add(numbered(free))
    return numbered(free)
  })
}

/** The bytes of a number as hexadecimal digits, low byte first. */
const lowFirst = (number: number, bytes: number): string =>
  Array.from({ length: bytes }, (_, byte) => (number >>> 8 * byte & 0xff).toString(16).padStart(2, "0").toUpperCase())
    .join("")

const storedIn = ({ head }: SheetPart.SheetPart): string | undefined => {
  const root = Xml.nextTag(head, 0)
  return root === undefined ? undefined : StoredId.read(head.slice(root.start, root.end))
}

/** Returns the ids of all sheets. Without stored ones they have the form that Excel gives to a saved sheet. */
export const ofSheets = (
  sheets: ReadonlyArray<{ readonly entry: SheetEntry; readonly part: SheetPart.SheetPart | undefined }>
): ReadonlyArray<string> =>
  different(
    sheets.map(({ entry, part }, index) => {
      const given = Number(Xml.attribute(entry.source, "sheetId"))
      return {
        stored: part === undefined ? undefined : storedIn(part),
        number: Number.isInteger(given) && given > 0 ? given : index + 1
      }
    }),
    (number) => `{00000000-0001-0000-${lowFirst(number, 2)}-000000000000}`
  )

/** Returns the ids of all tables. Without stored ones they have the form that Excel gives to a saved table. */
export const ofTables = (tables: ReadonlyArray<TablePart.TablePart>): ReadonlyArray<string> =>
  different(
    tables.map(({ id, storedId }, index) => ({ stored: storedId, number: id > 0 ? id : index + 1 })),
    (number) => `{00000000-000C-0000-FFFF-FFFF${lowFirst(number, 4)}}`
  )

/** Generates a GUID (version 4) in braces. */
export const make = (state: State): string => {
  const digits = Array.from({ length: 32 }, () => Math.floor(state.environment.random() * 16))
  digits[12] = 4
  digits[16] = 8 | ((digits[16] ?? 0) & 3)
  const text = digits.map((digit) => digit.toString(16)).join("").toUpperCase()
  const groups = [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)]
  return `{${groups.join("-")}}`
}
