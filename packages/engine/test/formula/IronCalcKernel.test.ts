import { assert, describe, it } from "@effect/vitest"
import { kernel } from "../../src/internal/formula/IronCalcKernel.js"
import { attempt, NotComputed } from "../../src/internal/formula/NotComputed.js"
import { DIV0, Matrix, NUM } from "../../src/internal/value/Value.js"

describe("IronCalcKernel", () => {
  it("returns all digits of a result", () => {
    const quotient = (one: number, two: number) => kernel.call("SUM", [kernel.call("PRODUCT", [one, 1 / two])])
    assert.strictEqual(quotient(1, 3), 1 / 3)
    assert.strictEqual(kernel.call("PRODUCT", [1e-300, 1 / 3]), 1e-300 * (1 / 3))
    assert.strictEqual(kernel.call("PRODUCT", [1e300, 1 / 3]), 1e300 * (1 / 3))
    assert.strictEqual(kernel.call("SUM", [0.1, 0.2]), 0.1 + 0.2)
    assert.strictEqual(kernel.call("QUOTIENT", [1e300, 3e285]), 333_333_333_333_333)
  })

  it("accepts and returns texts, logical values, errors and arrays", () => {
    assert.strictEqual(kernel.call("COMPLEX", [3, 4, "j"]), "3+4j")
    assert.strictEqual(kernel.call("DEC2HEX", [255, 4]), "00FF")
    assert.strictEqual(kernel.call("SUM", [Matrix.fromRows([[1, 2], [3, null]]), 4]), 10)
    assert.strictEqual(kernel.call("SUM", [Matrix.fromRows([[7]])]), 7)
    assert.strictEqual(kernel.call("SUM", [Matrix.fromRows([[DIV0]])]), DIV0)
    assert.strictEqual(kernel.call("COUNTA", [Matrix.fromRows([["'quoted", "=1+1", ""]])]), 3)
  })

  it("returns arrays", () => {
    const line = kernel.call("LINEST", [Matrix.column([1, 9, 5, 7]), Matrix.column([0, 4, 2, 3])])
    assert.ok(line instanceof Matrix)
    assert.deepStrictEqual([line.rows, line.columns], [1, 2])
    assert.closeTo(Number(line.at(0, 0)), 2, 1e-12)
    const points = kernel.call("TREND", [Matrix.row([1, 2, 3]), Matrix.row([1, 2, 3]), Matrix.row([4, 5])])
    assert.ok(points instanceof Matrix)
    assert.deepStrictEqual([points.rows, points.columns], [1, 2])
  })

  it("keeps no state between calls", () => {
    for (let call = 0; call < 50; call++) kernel.call("SUM", [Matrix.column(Array.from({ length: call }, () => 1))])
    assert.strictEqual(kernel.call("COUNTA", [new Matrix(100, 3, [])]), 0)
  })

  it("restarts after a trap of its module", () => {
    const trap = `${"(".repeat(20_000)}PMT`
    assert.instanceOf(attempt(() => kernel.call(trap, [1])), NotComputed)
    assert.strictEqual(kernel.call("PMT", [0.1, 10, 100]), -16.274_539_488_251_154)
    assert.instanceOf(attempt(() => kernel.call(trap, [1])), NotComputed)
    assert.strictEqual(kernel.call("PMT", [0.1, 10, 100]), -16.274_539_488_251_154)
  })

  it("refuses arguments that are too large", () => {
    const refused = attempt(() => kernel.call("SUM", [new Matrix(1000, 1000, [])]))
    assert.isTrue(refused instanceof NotComputed && refused.initialValue === NUM)
  })
})
