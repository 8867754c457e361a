import type * as CellValue from "@effect-workbook/schema/CellValue"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"

/**
 * Takes the cells of a row in the order of the headers. The result is `undefined` if a field does not match the schema. A
 * field that is absent is `undefined`.
 */
export type PlainRow = (
  headers: ReadonlyArray<string>
) => (row: unknown) => ReadonlyArray<CellValue.CellValue | undefined> | undefined

/** Whether values of the type are encoded as they are. */
const isPlain = (ast: SchemaAST.AST): boolean => {
  switch (ast._tag) {
    case "StringKeyword":
    case "NumberKeyword":
    case "BooleanKeyword":
    case "Literal":
      return true
    case "Refinement":
      return isPlain(ast.from)
    case "Union":
      return ast.types.every(isPlain)
    default:
      return false
  }
}

const guardOf = (ast: SchemaAST.AST): (value: unknown) => boolean => {
  switch (ast._tag) {
    case "StringKeyword":
      return (value) => typeof value === "string"
    case "NumberKeyword":
      return (value) => typeof value === "number"
    default:
      return Schema.is(Schema.make(ast))
  }
}

const isCell = (value: unknown): value is CellValue.CellValue =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"

/**
 * Takes the cells of rows if the schema only checks its fields; otherwise `undefined`. The encoder of such a schema copies each
 * row, which takes longer than to send it.
 *
 * @internal
 */
export const make = (ast: SchemaAST.AST): PlainRow | undefined => {
  if (!SchemaAST.isTypeLiteral(ast) || ast.indexSignatures.length > 0) return undefined
  // Such a schema may refuse other properties.
  if (SchemaAST.ParseOptionsAnnotationId in ast.annotations) return undefined
  if (ast.propertySignatures.some(({ name, type }) => typeof name !== "string" || !isPlain(type))) return undefined
  const fields = new Map(
    ast.propertySignatures.map(({ isOptional, name, type }) => [name, { isOptional, matches: guardOf(type) }])
  )
  return (headers) => {
    const columns = headers.map((header) => ({ header, field: fields.get(header) }))
    return (row) => {
      if (typeof row !== "object" || row === null) return undefined
      const cells: Array<CellValue.CellValue | undefined> = []
      for (const { field, header } of columns) {
        if (field === undefined || !Object.hasOwn(row, header)) {
          if (field?.isOptional === false) return undefined
          cells.push(undefined)
          continue
        }
        const value: unknown = Reflect.get(row, header)
        if (!isCell(value) || !field.matches(value)) return undefined
        cells.push(value)
      }
      return cells
    }
  }
}
