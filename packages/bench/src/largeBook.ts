/**
 * A workbook of many rows and ten columns. Two of the columns are formulas, and the first 1,000 rows refer to cell `A1`
 * too.
 */
import { Book } from "@effect-workbook/engine"

const row = (index: number) => {
  const numbers = Array.from({ length: 7 }, (_, column) => index * (column + 1) % 9973)
  const last = index <= 1000 ? `=I${index}+$A$1` : `=I${index}*2`
  return [...numbers, `order ${index}`, `=A${index}+B${index}`, last]
}

export const largeBook = (rows: number) =>
  Book.make({ Data: Array.from({ length: rows }, (_, index) => row(index + 1)) })
