/**
 * The zip archive of a workbook. An entry that was not edited is written back byte for byte, with its compression,
 * time, flags and extra fields.
 *
 * @since 0.1.0
 */
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib"
import { refuse } from "../refusal.js"

/**
 * The maximum number of entries, and the maximum size of one entry and of all entries after decompression. Excel hardly
 * opens files of this size. They still do not endanger the process.
 */
const limits = { entries: 20_000, entryBytes: 400_000_000, totalBytes: 1_000_000_000 }

/** An entry of the archive. */
export interface Entry {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly size: number
  readonly compressed: Buffer
  /** The local header, data and data descriptor as in the file. */
  readonly local: Buffer
  readonly localOffset: number
  /** The central directory record as in the file. Its offset is updated by `write`. */
  readonly central: Buffer
}

const localSignature = 0x04034b50
const centralSignature = 0x02014b50
const endSignature = 0x06054b50
const end64Signature = 0x06064b50
const locator64Signature = 0x07064b50
const descriptorSignature = 0x08074b50

const flagEncrypted = 0x0001
const flagDescriptor = 0x0008
const flagUtf8 = 0x0800
const methodStored = 0
const methodDeflated = 8
const zip64Marker = 0xffffffff

const refuseCorrupt = (detail: string): never =>
  refuse("unsupportedWorkbook", `The file is corrupt and cannot be opened: ${detail}.`)

interface Directory {
  readonly count: number
  readonly offset: number
}

const findEnd = (file: Buffer): number => {
  const first = Math.max(0, file.length - 22 - 0xffff)
  for (let at = file.length - 22; at >= first; at--) {
    if (file.readUInt32LE(at) === endSignature) return at
  }
  return refuseCorrupt("no zip directory")
}

const readDirectory = (file: Buffer): Directory => {
  const end = findEnd(file)
  const directory = {
    count: file.readUInt16LE(end + 10),
    size: file.readUInt32LE(end + 12),
    offset: file.readUInt32LE(end + 16)
  }
  const needs64 = directory.count === 0xffff || directory.size === zip64Marker || directory.offset === zip64Marker
  if (!needs64 || end < 20 || file.readUInt32LE(end - 20) !== locator64Signature) return directory
  const end64 = Number(file.readBigUInt64LE(end - 20 + 8))
  if (end64 + 56 > file.length || file.readUInt32LE(end64) !== end64Signature) {
    return refuseCorrupt("bad zip64 directory")
  }
  return {
    count: Number(file.readBigUInt64LE(end64 + 32)),
    offset: Number(file.readBigUInt64LE(end64 + 48))
  }
}

/** Reads the sizes and the offset of an entry. A 32-bit field with all bits set refers to the zip64 extra field. */
const readSizesAndOffset = (central: Buffer, nameLength: number) => {
  const plain = {
    compressed: central.readUInt32LE(20),
    size: central.readUInt32LE(24),
    local: central.readUInt32LE(42)
  }
  if (plain.compressed !== zip64Marker && plain.size !== zip64Marker && plain.local !== zip64Marker) return plain
  const extra = central.subarray(46 + nameLength, 46 + nameLength + central.readUInt16LE(30))
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 0x0001) continue
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
    let next = 0
    const take = (value: number): number => {
      if (value !== zip64Marker) return value
      if (next + 8 > field.length) return refuseCorrupt("bad zip64 sizes")
      next += 8
      return Number(field.readBigUInt64LE(next - 8))
    }
    const size = take(plain.size)
    const compressed = take(plain.compressed)
    return { size, compressed, local: take(plain.local) }
  }
  return refuseCorrupt("bad zip64 sizes")
}

const descriptorLength = (file: Buffer, at: number): number =>
  at + 4 <= file.length && file.readUInt32LE(at) === descriptorSignature ? 16 : 12

const readEntry = (file: Buffer, at: number): Entry => {
  if (at + 46 > file.length || file.readUInt32LE(at) !== centralSignature) return refuseCorrupt("bad zip directory")
  const nameLength = file.readUInt16LE(at + 28)
  const length = 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  if (at + length > file.length) return refuseCorrupt("bad zip directory")
  const central = file.subarray(at, at + length)
  const flags = central.readUInt16LE(8)
  const method = central.readUInt16LE(10)
  const name = central.toString("utf8", 46, 46 + nameLength).replaceAll("\\", "/")
  if ((flags & flagEncrypted) !== 0) {
    return refuse("unsupportedWorkbook", "The file is protected by a password and cannot be opened.")
  }
  if (method !== methodStored && method !== methodDeflated) {
    return refuseCorrupt(`${name} has an unknown compression method`)
  }
  const extents = readSizesAndOffset(central, nameLength)
  if (extents.local + 30 > file.length || file.readUInt32LE(extents.local) !== localSignature) {
    return refuseCorrupt(`${name} is missing`)
  }
  const start = extents.local + 30 + file.readUInt16LE(extents.local + 26) + file.readUInt16LE(extents.local + 28)
  const dataEnd = start + extents.compressed
  if (dataEnd > file.length) return refuseCorrupt(`${name} is cut off`)
  const end = (flags & flagDescriptor) === 0
    ? dataEnd
    : Math.min(file.length, dataEnd + descriptorLength(file, dataEnd))
  return {
    name,
    method,
    crc: central.readUInt32LE(16),
    size: extents.size,
    compressed: file.subarray(start, dataEnd),
    local: file.subarray(extents.local, end),
    localOffset: extents.local,
    central
  }
}

/** Reads the entries of an archive in the order of its central directory. */
export const read = (bytes: Uint8Array): ReadonlyArray<Entry> => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length >= 8 && file.readUInt32BE(0) === 0xd0cf11e0) {
    return refuse("unsupportedWorkbook", "The file is protected by a password or is not in the .xlsx format.")
  }
  if (file.length < 22) return refuseCorrupt("it is too short")
  const directory = readDirectory(file)
  if (directory.count > limits.entries) return refuseCorrupt(`it holds more than ${limits.entries} parts`)
  const entries: Array<Entry> = []
  let at = directory.offset
  let total = 0
  for (let index = 0; index < directory.count; index++) {
    const entry = readEntry(file, at)
    at += entry.central.length
    total += entry.size
    if (entry.size > limits.entryBytes || total > limits.totalBytes) {
      return refuse("unsupportedWorkbook", "The file is too large to be opened.")
    }
    entries.push(entry)
  }
  return entries
}

/** Decompresses an entry. Stops at the size that the directory declares. */
export const inflate = (entry: Entry): Buffer => {
  const content = unpack(entry)
  if (content.length !== entry.size || crc32(content) !== entry.crc) return refuseCorrupt(`${entry.name} is damaged`)
  return content
}

const unpack = (entry: Entry): Buffer => {
  if (entry.method === methodStored) return entry.compressed
  try {
    return inflateRawSync(entry.compressed, {
      maxOutputLength: Math.max(1, entry.size),
      // Most parts are small. The default chunk of 16 KB would be too large for them.
      chunkSize: Math.min(Math.max(64, entry.size), 65_536)
    })
  } catch {
    return refuseCorrupt(`${entry.name} is damaged`)
  }
}

/** The XML of large worksheets becomes about as small as with 6, the default, in half the time. */
const compressionLevel = 5

/**
 * Compresses content to an entry. It keeps the time and the attributes of the entry that it replaces, if there is one.
 */
export const deflate = (name: string, content: Buffer, replaced: Entry | undefined): Entry => {
  const compressed = deflateRawSync(content, { level: compressionLevel })
  const nameBytes = Buffer.from(name, "utf8")
  const flags = name.length === nameBytes.length ? 0 : flagUtf8
  // Excel writes 1980-01-01 00:00.
  const time = replaced === undefined ? 0x00210000 : replaced.central.readUInt32LE(12)
  const crc = crc32(content)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(localSignature, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(flags, 6)
  header.writeUInt16LE(methodDeflated, 8)
  header.writeUInt32LE(time, 10)
  header.writeUInt32LE(crc, 14)
  header.writeUInt32LE(compressed.length, 18)
  header.writeUInt32LE(content.length, 22)
  header.writeUInt16LE(nameBytes.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(centralSignature, 0)
  central.writeUInt16LE(replaced === undefined ? 45 : replaced.central.readUInt16LE(4), 4)
  header.copy(central, 6, 4, 28)
  central.writeUInt32LE(replaced === undefined ? 0 : replaced.central.readUInt32LE(38), 38)
  return {
    name,
    method: methodDeflated,
    crc,
    size: content.length,
    compressed,
    local: Buffer.concat([header, nameBytes, compressed]),
    localOffset: replaced === undefined ? zip64Marker : replaced.localOffset,
    central: Buffer.concat([central, nameBytes])
  }
}

/**
 * Returns the central directory record with a new offset. Zip64 fields become 32-bit fields, which are large enough.
 */
const relocatedRecord = (entry: Entry, offset: number): Buffer => {
  const nameEnd = 46 + entry.central.readUInt16LE(28)
  const extraEnd = nameEnd + entry.central.readUInt16LE(30)
  const has64 = entry.central.readUInt32LE(20) === zip64Marker ||
    entry.central.readUInt32LE(24) === zip64Marker ||
    entry.central.readUInt32LE(42) === zip64Marker
  const central = has64
    ? Buffer.concat([entry.central.subarray(0, nameEnd), entry.central.subarray(extraEnd)])
    : Buffer.from(entry.central)
  if (has64) central.writeUInt16LE(0, 30)
  central.writeUInt32LE(entry.compressed.length, 20)
  central.writeUInt32LE(entry.size, 24)
  central.writeUInt32LE(offset, 42)
  return central
}

/**
 * Returns the bytes of an archive. The order of the data and the order of the directory are those of the opened file.
 */
export const write = (entries: ReadonlyArray<Entry>): Buffer => {
  const chunks: Array<Buffer> = []
  const offsets = new Map<Entry, number>()
  let offset = 0
  for (const entry of [...entries].sort((a, b) => a.localOffset - b.localOffset)) {
    offsets.set(entry, offset)
    chunks.push(entry.local)
    offset += entry.local.length
  }
  const directoryOffset = offset
  for (const entry of entries) {
    const central = relocatedRecord(entry, offsets.get(entry) ?? 0)
    chunks.push(central)
    offset += central.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(endSignature, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(offset - directoryOffset, 12)
  end.writeUInt32LE(directoryOffset, 16)
  chunks.push(end)
  return Buffer.concat(chunks)
}
