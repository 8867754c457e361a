// The size of a program in a bundle, without Effect: minified and compressed with brotli.
import { fileURLToPath } from "node:url"

/** The packages as they are published. In the workspace they resolve to their source. */
const published = {
  name: "published",
  setup: (build) =>
    build.onResolve({ filter: /^@effect-workbook\// }, ({ path }) => {
      const [, name, module = "index"] = path.split("/")
      return {
        path: fileURLToPath(new URL(`packages/${name}/dist/${module}.js`, import.meta.url)),
        sideEffects: false
      }
    })
}

const common = {
  ignore: ["effect", "@effect/platform"],
  modifyEsbuildConfig: (config) => ({ ...config, plugins: [published, ...config.plugins ?? []] })
}

export default [
  {
    ...common,
    name: "open a session and read a range",
    path: "packages/client/test/support/openAndRead.ts",
    limit: "39.5 kB"
  },
  {
    ...common,
    name: "all of the client, with the schema",
    path: "packages/client/dist/index.js",
    limit: "73 kB"
  }
]
