import { chart } from "./chart.js"
import { comment } from "./comment.js"
import type { Documented } from "./Documented.js"
import { format } from "./format.js"
import { functions } from "./function.js"
import { name } from "./name.js"
import { pivot } from "./pivot.js"
import { range } from "./range.js"
import { session } from "./session.js"
import { table } from "./table.js"
import { worksheet } from "./worksheet.js"

/** Every request on the pages of Microsoft's API reference of v1.0, restated on the workbook of `book.ts`. */
export const documented: ReadonlyArray<Documented> = [
  ...session,
  ...worksheet,
  ...range,
  ...format,
  ...table,
  ...name,
  ...chart,
  ...comment,
  ...pivot,
  ...functions
]
