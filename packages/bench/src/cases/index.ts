/** All cases, in the order in which they run. */
import type { Case } from "../Case.js"
import { appendRows } from "./appendRows.js"
import { batch1000 } from "./batch1000.js"
import { batchItem } from "./batchItem.js"
import { cells100k } from "./cells100k.js"
import { emulator } from "./emulator.js"
import { engine } from "./engine.js"
import { imports } from "./imports.js"
import { sessions10k } from "./sessions10k.js"
import { smallRequest } from "./smallRequest.js"
import { throttled } from "./throttled.js"

export const cases: ReadonlyArray<Case> = [
  smallRequest,
  cells100k,
  batchItem,
  batch1000,
  appendRows,
  sessions10k,
  throttled,
  imports,
  engine,
  emulator
]
