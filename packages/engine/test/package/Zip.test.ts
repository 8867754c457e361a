import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { deflateRawSync } from "node:zlib"
import * as Zip from "../../src/internal/package/Zip.js"
import { attempt } from "../../src/internal/refusal.js"

const limits: Zip.Limits = { entries: 100, entryBytes: 1_000_000, totalBytes: 2_000_000 }

const entry = (name: string, text: string) => Zip.deflate(name, Buffer.from(text), undefined)

const read = (bytes: Uint8Array) => attempt(() => Zip.read(bytes, limits))

const text = (entries: ReadonlyArray<Zip.Entry>, name: string) =>
  Zip.inflate(entries.find((one) => one.name === name)!).toString()

/** A file that was written as a stream: the sizes are after the data. */
const streamed = (name: string, content: string, signature: boolean): Buffer => {
  const plain = entry(name, content)
  const data = deflateRawSync(Buffer.from(content))
  const header = Buffer.from(plain.local.subarray(0, 30 + name.length))
  header.writeUInt16LE(8, 6)
  header.fill(0, 14, 26)
  const descriptor = Buffer.alloc(signature ? 16 : 12)
  if (signature) descriptor.writeUInt32LE(0x08074b50, 0)
  descriptor.writeUInt32LE(plain.crc, signature ? 4 : 0)
  descriptor.writeUInt32LE(data.length, signature ? 8 : 4)
  descriptor.writeUInt32LE(content.length, signature ? 12 : 8)
  const central = Buffer.from(plain.central)
  central.writeUInt16LE(8, 8)
  central.writeUInt32LE(data.length, 20)
  return Zip.write([{ ...plain, compressed: data, local: Buffer.concat([header, data, descriptor]), central }])
}

/** The same file with zip64 sizes, offsets and directory. */
const zip64 = (name: string, content: string): Buffer => {
  const plain = entry(name, content)
  const extra = Buffer.alloc(28)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(24, 2)
  extra.writeBigUInt64LE(BigInt(content.length), 4)
  extra.writeBigUInt64LE(BigInt(plain.compressed.length), 12)
  const central = Buffer.concat([plain.central, extra])
  central.writeUInt16LE(28, 30)
  for (const at of [20, 24, 42]) central.writeUInt32LE(0xffffffff, at)
  const end64 = Buffer.alloc(56)
  end64.writeUInt32LE(0x06064b50, 0)
  end64.writeBigUInt64LE(1n, 32)
  end64.writeBigUInt64LE(BigInt(central.length), 40)
  end64.writeBigUInt64LE(BigInt(plain.local.length), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(plain.local.length + central.length), 8)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.fill(0xff, 8, 20)
  return Buffer.concat([plain.local, central, end64, locator, end])
}

describe("Zip", () => {
  it.effect("writes what it reads", () =>
    Effect.gen(function*() {
      const bytes = Zip.write([entry("a.xml", "one"), entry("dir/b.xml", "två")])
      const entries = yield* read(bytes)
      assert.deepStrictEqual(entries.map(({ name }) => name), ["a.xml", "dir/b.xml"])
      assert.strictEqual(text(entries, "dir/b.xml"), "två")
      assert.isTrue(Zip.write(entries).equals(bytes))
    }))

  it.effect("keeps entries with a data descriptor unchanged", () =>
    Effect.gen(function*() {
      for (const signature of [true, false]) {
        const bytes = streamed("a.xml", "streamed", signature)
        const entries = yield* read(bytes)
        assert.strictEqual(text(entries, "a.xml"), "streamed")
        const again = Zip.write([...entries, entry("b.xml", "new")])
        assert.isTrue(again.subarray(0, entries[0]!.local.length).equals(entries[0]!.local))
        assert.strictEqual(text(yield* read(again), "a.xml"), "streamed")
        assert.strictEqual(text(yield* read(again), "b.xml"), "new")
      }
    }))

  it.effect("reads zip64 directories and writes 32-bit ones", () =>
    Effect.gen(function*() {
      const entries = yield* read(zip64("a.xml", "big in name only"))
      assert.strictEqual(text(entries, "a.xml"), "big in name only")
      assert.strictEqual(text(yield* read(Zip.write(entries)), "a.xml"), "big in name only")
    }))

  it.effect("keeps the order of the data and of the directory", () =>
    Effect.gen(function*() {
      const [a, b] = [entry("a", "1"), entry("b", "2")]
      const entries = yield* read(Zip.write([b, a]))
      const swapped = [entries[1]!, entries[0]!]
      const again = yield* read(Zip.write(swapped))
      assert.deepStrictEqual(again.map(({ name }) => name), ["a", "b"])
      assert.isAbove(again[0]!.localOffset, again[1]!.localOffset)
    }))

  it.effect("a replaced entry keeps its time", () =>
    Effect.gen(function*() {
      const old = entry("a", "1")
      old.central.writeUInt32LE(0x54f3_6a21, 12)
      const replaced = Zip.deflate("a", Buffer.from("2"), old)
      assert.strictEqual(replaced.central.readUInt32LE(12), 0x54f3_6a21)
      assert.strictEqual(replaced.local.readUInt32LE(10), 0x54f3_6a21)
    }))

  it.effect("refuses files that are not zip archives", () =>
    Effect.gen(function*() {
      const ole = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)])
      const whole = Zip.write([entry("a.xml", "one")])
      const encrypted = Buffer.from(whole)
      encrypted.writeUInt16LE(1, encrypted.indexOf(Buffer.from("504b0102", "hex")) + 8)
      for (const bytes of [new Uint8Array(), Buffer.from("a,b\n1,2\n"), ole, whole.subarray(0, 60), encrypted]) {
        assert.strictEqual((yield* Effect.flip(read(bytes))).code, "unsupportedWorkbook")
      }
    }))

  it.effect("refuses a file that is truncated anywhere", () =>
    Effect.gen(function*() {
      const whole = Zip.write([entry("a.xml", "one"), entry("b.xml", "two")])
      for (let length = 0; length < whole.length; length++) {
        const error = yield* Effect.flip(read(whole.subarray(0, length)))
        assert.strictEqual(error._tag, "BookError")
      }
    }))

  it.effect("refuses too many and too large parts before decompression", () =>
    Effect.gen(function*() {
      const many = Zip.write(Array.from({ length: 101 }, (_, index) => entry(`${index}`, "")))
      const bomb = Zip.write([Zip.deflate("bomb", Buffer.alloc(1_500_000), undefined)])
      const bombs = Zip.write([0, 1, 2].map((index) => Zip.deflate(`${index}`, Buffer.alloc(900_000), undefined)))
      for (const bytes of [many, bomb, bombs]) {
        assert.strictEqual((yield* Effect.flip(read(bytes))).code, "unsupportedWorkbook")
      }
    }))

  it.effect("stops decompression at the declared size, and checks the content", () =>
    Effect.gen(function*() {
      const honest = Zip.deflate("a", Buffer.alloc(10_000, 65), undefined)
      for (const lie of [{ ...honest, size: 100 }, { ...honest, size: 20_000 }, { ...honest, crc: honest.crc ^ 1 }]) {
        const error = yield* Effect.flip(attempt(() => Zip.inflate(lie)))
        assert.include(error.message, "damaged")
      }
    }))
})
