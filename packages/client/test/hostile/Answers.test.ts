import { assert, describe, it } from "@effect/vitest"
import { Effect, Random } from "effect"
import { answers } from "./answers.js"
import { problemsOf, scenes } from "./scenes.js"
import { isComplete, seed, timeout, yieldToEventLoop } from "./settings.js"

const all = Object.entries(scenes)

/** Every third answer in one scene, depending on the seed. A complete run has all answers in all scenes. */
const cases = answers.flatMap((answer, at) =>
  all.flatMap(([name, scene], place) =>
    (at + seed) % 3 === 0 && (at + seed) / 3 % all.length === place || isComplete
      ? [{ name: `${name}: ${answer.name}`, scene, answer, times: (at + place) % 2 === 0 ? 1 : Infinity }]
      : []
  )
)

describe("Hostile answers", () => {
  it.effect(
    "give a success or a typed error, without a duplicate write, an open session or a revealed secret",
    () =>
      Effect.gen(function*() {
        const problems = yield* Effect.forEach(cases, ({ answer, name, scene, times }) =>
          Effect.map(Effect.zipLeft(problemsOf(scene, answer, times), yieldToEventLoop), (problems) =>
            problems.map((problem) =>
              `${name}: ${problem}`
            )))
        assert.deepStrictEqual(problems.flat(), [])
      }).pipe(Effect.withRandom(Random.make("hostile answers"))),
    timeout
  )
})
