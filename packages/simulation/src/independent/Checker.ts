/** Checks a history against all rules. */
import type { History, Violation } from "./History.js"
import { closed } from "./rules/S1-closed.js"
import { typed } from "./rules/S10-typed.js"
import { oneAtATime } from "./rules/S2-oneAtATime.js"
import { keptAlive } from "./rules/S3-keptAlive.js"
import { rested } from "./rules/S4-rested.js"
import { once } from "./rules/S5-once.js"
import { recreated } from "./rules/S6-recreated.js"
import { polled } from "./rules/S7-polled.js"
import { requestedPersistence } from "./rules/S8-requestedPersistence.js"
import { secrets } from "./rules/S9-secrets.js"

const rules = [closed, oneAtATime, keptAlive, rested, once, recreated, polled, requestedPersistence, secrets, typed]

export const check = (history: History): ReadonlyArray<Violation> => rules.flatMap((rule) => rule(history))

/** Whether all background work has finished. */
export const isSettled = (history: History): boolean => closed(history).length === 0
