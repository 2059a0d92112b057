import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/bench/**", "node_modules/**"],
    testTimeout: 30_000,
    // Its default is one fewer than there are cores, so that a machine of two would run one file at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Notebooks that run in tests must not write into the progress of the person who runs them.
    env: { IGDP_PROGRESS: join(tmpdir(), `igdp-tests-${process.pid}`, "progress.jsonl") },
  },
});
