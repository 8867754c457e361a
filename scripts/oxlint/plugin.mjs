/** Project rules for oxlint (ESLint-compatible plugin object). */
const runners = new Set(["runPromise", "runPromiseExit", "runSync", "runSyncExit", "runFork", "runCallback"])

export default {
  meta: { name: "effect-workbook" },
  rules: {
    "no-run-in-src": {
      create: (context) => ({
        MemberExpression(node) {
          if (node.object.type === "Identifier" && node.object.name === "Effect" && runners.has(node.property.name)) {
            context.report({ node, message: `library code never runs effects: Effect.${node.property.name}` })
          }
        }
      })
    }
  }
}
