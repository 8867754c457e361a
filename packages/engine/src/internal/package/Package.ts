/**
 * A package of parts (Open Packaging Conventions). Parts are decompressed on demand. Parts that were not edited are
 * saved byte for byte.
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

const contentTypesName = "[Content_Types].xml"

/** An edited or added part: its text, or its compressed form after it was saved. */
interface EditedPart {
  readonly name: string
  content: string | Zip.Entry
}

/** An open package. */
export interface Package {
  readonly source: Uint8Array
  readonly entries: Array<Zip.Entry>
  /** Entries by part name in lower case, because part names are case-insensitive. */
  readonly byName: Map<string, Zip.Entry>
  /** Parts that were edited or added after opening. */
  readonly edited: Map<string, EditedPart>
  readonly removed: Set<string>
}

const partKey = (name: string): string => name.replace(/^\/+/, "").toLowerCase()

/** Opens a package without decompressing its parts. */
export const open = (bytes: Uint8Array): Package => {
  const entries = [...Zip.read(bytes)]
  const byName = new Map<string, Zip.Entry>()
  for (const entry of entries) byName.set(partKey(entry.name), entry)
  if (!byName.has(partKey(contentTypesName))) {
    return refuse("unsupportedWorkbook", "The file is not in the .xlsx format.")
  }
  return { source: bytes, entries, byName, edited: new Map(), removed: new Set() }
}

/** Returns whether a part exists. */
export const has = (self: Package, name: string): boolean => {
  const key = partKey(name)
  return !self.removed.has(key) && (self.edited.has(key) || self.byName.has(key))
}

/** Returns the names of all parts. */
export const names = (self: Package): ReadonlyArray<string> => {
  const namesByKey = new Map<string, string>()
  for (const [key, entry] of self.byName) namesByKey.set(key, entry.name.replace(/^\/+/, ""))
  for (const [key, part] of self.edited) namesByKey.set(key, part.name)
  for (const key of self.removed) namesByKey.delete(key)
  return [...namesByKey.values()]
}

/** Returns the current text of an XML part, or `undefined` if the part does not exist. */
export const text = (self: Package, name: string): string | undefined => {
  const key = partKey(name)
  if (self.removed.has(key)) return undefined
  const content = self.edited.get(key)?.content
  if (typeof content === "string") return content
  const entry = content ?? self.byName.get(key)
  return entry === undefined ? undefined : Xml.fromBytes(Zip.inflate(entry))
}

/** Replaces the text of a part, or adds a part without a content type. */
export const setText = (self: Package, name: string, value: string): void => {
  const key = partKey(name)
  self.removed.delete(key)
  if (self.edited.get(key)?.content === value) return
  self.edited.set(key, { name: name.replace(/^\/+/, ""), content: value })
}

/** Adds a part with its content type. */
export const add = (self: Package, name: string, contentType: string, value: string): void => {
  setText(self, name, value)
  const types = text(self, contentTypesName) ?? ""
  setText(self, contentTypesName, ContentTypes.add(types, name, contentType))
}

/** Removes a part, its relationships and its content type. The caller removes the relationships that target it. */
export const remove = (self: Package, name: string): void => {
  for (const key of [partKey(name), partKey(Relationships.relationshipsPartName(name))]) {
    self.edited.delete(key)
    if (self.byName.has(key)) self.removed.add(key)
  }
  const types = text(self, contentTypesName) ?? ""
  const rest = ContentTypes.remove(types, name)
  if (rest !== types) setText(self, contentTypesName, rest)
}

/** Returns the content type of a part. */
export const contentType = (self: Package, name: string): string | undefined =>
  ContentTypes.find(text(self, contentTypesName) ?? "", name)

/** Returns the relationships of a part, or those of the package for `""`. */
export const relationships = (self: Package, name: string): ReadonlyArray<Relationships.Relationship> =>
  Relationships.parse(text(self, Relationships.relationshipsPartName(name)) ?? "", name)

/** Adds a relationship from one part to another, and returns its id. */
export const addRelationship = (self: Package, from: string, type: string, to: string): string => {
  const part = Relationships.relationshipsPartName(from)
  const added = Relationships.add(text(self, part) ?? Relationships.empty, from, type, to)
  setText(self, part, added.text)
  return added.id
}

/** Removes a relationship. */
export const removeRelationship = (self: Package, from: string, id: string): void => {
  const part = Relationships.relationshipsPartName(from)
  const source = text(self, part)
  if (source !== undefined) setText(self, part, Relationships.remove(source, id))
}

/** Returns an unused part name of the form `xl/tables/table7.xml`. */
export const unusedPartName = (self: Package, stem: string, extension: string): string => {
  for (let number = 1;; number++) {
    const name = `${stem}${number}.${extension}`
    // The name of a removed part is not reused, so that a name always identifies the same part.
    if (!self.byName.has(partKey(name)) && !self.edited.has(partKey(name))) return name
  }
}

/** Compresses a part. The result replaces the text, which can take ten times the memory. */
const compressPart = (part: EditedPart, like: Zip.Entry | undefined): Zip.Entry => {
  const { content } = part
  if (typeof content !== "string") return content
  const entry = Zip.deflate(like?.name ?? part.name, Xml.toBytes(content), like)
  part.content = entry
  return entry
}

/** Returns the bytes of the package. Without edits they are the bytes that were opened. */
export const save = (self: Package): Uint8Array => {
  if (self.edited.size === 0 && self.removed.size === 0) return self.source
  const entries: Array<Zip.Entry> = []
  const written = new Set<string>()
  for (const entry of self.entries) {
    const key = partKey(entry.name)
    const edited = self.edited.get(key)
    if (self.removed.has(key) || written.has(key)) continue
    if (edited === undefined) entries.push(entry)
    else {
      written.add(key)
      entries.push(compressPart(edited, entry))
    }
  }
  for (const [key, edited] of self.edited) {
    if (!written.has(key)) entries.push(compressPart(edited, undefined))
  }
  return Zip.write(entries)
}
