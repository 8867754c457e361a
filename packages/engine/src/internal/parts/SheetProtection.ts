/**
 * The protection of a worksheet (`sheetProtection`), which follows `sheetData` in its part.
 *
 * @since 0.1.0
 */
import type * as Model from "../../Model.js"
import * as Xml from "../package/Xml.js"
import type { SheetPart } from "./SheetPart.js"

/** The attributes of the options in the order of Excel. They are `0` for what is allowed, and `1` by default. */
const attributes: ReadonlyArray<readonly [option: keyof Model.ProtectionOptions, attribute: string]> = [
  ["allowFormatCells", "formatCells"],
  ["allowFormatColumns", "formatColumns"],
  ["allowFormatRows", "formatRows"],
  ["allowInsertColumns", "insertColumns"],
  ["allowInsertRows", "insertRows"],
  ["allowInsertHyperlinks", "insertHyperlinks"],
  ["allowDeleteColumns", "deleteColumns"],
  ["allowDeleteRows", "deleteRows"],
  ["allowSort", "sort"],
  ["allowAutoFilter", "autoFilter"],
  ["allowPivotTables", "pivotTables"]
]

const pattern = /<(?:\w+:)?sheetProtection[\s/>]/

/** Returns the tag of the protection, if the sheet is protected. */
const tagOf = ({ tail }: SheetPart): string | undefined => {
  const at = tail.search(pattern)
  if (at < 0) return undefined
  const tag = tail.slice(at, tail.indexOf(">", at) + 1)
  return Xml.booleanAttribute(tag, "sheet") ? tag : undefined
}

/** Returns whether an operation is allowed, by the name of its attribute. */
export const allows = (self: SheetPart, attribute: string): boolean => {
  const tag = tagOf(self)
  return tag === undefined || !Xml.booleanAttribute(tag, attribute, true)
}

/** Returns whether objects such as comments can be edited. They can by default, unlike everything else. */
export const allowsObjects = (self: SheetPart): boolean => {
  const tag = tagOf(self)
  return tag === undefined || !Xml.booleanAttribute(tag, "objects")
}

/** Returns whether a sheet is protected. */
export const isProtected = (self: SheetPart): boolean => tagOf(self) !== undefined

/** Returns whether the protection has a password. */
export const hasPassword = (self: SheetPart): boolean => {
  const tag = tagOf(self)
  return tag !== undefined &&
    ["password", "hashValue"].some((name) => (Xml.attribute(tag, name) ?? "") !== "")
}

/** Returns what users can do, or `undefined` if the sheet is not protected. */
export const options = (self: SheetPart): Model.ProtectionOptions | undefined => {
  if (!isProtected(self)) return undefined
  const isAllowed = (option: keyof Model.ProtectionOptions) => {
    const [, attribute = ""] = attributes.find(([name]) => name === option) ?? []
    return allows(self, attribute)
  }
  return {
    allowAutoFilter: isAllowed("allowAutoFilter"),
    allowDeleteColumns: isAllowed("allowDeleteColumns"),
    allowDeleteRows: isAllowed("allowDeleteRows"),
    allowFormatCells: isAllowed("allowFormatCells"),
    allowFormatColumns: isAllowed("allowFormatColumns"),
    allowFormatRows: isAllowed("allowFormatRows"),
    allowInsertColumns: isAllowed("allowInsertColumns"),
    allowInsertHyperlinks: isAllowed("allowInsertHyperlinks"),
    allowInsertRows: isAllowed("allowInsertRows"),
    allowPivotTables: isAllowed("allowPivotTables"),
    allowSort: isAllowed("allowSort")
  }
}

/** Removes the protection. */
export const remove = (self: SheetPart): void => {
  for (const { end, name, start } of Xml.siblings(self.tail, 0, self.tail.length)) {
    if (name !== "sheetProtection") continue
    self.tail = self.tail.slice(0, start) + self.tail.slice(end)
    self.changed = true
    return
  }
}

/** Protects a sheet. The element has to follow `sheetCalcPr` and to precede all others. */
export const set = (self: SheetPart, allowed: Partial<Model.ProtectionOptions>): void => {
  remove(self)
  const [first] = Xml.siblings(self.tail, 0, self.tail.length)
  const at = first?.name === "sheetCalcPr" ? first.end : 0
  const options = attributes.map(([option, attribute]) => allowed[option] === true ? ` ${attribute}="0"` : "").join("")
  const element = `<${self.prefix}sheetProtection sheet="1" objects="1" scenarios="1"${options}/>`
  self.tail = self.tail.slice(0, at) + element + self.tail.slice(at)
  self.changed = true
}
