#!/usr/bin/env node
// The command inside this repository, from source; what is published runs dist/bin.js.
import { register } from "tsx/esm/api"

register()
await import("./src/bin.ts")
