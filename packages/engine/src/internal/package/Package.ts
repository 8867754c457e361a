/**
 * A package of parts (Open Packaging Conventions): text of parts on demand, edits, new parts, removed parts, and the
 * bytes of it all with unedited parts as they came.
 *
 * Part names are written without the leading slash: `xl/workbook.xml`.
 *
 * @since 0.1.0
 */
import { refuse } from "../refusal.js"
import * as ContentTypes from "./ContentTypes.js"
import * as Relationships from "./Relationships.js"
import * as Xml from "./Xml.js"
import * as Zip from "./Zip.js"

/** @see {@link Zip.Limits} */
export type Limits = Zip.Limits

/** Far above what Excel itself opens comfortably, far below what would hurt the process. */
export const defaultLimits: Limits = { entries: 20_000, entryBytes: 400_000_000, totalBytes: 1_000_000_000 }

const contentTypesName = "[Content_Types].xml"

/** A part with its new text, and the entry made of it by the last save. */
interface EditedPart {
  readonly name: string
  readonly text: string
  entry: Zip.Entry | undefined
}

/** An open package. */
export interface Package {
  readonly source: Uint8Array
  readonly entries: Array<Zip.Entry>
  /** Entries by part name in lower case: names are compared that way. */
  readonly byName: Map<string, Zip.Entry>
  /** Texts of parts that were edited or added since. */
  readonly edited: Map<string, EditedPart>
  readonly removed: Set<string>
}

const keyOf = (name: string): string => name.replace(/^\/+/, "").toLowerCase()

/** Opens a package without unfolding its parts. */
export const open = (bytes: Uint8Array, limits: Limits = defaultLimits): Package => {
  const entries = [...Zip.read(bytes, limits)]
  const byName = new Map<string, Zip.Entry>()
  for (const entry of entries) byName.set(keyOf(entry.name), entry)
  if (!byName.has(keyOf(contentTypesName))) {
    return refuse("unsupportedWorkbook", "The file is not in the .xlsx format.")
  }
  return { source: bytes, entries, byName, edited: new Map(), removed: new Set() }
}

/** Whether a part exists. */
export const has = (self: Package, name: string): boolean => {
  const key = keyOf(name)
  return !self.removed.has(key) && (self.edited.has(key) || self.byName.has(key))
}

/** The names of all parts. */
export const names = (self: Package): ReadonlyArray<string> => {
  const known = new Map<string, string>()
  for (const [key, entry] of self.byName) known.set(key, entry.name.replace(/^\/+/, ""))
  for (const [key, part] of self.edited) known.set(key, part.name)
  for (const key of self.removed) known.delete(key)
  return [...known.values()]
}

/** The text of an XML part, including edits; `undefined` if the part does not exist. */
export const text = (self: Package, name: string): string | undefined => {
  const key = keyOf(name)
  if (self.removed.has(key)) return undefined
  const edited = self.edited.get(key)
  if (edited !== undefined) return edited.text
  const entry = self.byName.get(key)
  return entry === undefined ? undefined : Xml.fromBytes(Zip.inflate(entry))
}

/** Replaces the text of a part, or adds a part without declaring it. */
export const setText = (self: Package, name: string, value: string): void => {
  const key = keyOf(name)
  self.removed.delete(key)
  if (self.edited.get(key)?.text === value) return
  self.edited.set(key, { name: name.replace(/^\/+/, ""), text: value, entry: undefined })
}

/** Adds a part and declares its content type. */
export const add = (self: Package, name: string, contentType: string, value: string): void => {
  setText(self, name, value)
  const types = text(self, contentTypesName) ?? ""
  setText(self, contentTypesName, ContentTypes.add(types, name, contentType))
}

/** Removes a part, its relationships and its declaration. Relationships that lead to it are the caller's. */
export const remove = (self: Package, name: string): void => {
  for (const key of [keyOf(name), keyOf(Relationships.partOf(name))]) {
    self.edited.delete(key)
    if (self.byName.has(key)) self.removed.add(key)
  }
  const types = text(self, contentTypesName) ?? ""
  const rest = ContentTypes.remove(types, name)
  if (rest !== types) setText(self, contentTypesName, rest)
}

/** The content type of a part. */
export const contentType = (self: Package, name: string): string | undefined =>
  ContentTypes.find(text(self, contentTypesName) ?? "", name)

/** The relationships of a part; of the package itself for `""`. */
export const relationships = (self: Package, name: string): ReadonlyArray<Relationships.Relationship> =>
  Relationships.parse(text(self, Relationships.partOf(name)) ?? "", name)

/** Adds a relationship to a part of the package and returns its id. */
export const relate = (self: Package, from: string, type: string, to: string): string => {
  const part = Relationships.partOf(from)
  const added = Relationships.add(text(self, part) ?? Relationships.empty, from, type, to)
  setText(self, part, added.text)
  return added.id
}

/** Takes a relationship away. */
export const unrelate = (self: Package, from: string, id: string): void => {
  const part = Relationships.partOf(from)
  const source = text(self, part)
  if (source !== undefined) setText(self, part, Relationships.remove(source, id))
}

/** A part name of the form `xl/tables/table7.xml` that nothing uses. */
export const freeName = (self: Package, stem: string, extension: string): string => {
  for (let number = 1;; number++) {
    const name = `${stem}${number}.${extension}`
    // the name of a removed part is not reused, because a copy of the package may still use it
    if (!self.byName.has(keyOf(name)) && !self.edited.has(keyOf(name))) return name
  }
}

/** Packs a part once for each text it has. */
const entryOf = (part: EditedPart, like: Zip.Entry | undefined): Zip.Entry =>
  part.entry ??= Zip.deflate(like?.name ?? part.name, Xml.toBytes(part.text), like)

/** The bytes of the package. Without edits they are the bytes it was opened from. */
export const save = (self: Package): Uint8Array => {
  if (self.edited.size === 0 && self.removed.size === 0) return self.source
  const entries: Array<Zip.Entry> = []
  const written = new Set<string>()
  for (const entry of self.entries) {
    const key = keyOf(entry.name)
    const edited = self.edited.get(key)
    if (self.removed.has(key) || written.has(key)) continue
    if (edited === undefined) entries.push(entry)
    else {
      written.add(key)
      entries.push(entryOf(edited, entry))
    }
  }
  for (const [key, edited] of self.edited) {
    if (!written.has(key)) entries.push(entryOf(edited, undefined))
  }
  return Zip.write(entries)
}
