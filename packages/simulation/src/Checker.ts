/** Runs all checks. */
import { appendedRows } from "./checks/appendedRows.js"
import { batches } from "./checks/batches.js"
import { boundedWaits } from "./checks/boundedWaits.js"
import { keyedRows } from "./checks/keyedRows.js"
import { largeRanges } from "./checks/largeRanges.js"
import { readYourWrites } from "./checks/readYourWrites.js"
import { closedOnce } from "./checks/S1-closedOnce.js"
import { noSwallowedFact } from "./checks/S10-noSwallowedFact.js"
import { oneAtATime } from "./checks/S2-oneAtATime.js"
import { neverIdleOut } from "./checks/S3-neverIdleOut.js"
import { cooldown } from "./checks/S4-cooldown.js"
import { noDoubleWrite } from "./checks/S5-noDoubleWrite.js"
import { recreateByTheBook } from "./checks/S6-recreateByTheBook.js"
import { polling } from "./checks/S7-polling.js"
import { requestedPersistence } from "./checks/S8-requestedPersistence.js"
import { secrets } from "./checks/S9-secrets.js"
import { savedFiles } from "./checks/savedFiles.js"
import type { Check, Violation } from "./Violation.js"

const checks: ReadonlyArray<Check> = [
  closedOnce,
  oneAtATime,
  neverIdleOut,
  cooldown,
  noDoubleWrite,
  recreateByTheBook,
  polling,
  requestedPersistence,
  secrets,
  noSwallowedFact,
  boundedWaits,
  savedFiles,
  readYourWrites,
  batches,
  largeRanges,
  appendedRows,
  keyedRows
]

/** The violations of a run, in chronological order. */
export const check: (...run: Parameters<Check>) => ReadonlyArray<Violation> = (history, plan) =>
  checks.flatMap((find) => find(history, plan)).sort((a, b) => a.at - b.at)
