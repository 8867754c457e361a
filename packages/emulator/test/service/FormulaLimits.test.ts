import { makeBook } from "@effect-workbook/engine/test/makeBook"
import { Catalogue, WorkbookFunction } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { Emulator } from "../../src/index.js"
import { codeOf, createSession, emulator, read, send, workbook, write } from "./support.js"

const range = (address: string, path = workbook()) => `${path}/worksheets('Data')/range(address='${address}')`

/** Formulas that would run for minutes or exhaust the memory, and the value of a cell that had none before. */
const bombs: ReadonlyArray<readonly [formula: string, shown: unknown]> = [
  ["ROWS(REDUCE(1,SEQUENCE(30),LAMBDA(a,b,VSTACK(a,a))))", "#CALC!"],
  ["COLUMNS(REDUCE(1,SEQUENCE(40),LAMBDA(a,b,HSTACK(a,a))))", "#CALC!"],
  ["SEQUENCE(1048576,16384)", "#NUM!"],
  ["SUM(SEQUENCE(3000000)*SEQUENCE(1,3000000))", "#NUM!"],
  ["SUM(MAKEARRAY(2000,2000,LAMBDA(r,c,r*c)))", "#CALC!"],
  ["LET(f,LAMBDA(f,n,IF(n<2,n,f(f,n-1)+f(f,n-2))),f(f,60))", "#CALC!"],
  ["A:A=B:B", "#CALC!"],
  ["A:A", "#CALC!"],
  ["SUM(--(A:A=B:B))", 1_048_572],
  ["MDETERM(RANDARRAY(1500,1500))", "#CALC!"],
  ["SUM(MMULT(SEQUENCE(1000,1000),SEQUENCE(1000,1000)))", "#CALC!"],
  ["LEN(REDUCE(\"ab\",SEQUENCE(40),LAMBDA(a,b,a&a)))", "#VALUE!"],
  ["LEN(REDUCE(\"ab\",SEQUENCE(40),LAMBDA(a,b,CONCAT(a,a))))", "#VALUE!"],
  ["LEN(REDUCE(\"ab\",SEQUENCE(40),LAMBDA(a,b,TEXTJOIN(a,FALSE,a,a))))", "#VALUE!"],
  ["LEN(REDUCE(\"ab\",SEQUENCE(40),LAMBDA(a,b,REPLACE(a,1,0,a))))", "#VALUE!"],
  ["LEN(REDUCE(\"%\",SEQUENCE(40),LAMBDA(a,b,ENCODEURL(a))))", 81],
  ["LEN(REDUCE(\"%%%%%%%%%%%%%%%%%%%%\",SEQUENCE(20000),LAMBDA(a,b,ENCODEURL(a))))", "#VALUE!"],
  ["LEN(REDUCE(\"ab\",SEQUENCE(40),LAMBDA(a,b,SUBSTITUTE(a,\"a\",a))))", "#VALUE!"],
  ["LEN(SUBSTITUTE(REPT(\"a\",32000),\"a\",REPT(\"b\",32000)))", "#VALUE!"],
  ["LEN(CONCAT(MAP(SEQUENCE(20000),LAMBDA(x,REPT(\"b\",32000)))))", "#VALUE!"],
  ["LEN(ARRAYTOTEXT(MAP(SEQUENCE(20000),LAMBDA(x,REPT(\"b\",32000)))))", "#VALUE!"],
  ["LEN(REPT(\"x\",1E9))", "#VALUE!"],
  ["ENCODEURL(LEFT(UNICHAR(128512),1))", "#VALUE!"],
  ["COLUMNS(TEXTSPLIT(REPT(\"a,\",16000)&REPT(\";\",700),\",\",\";\"))", "#NUM!"],
  ["SEARCH(REPT(\"a\",15000)&\"?b\",REPT(\"a\",32000))", "#CALC!"],
  ["LCM(SEQUENCE(1000))", "#NUM!"],
  ["GCD(SEQUENCE(1000))", 1],
  ["HYPGEOM.DIST(5E8,1E9,1E9,2E9,TRUE)", "#NUM!"],
  ["CUMIPMT(1E-9,1E9,1,1,1E9,0)", "#NUM!"],
  ["PERMUT(1E12,5E8)", "#NUM!"],
  ["MULTINOMIAL(1E300)", "#NUM!"],
  ["T.INV(0.7,1E12)", "#NUM!"],
  ["BETA.INV(0.3,1E12,1)", "#NUM!"],
  ["FACTDOUBLE(1E12)", "#NUM!"],
  ["BESSELJ(1,1E9)", "#NUM!"],
  ["AMORLINC(1000,1,2,10,1E9,1E-9,0)", "#NUM!"],
  ["GAMMA.INV(0.999999999,1E300,1E-300)", "#NUM!"],
  ["SUM(MAP(SEQUENCE(1000000),LAMBDA(x,BESSELJ(x,x))))", "#CALC!"],
  ["SUM(NETWORKDAYS(1,SEQUENCE(100000)))", "#CALC!"],
  ["SUM(SORT(RANDARRAY(2000000)))", "#CALC!"]
]

describe("formulas that cost too much", () => {
  it.effect("return a value, both in a cell and as a function call", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      for (const [formula, shown] of bombs) {
        const written = yield* send("PATCH", range("H1"), { body: { formulas: [[`=${formula}`]] }, session })
        assert.deepStrictEqual([written.status, written.body.values], [200, [[shown]]], formula)
      }
      yield* send("PATCH", range("H1"), { body: { values: "" }, session })
      for (const [at, [formula]] of bombs.slice(0, 6).entries()) {
        const added = yield* send("POST", `${workbook()}/names/add`, {
          body: { name: `Bomb_${at}`, reference: `=${formula}` },
          session
        })
        assert.strictEqual(added.status, 201, formula)
      }
      const names = yield* send("GET", `${workbook()}/names`, { session })
      assert.strictEqual(names.body.value.length, 7)
      const used = yield* send("PATCH", range("H1"), { body: { formulas: [["=Bomb_0+Bomb_0"]] }, session })
      assert.deepStrictEqual(used.body.values, [["#CALC!"]])
    }).pipe(Effect.provide(emulator())), 120_000)

  it.effect("keep their value from the file", () =>
    Effect.gen(function*() {
      yield* write("A1", 2)
      for (const address of ["B1", "C1", "D1"]) assert.strictEqual(yield* read(address), 42)
      assert.strictEqual(yield* read("E1"), 43)
      yield* write("A1", 3)
      assert.strictEqual(yield* read("E1"), 44)
    }).pipe(Effect.provide(Emulator.layerHttpClient({ books: { "book.xlsx": heavy } }))))

  it.effect(
    "do not stop what is calculated with them, and other workbooks are answered meanwhile",
    () =>
      Effect.gen(function*() {
        const formulas = Array.from({ length: 20 }, (_, row) => [`=SUM(SEQUENCE(900000,,${row}))*A$1`])
        const calculating = yield* Effect.fork(
          send("PATCH", `${range("H1:H20")}?$select=values`, { body: { formulas } })
        )
        yield* Effect.yieldNow()
        const other = "/me/drive/root:/Reports/Q1 2026.xlsx:/workbook"
        for (let at = 0; at < 5; at++) {
          yield* write("F1", at, undefined, other)
          assert.strictEqual(yield* read("F1", undefined, other), at)
        }
        // the five writes and reads finish before the calculation
        assert.isNull(calculating.unsafePoll())
        const { body, status } = yield* Fiber.join(calculating)
        assert.strictEqual(status, 200)
        assert.strictEqual(body.values.length, 20)
      }).pipe(Effect.provide(emulator())),
    120_000
  )

  it.effect("chains and cycles of a hundred thousand cells are calculated", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      const chain = Array.from({ length: 100_000 }, (_, row) => [row === 0 ? "1" : `=H${row}+1`])
      const written = yield* send("PATCH", `${range("H1:H100000")}?$select=address`, {
        body: { formulas: chain },
        session
      })
      assert.strictEqual(written.status, 200)
      assert.strictEqual(yield* read("H100000", session), 100_000)
      yield* write("H1", "=H100000+1", session)
      assert.strictEqual(yield* read("H100000", session), 0)
      yield* write("H1", 5, session)
      assert.strictEqual(yield* read("H100000", session), 100_004)
    }).pipe(Effect.provide(emulator())), 240_000)

  it.effect("texts that would exhaust the memory are not kept", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      const formulas = Array.from({ length: 5_000 }, () => ["=REPT(\"x\",32767)"])
      const written = yield* send("PATCH", range("H1:H5000"), { body: { formulas }, session })
      // the change is made, so it is not refused, but the response omits the cells
      assert.deepStrictEqual([written.status, written.body.values, written.body.rowCount], [200, null, 5_000])
      assert.strictEqual(yield* read("H5000", session), "#CALC!")
      const get = yield* send("GET", `${range("H1:H5000")}?$select=values`, { session })
      assert.strictEqual(codeOf(get), "rangeExceedsLimit")
      const formulasOnly = yield* send("GET", `${range("H1:H5000")}?$select=formulas`, { session })
      assert.strictEqual(formulasOnly.body.formulas.length, 5_000)
    }).pipe(Effect.provide(emulator())), 60_000)

  it.effect("names and functions accept entire sheets", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      yield* write("XFD1048576", 1, session)
      for (const [name, reference] of [["Everything", "=Data!$A:$XFD"], ["Most", "=Data!$A$1:$XFC$1048576"]]) {
        const added = yield* send("POST", `${workbook()}/names/add`, { body: { name, reference }, session })
        assert.strictEqual(added.status, 201)
        const named = yield* send("GET", `${workbook()}/names/${name}/range`, { session })
        assert.deepStrictEqual([named.status, named.body.values], [200, null])
      }
      const all = { address: "Data!A:XFD" }
      const call = (name: string, body: unknown) =>
        Effect.map(
          send("POST", `${workbook()}/functions/${name}`, { session, body }),
          ({ body }) => body.error?.code ?? body.error ?? body.value
        )
      assert.strictEqual(yield* call("sum", { values: [all, { address: "Everything" }] }), 50)
      assert.strictEqual(yield* call("countA", { values: [all] }), 11)
      assert.strictEqual(yield* call("countIf", { range: all, criteria: "Pears" }), 1)
      assert.strictEqual(yield* call("countIf", { range: all, criteria: "<>Pears" }), 1_048_576 * 16_384 - 1)
      assert.strictEqual(yield* call("sumIf", { range: all, criteria: ">3" }), 21)
      const table = { lookupValue: "Pears", tableArray: all, colIndexNum: 2, rangeLookup: false }
      assert.strictEqual(yield* call("vlookup", table), 4)
      assert.strictEqual(yield* call("irr", { values: all }), "#NUM!")
      // arguments that suit most functions: cells of a whole sheet, and large numbers
      for (const name of WorkbookFunction.names) {
        for (const argument of [all, 1e9]) {
          const body = Object.fromEntries(
            WorkbookFunction.parameters(name).map((parameter) => [
              parameter,
              parameter === "values" ? [argument, argument] : argument
            ])
          )
          const reply = yield* send("POST", `${workbook()}/functions/${name}`, { body, session })
          assert.include([200, 400], reply.status, `${name} ${JSON.stringify(reply.body)}`)
        }
      }
      assert.strictEqual(
        WorkbookFunction.names.length,
        Catalogue.all.filter(({ resource, segment }) => resource === "workbookFunctions" && segment !== "").length
      )
    }).pipe(Effect.provide(emulator())), 240_000)
})

const heavy = makeBook({
  sheets: [{
    name: "Data",
    rows: [[
      1,
      { formula: "SUM(_xlfn.SEQUENCE(A1*4000000))*0+SUM(_xlfn.SEQUENCE(4000000))", value: 42 },
      { formula: "_xlfn.HYPGEOM.DIST(5E8,1E9,1E9,A1*2E9,TRUE)", value: 42 },
      { formula: "MDETERM(_xlfn.RANDARRAY(1500,1500))+A1", value: 42 },
      { formula: "B1+A1-1", value: 42 }
    ]]
  }]
})
