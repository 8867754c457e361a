/**
 * The areas of pivot tables. Their cells cannot be written, and move only with whole rows or columns.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"
import * as A1Reference from "./A1Reference.js"

/** Returns the areas of the pivot tables of a sheet, without their page fields. */
export const areas = (self: Package.Package, sheet: string): ReadonlyArray<Area> =>
  Package.relationships(self, sheet).flatMap(({ kind, target }) => {
    const text = kind === "pivotTable" ? Package.text(self, target) : undefined
    const location = text === undefined ? undefined : Xml.child(text, Xml.root(text), "location")
    if (text === undefined || location === undefined) return []
    return A1Reference.parse(Xml.attribute(Xml.startTag(text, location), "ref") ?? "") ?? []
  })

/** Moves the pivot tables of a sheet. `map` returns the new area of a pivot table. */
export const move = (self: Package.Package, sheet: string, map: (area: Area) => Area | undefined): void => {
  for (const { kind, target } of Package.relationships(self, sheet)) {
    const text = kind === "pivotTable" ? Package.text(self, target) : undefined
    const location = text === undefined ? undefined : Xml.child(text, Xml.root(text), "location")
    if (text === undefined || location === undefined) continue
    const tag = Xml.startTag(text, location)
    const area = A1Reference.parse(Xml.attribute(tag, "ref") ?? "")
    const moved = area && map(area)
    if (moved === undefined || moved === area) continue
    const changed = Xml.withAttribute(tag, "ref", A1Reference.format(moved))
    Package.setText(self, target, text.slice(0, location.start) + changed + text.slice(location.contentStart))
  }
}
