/** Makes a workbook with many rows and ten columns, two of them formulas. */
import { Book } from "@effect-workbook/engine"

const row = (index: number) => {
  const numbers = Array.from({ length: 7 }, (_, column) => index * (column + 1) % 9973)
  return [...numbers, `order ${index}`, `=A${index}+B${index}`, `=I${index}*2`]
}

export const largeBook = (rows: number) =>
  Book.make({ Data: Array.from({ length: rows }, (_, index) => row(index + 1)) })
