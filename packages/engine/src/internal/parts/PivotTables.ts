/**
 * Where a sheet's pivot tables lie: their cells are not for writing, and do not move.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"
import * as Reference from "./Reference.js"

/** The areas of the pivot tables of a sheet, without their page fields. */
export const areas = (self: Package.Package, sheet: string): ReadonlyArray<Area> =>
  Package.relationships(self, sheet).flatMap(({ kind, target }) => {
    const text = kind === "pivotTable" ? Package.text(self, target) : undefined
    const location = text === undefined ? undefined : Xml.child(text, Xml.root(text), "location")
    if (text === undefined || location === undefined) return []
    return Reference.parse(Xml.attribute(Xml.startTag(text, location), "ref") ?? "") ?? []
  })
