// Copies the doc comment of each built declaration to its overloads, after `tsc`: an editor shows the comment of the
// overload that a call uses, and nothing if it has none.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"
import { publicPackages, readJson } from "./workspace.mjs"

const commentOf = (node, text) => {
  const comment = node.jsDoc?.at(-1)
  return comment && text.slice(comment.pos, comment.end)
}

/** The overloads without a comment, each with the comment of its declaration. */
const undocumented = (file, text) => {
  const found = []
  const comments = new Map()
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) {
      const comment = commentOf(statement, text)
      const type = statement.declarationList.declarations[0]?.type
      if (comment === undefined || type === undefined || !ts.isTypeLiteralNode(type)) continue
      found.push(...type.members.filter(ts.isCallSignatureDeclaration).map((node) => ({ node, comment })))
    } else if (ts.isFunctionDeclaration(statement)) {
      const name = statement.name?.text
      comments.set(name, commentOf(statement, text) ?? comments.get(name))
      const comment = comments.get(name)
      if (comment !== undefined) found.push({ node: statement, comment })
    }
  }
  return found.filter(({ node }) => commentOf(node, text) === undefined)
}

/** Writes a comment on lines of its own above each node, and moves the lines of the source map down. */
const document = (path) => {
  const text = readFileSync(path, "utf8")
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)
  const lines = text.split("\n")
  const mapFile = `${path}.map`
  const map = existsSync(mapFile) ? readJson(mapFile) : undefined
  const mappings = map?.mappings.split(";")
  for (const { comment, node } of undocumented(file, text).reverse()) {
    const { character, line } = file.getLineAndCharacterOfPosition(node.getStart(file))
    const indent = " ".repeat(character)
    const added = comment.split("\n").map((row, index) => index === 0 ? indent + row : `${indent} ${row.trimStart()}`)
    lines.splice(line, 0, ...added)
    mappings?.splice(line, 0, ...added.map(() => ""))
  }
  if (lines.length === text.split("\n").length) return
  writeFileSync(path, lines.join("\n"))
  if (map !== undefined) writeFileSync(mapFile, JSON.stringify({ ...map, mappings: mappings.join(";") }))
}

for (const { folder } of publicPackages()) {
  for (const file of readdirSync(join(folder, "dist"), { recursive: true })) {
    if (file.endsWith(".d.ts")) document(join(folder, "dist", file))
  }
}
