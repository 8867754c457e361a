import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { crc32, deflateRawSync } from "node:zlib"
import { makeParts, pack } from "../support/makeBook.js"
import { differing, entries, open, unpack, values, write } from "../support/openBook.js"

const parts = makeParts({ sheets: [{ name: "S", rows: [["två", 1]] }] })

const plain = pack(parts)

const sheetName = "xl/worksheets/sheet1.xml"

interface Form {
  /** The sizes are after the data, as in a file that was written as a stream. */
  readonly descriptor?: "with signature" | "without signature"
  /** The sizes, the offsets and the directory are zip64. */
  readonly zip64?: boolean
  /** The directory lists the entries in the reverse order of their data. */
  readonly reverse?: boolean
  readonly time?: number
}

/** Returns an archive in one of the forms that other programs write, and its entries as they are in the archive. */
const archive = ({ descriptor, reverse, time = 0x0021_0000, zip64 }: Form) => {
  const locals = new Map<string, Buffer>()
  const centrals: Array<Buffer> = []
  let offset = 0
  for (const [name, text] of parts) {
    const content = Buffer.from(text)
    const data = deflateRawSync(content)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x0201_4b50, 0)
    central.writeUInt16LE(20, 6)
    central.writeUInt16LE(descriptor === undefined ? 0 : 8, 8)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(time, 12)
    central.writeUInt32LE(crc32(content), 16)
    central.writeUInt32LE(data.length, 20)
    central.writeUInt32LE(content.length, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(offset, 42)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x0403_4b50, 0)
    central.copy(header, 4, 6, 30)
    const after = Buffer.concat([Buffer.from("PK\u0007\u0008", "latin1"), central.subarray(16, 28)])
    if (descriptor !== undefined) header.fill(0, 14, 26)
    const extra = Buffer.alloc(28)
    if (zip64) {
      extra.writeUInt16LE(1, 0)
      extra.writeUInt16LE(24, 2)
      extra.writeBigUInt64LE(BigInt(content.length), 4)
      extra.writeBigUInt64LE(BigInt(data.length), 12)
      extra.writeBigUInt64LE(BigInt(offset), 20)
      central.writeUInt16LE(extra.length, 30)
      for (const at of [20, 24, 42]) central.writeUInt32LE(0xffff_ffff, at)
    }
    const local = Buffer.concat([
      header,
      Buffer.from(name),
      data,
      ...descriptor === undefined ? [] : [descriptor === "with signature" ? after : after.subarray(4)]
    ])
    locals.set(name, local)
    centrals.push(Buffer.concat([central, Buffer.from(name), ...zip64 ? [extra] : []]))
    offset += local.length
  }
  const directory = Buffer.concat(reverse ? centrals.reverse() : centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x0605_4b50, 0)
  end.writeUInt16LE(centrals.length, 8)
  end.writeUInt16LE(centrals.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  const end64 = Buffer.alloc(76)
  if (zip64) {
    end.fill(0xff, 8, 20)
    end64.writeUInt32LE(0x0606_4b50, 0)
    end64.writeBigUInt64LE(BigInt(centrals.length), 32)
    end64.writeBigUInt64LE(BigInt(directory.length), 40)
    end64.writeBigUInt64LE(BigInt(offset), 48)
    end64.writeUInt32LE(0x0706_4b50, 56)
    end64.writeBigUInt64LE(BigInt(offset + directory.length), 64)
  }
  return { locals, bytes: Buffer.concat([...locals.values(), directory, ...zip64 ? [end64] : [], end]) }
}

/** Opens a file, changes one cell and returns the saved file. */
const edited = (bytes: Uint8Array) =>
  Effect.gen(function*() {
    const book = yield* open(bytes)
    assert.deepStrictEqual(values(book, "A1:B1"), [["två", 1]])
    yield* write(book, "B1", [[2]])
    const saved = book.save()
    assert.deepStrictEqual(values(yield* open(saved), "A1:B1"), [["två", 2]])
    return Buffer.from(saved)
  })

/** Returns the file with four bytes changed at an offset of the directory record of a part. */
const withField = (name: string, offset: number, change: (value: number) => number): Buffer => {
  const file = Buffer.from(plain)
  const at = file.lastIndexOf(name) - 46 + offset
  file.writeUInt32LE(change(file.readUInt32LE(at)) >>> 0, at)
  return file
}

describe("the zip archive of a workbook", () => {
  it.effect("is written with the order and the names that were read", () =>
    Effect.gen(function*() {
      const saved = yield* edited(plain)
      assert.deepStrictEqual([...unpack(saved).keys()], [...parts.keys()])
      assert.deepStrictEqual(differing(plain, saved), [sheetName])
    }))

  it.effect("keeps entries with a data descriptor byte for byte", () =>
    Effect.gen(function*() {
      for (const descriptor of ["with signature", "without signature"] as const) {
        const { bytes, locals } = archive({ descriptor })
        const saved = yield* edited(bytes)
        for (const [name, local] of locals) assert.strictEqual(saved.includes(local), name !== sheetName, name)
        assert.strictEqual(unpack(saved).size, parts.size)
      }
    }))

  it.effect("is read with a zip64 directory and written with a 32-bit one", () =>
    Effect.gen(function*() {
      const saved = yield* edited(archive({ zip64: true }).bytes)
      assert.deepStrictEqual(entries(saved).map(({ name }) => name), [...parts.keys()])
      assert.deepStrictEqual([...unpack(saved).keys()], [...parts.keys()])
    }))

  it.effect("keeps the order of the data and of the directory", () =>
    Effect.gen(function*() {
      const saved = entries(yield* edited(archive({ reverse: true }).bytes))
      const names = [...parts.keys()]
      assert.deepStrictEqual(saved.map(({ name }) => name), [...names].reverse())
      const byData = [...saved].sort((a, b) => a.local.byteOffset - b.local.byteOffset)
      assert.deepStrictEqual(byData.map(({ name }) => name), names)
    }))

  it.effect("keeps the time of a replaced entry", () =>
    Effect.gen(function*() {
      const time = 0x54f3_6a21
      for (const entry of entries(yield* edited(archive({ time }).bytes))) {
        assert.deepStrictEqual([entry.time, entry.local.readUInt32LE(10)], [time, time], entry.name)
      }
    }))

  it.effect("is refused if it is not a zip archive, or encrypted, or compressed in an unknown way", () =>
    Effect.gen(function*() {
      const files: ReadonlyArray<readonly [Uint8Array, RegExp]> = [
        [new Uint8Array(), /corrupt/],
        [Buffer.from("a,b\n1,2\n"), /corrupt/],
        [Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]), /password|format/],
        [plain.subarray(0, 60), /corrupt/],
        [withField(sheetName, 8, (flags) => flags | 1), /password/],
        [withField(sheetName, 10, (method) => (method & 0xffff_0000) | 12), /unknown compression method/]
      ]
      for (const [bytes, message] of files) {
        const error = yield* Effect.flip(open(bytes))
        assert.strictEqual(error.code, "unsupportedWorkbook")
        assert.match(error.message, message)
      }
    }))

  it.effect("is refused if it is truncated anywhere", () =>
    Effect.gen(function*() {
      for (let length = 0; length < plain.length; length++) {
        const error = yield* Effect.flip(open(plain.subarray(0, length)))
        assert.strictEqual(error.code, "unsupportedWorkbook")
      }
    }))

  it.effect("is refused if it has too many parts", () =>
    Effect.gen(function*() {
      const many = Array.from({ length: 20_001 }, (_, index) => [`xl/media/${index}.txt`, ""] as const)
      const error = yield* Effect.flip(open(pack([...parts, ...many])))
      assert.strictEqual(error.code, "unsupportedWorkbook")
      assert.include(error.message, "more than 20000 parts")
    }))

  it.effect("is refused if a part does not have the size and the checksum that the directory declares", () =>
    Effect.gen(function*() {
      const lies = [
        withField(sheetName, 24, () => 100),
        withField(sheetName, 24, () => 20_000),
        withField(sheetName, 16, (crc) => crc ^ 1)
      ]
      for (const bytes of lies) {
        const error = yield* Effect.flip(open(bytes))
        assert.strictEqual(error.code, "unsupportedWorkbook")
        assert.include(error.message, "damaged")
      }
    }))
})
