import { assert, describe, it } from "@effect/vitest"
import { Duration, Either, Option } from "effect"
import * as CommandLine from "../../src/service/CommandLine.js"

const order = (...args: ReadonlyArray<string>) => Option.getOrThrow(Either.getOrThrow(CommandLine.read(args)))
const problem = (...args: ReadonlyArray<string>) => Either.getOrThrow(Either.flip(CommandLine.read(args)))

describe("The command line", () => {
  it("has defaults", () => {
    const { options, quiet } = order()
    assert.deepInclude(options, { books: ".", port: 3579, host: "127.0.0.1", errors: "real", sessionLostStatus: 404 })
    assert.isFalse(quiet)
  })

  it("is parsed", () => {
    const { options } = order("books", "--port", "0", "--open-delay", "1.5s", "--documented-errors", "--sessions", "3")
    assert.deepInclude(options, { books: "books", port: 0, errors: "documented", sessionsPerWorkbook: 3 })
    assert.deepStrictEqual(options.openDelay, Duration.millis(1500))
    assert.deepStrictEqual(order("--open-delay", "20ms").options.openDelay, Duration.millis(20))
    assert.isUndefined(options.workers)
    assert.strictEqual(order("--workers", "0").options.workers, 0)
    assert.isFalse(options.ignoreUnknownProperties)
    assert.isTrue(order("--ignore-unknown").options.ignoreUnknownProperties)
    assert.deepStrictEqual(order("--faults", "42").options.faults, { seed: 42, rate: undefined })
    assert.deepStrictEqual(order("--faults=-7:0.25").options.faults, { seed: -7, rate: 0.25 })
    assert.deepStrictEqual(
      order("--allow-origin", "http://a:1", "--allow-origin=https://B.example").options.allowedOrigins,
      [
        "http://a:1",
        "https://b.example"
      ]
    )
    assert.deepStrictEqual(CommandLine.read(["--help"]), Either.right(Option.none()))
  })

  it("is refused with a message", () => {
    assert.strictEqual(problem("--port", "70000"), "--port expects a whole number from 0 to 65535, not \"70000\"")
    assert.strictEqual(problem("--workers", "all"), "--workers expects a whole number from 0 to 1000, not \"all\"")
    assert.strictEqual(problem("--sessions", "0"), "--sessions expects a whole number from 1 to 10000, not \"0\"")
    assert.strictEqual(problem("--open-delay", "soon"), "--open-delay expects a time like 3s or 500ms, not \"soon\"")
    for (const text of ["x", "1:2", "1:", "1.5", "99999999999999999999"]) {
      assert.strictEqual(
        problem("--faults", text),
        `--faults expects a seed and a rate from 0 to 1, like 42 or 42:0.1, not "${text}"`
      )
    }
    assert.strictEqual(problem("--base-url", "graph"), "--base-url expects a URL, not \"graph\"")
    for (const text of ["*", "null", "app.example", "https://app.example/", "https://app.example/a", "data:,"]) {
      assert.strictEqual(
        problem("--allow-origin", text),
        `--allow-origin: expected an origin like https://app.example, not "${text}"`
      )
    }
    assert.strictEqual(problem("one", "two"), "expected one folder, not 2")
    assert.strictEqual(problem("--nonsense"), "Unknown option '--nonsense'")
    assert.strictEqual(
      problem("--allow-origin", "a. b"),
      "--allow-origin: expected an origin like https://app.example, not \"a. b\""
    )
    assert.match(problem("--faults", "-7"), /^Option '--faults' argument is ambiguous\. .+ use '--faults=-XYZ'\.$/)
  })
})
