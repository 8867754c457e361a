import { defineConfig } from "vitest/config"

// Root options that a workspace file cannot carry (coverage, reporters).
export default defineConfig({
  test: {
    // files share their process: to load Effect anew for each costs more than all tests together
    isolate: false,
    minWorkers: 1,
    maxWorkers: "100%",
    coverage: {
      provider: "v8",
      include: ["packages/{schema,engine,client,emulator}/src/**/*.ts"],
      // the command runs in a process of its own, and workbooks in threads, where v8 coverage does not see them
      exclude: ["**/index.ts", "**/bin.ts", "**/workers/worker.ts"],
      reporter: ["text-summary", "html", "lcov"],
      thresholds: {
        "packages/schema/src/**/*.ts": { lines: 95 },
        "packages/engine/src/**/*.ts": { lines: 90 },
        "packages/client/src/**/*.ts": { lines: 95 },
        "packages/emulator/src/**/*.ts": { lines: 90 }
      }
    }
  }
})
