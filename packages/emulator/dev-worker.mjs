// The thread for workbooks inside this repository, from source; what is published runs dist/service/workers/worker.js.
import { register } from "tsx/esm/api"

register()
await import("./src/service/workers/worker.ts")
