/** A workbook of many rows: ten columns, of which two are formulas. */
import { Book } from "@effect-workbook/engine"

const row = (index: number) => {
  const numbers = Array.from({ length: 7 }, (_, column) => index * (column + 1) % 9973)
  return [...numbers, `order ${index}`, `=A${index}+B${index}`, `=I${index}*2`]
}

/** Made through the engine, in memory. */
export const largeBook = (rows: number) =>
  Book.make({ Data: Array.from({ length: rows }, (_, index) => row(index + 1)) })
