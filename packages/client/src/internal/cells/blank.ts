/**
 * What a blank cell is to a schema. The service says `""` for it.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"

/** `null` or `undefined` where the encoded side takes it; else the `""` that the service says. */
export const of = (ast: SchemaAST.AST): null | undefined | "" => {
  const takes = Schema.is(Schema.make(SchemaAST.encodedAST(ast)))
  return takes(null) ? null : takes(undefined) ? undefined : ""
}
