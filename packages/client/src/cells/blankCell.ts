/**
 * Blank cells. The service represents a blank cell as `""`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"

/** The encoded value of a blank cell: `null` or `undefined` if the schema accepts it, `""` otherwise. */
export const encodedFor = (ast: SchemaAST.AST): null | undefined | "" => {
  const accepts = Schema.is(Schema.make(SchemaAST.encodedAST(ast)))
  return accepts(null) ? null : accepts(undefined) ? undefined : ""
}
