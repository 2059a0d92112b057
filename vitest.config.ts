import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/bench/**", "node_modules/**"],
    testTimeout: 30_000,
    // Notebooks that run in tests must not write into the progress of the person who runs them.
    env: { IGDP_PROGRESS: join(tmpdir(), `igdp-tests-${process.pid}`, "progress.jsonl") },
  },
});
