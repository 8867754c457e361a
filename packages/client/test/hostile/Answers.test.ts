import { assert, describe, it } from "@effect/vitest"
import { Effect, Random } from "effect"
import { answers } from "./answers.js"
import { howMany, letRunnerWork, patience, seed } from "./howMany.js"
import { problemsOf, scenes } from "./world.js"

const all = Object.entries(scenes)

/** Every third answer in one scene, others with each seed; or all of them in all scenes. */
const cases = answers.flatMap((answer, at) =>
  all.flatMap(([name, scene], place) =>
    (at + seed) % 3 === 0 && (at + seed) / 3 % all.length === place || howMany(0, 1) === 1
      ? [{ name: `${name}: ${answer.name}`, scene, answer, times: (at + place) % 2 === 0 ? 1 : Infinity }]
      : []
  )
)

describe("Hostile answers", () => {
  it.effect(
    "end in success or in a typed error, and write nothing twice, leave no session open, tell no secret",
    () =>
      Effect.gen(function*() {
        const problems = yield* Effect.forEach(cases, ({ answer, name, scene, times }) =>
          Effect.map(Effect.zipLeft(problemsOf(scene, answer, times), letRunnerWork), (problems) =>
            problems.map((problem) =>
              `${name}: ${problem}`
            )))
        assert.deepStrictEqual(problems.flat(), [])
      }).pipe(Effect.withRandom(Random.make("hostile answers"))),
    patience
  )
})
