/**
 * The single drive that the emulator serves. Workbooks are found by id and by path, read as a whole and saved
 * atomically.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { createHash } from "node:crypto"

/** A file or folder could not be read or written. */
export class DriveError extends Schema.TaggedError<DriveError>("@effect-workbook/emulator/DriveError")("DriveError", {
  operation: Schema.Literal("list", "read", "save", "create", "remove"),
  path: Schema.String,
  cause: Schema.optional(Schema.Defect)
}) {
  override get message() {
    return `cannot ${this.operation} ${this.path}`
  }
}

/** Another program has replaced the content since the version that was read. */
export class ContentChanged extends Data.TaggedError("ContentChanged") {}

/** There is a file at the path already. */
export class PathTaken extends Data.TaggedError("PathTaken") {}

/** A workbook of the drive. `path` starts at the drive's root: `/Reports/a.xlsx`. */
export interface Item {
  readonly id: string
  readonly name: string
  readonly path: string
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modified: number
  /** Changes whenever another program replaces the content. */
  readonly version: string
}

/** The storage of the files: a folder, or memory. */
export interface Drive {
  /** All workbooks, sorted by path. */
  readonly list: Effect.Effect<ReadonlyArray<Item>, DriveError>
  /** The workbook at a path. As in OneDrive, paths are case-insensitive. */
  readonly byPath: (path: string) => Effect.Effect<Option.Option<Item>, DriveError>
  readonly byId: (id: string) => Effect.Effect<Option.Option<Item>, DriveError>
  readonly read: (item: Item) => Effect.Effect<Uint8Array, DriveError>
  /**
   * Atomically replaces the content of this version, and returns the updated item. Content that another program has
   * saved since is not overwritten.
   */
  readonly save: (item: Item, bytes: Uint8Array) => Effect.Effect<Item, DriveError | ContentChanged>
  /** Atomically creates a file and the folders above it. Nothing is overwritten. */
  readonly create: (path: string, bytes: Uint8Array) => Effect.Effect<Item, DriveError | PathTaken>
  readonly remove: (item: Item) => Effect.Effect<void, DriveError>
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

const digest = (text: string): Uint8Array => createHash("sha256").update(text.normalize("NFC"), "utf8").digest()

const base32 = (bytes: Uint8Array, length: number): string => {
  let text = ""
  let bits = 0
  let buffered = 0
  for (const byte of bytes) {
    buffered = (buffered << 8 | byte) & 0xfff
    bits += 8
    while (bits >= 5 && text.length < length) {
      bits -= 5
      text += alphabet[buffered >> bits & 31]
    }
  }
  return text
}

/** The id of the item at a path, the same in every run and on every machine. */
export const itemId = (path: string): string => `01${base32(digest(path), 32)}`

/** The id of the drive. It is a constant, as there is only one drive. */
export const driveId: string = `b!${
  Buffer.concat([digest("effect-workbook"), digest("emulator")]).toString("base64url").slice(0, 64)
}`

/** The id of the drive's root folder. */
export const rootId: string = itemId("/")

/** A stable GUID derived from a name, formatted like a directory id (`f6d92604-4b76-4b70-9a4c-93dfbcc054d5`). */
export const guid = (name: string): string => {
  const bytes = Buffer.from(digest(name).subarray(0, 16))
  bytes.writeUInt8(bytes.readUInt8(6) & 0x0f | 0x40, 6)
  bytes.writeUInt8(bytes.readUInt8(8) & 0x3f | 0x80, 8)
  const hex = bytes.toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The id of the site that has the drive as its library. */
export const siteId: string = `emulator.example,${guid("site collection")},${guid("site")}`

/** The non-empty segments of a path, or `undefined` if a segment would leave the drive. */
export const segments = (path: string): ReadonlyArray<string> | undefined => {
  const parts = path.split("/").filter((part) => part !== "")
  const escapes = parts.some((part) => part === ".." || part === "." || part.includes("\\") || part.includes("\0"))
  return escapes ? undefined : parts
}

/**
 * Whether the drive shows a file of this name: it has to be a workbook, and neither a lock file of Excel nor hidden.
 */
export const isWorkbookName = (name: string): boolean => /^[^~.].*\.xls[xm]$/i.test(name)
