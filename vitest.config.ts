import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

// These rooms are pure: their tests share a process and what it has loaded, which saves half a second a file.
const pure = ["core", "earth", "kernels", "survey", "reduce", "grid", "map", "formats", "release"].map(
  (room) => `test/unit/${room}/**/*.test.ts`,
);
const shared = ["test/published/**/*.test.ts", ...pure];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    // Its default is one fewer than there are cores, so that a machine of two would run one file at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Notebooks that run in tests must not write into the progress of the person who runs them.
    env: { IGDP_PROGRESS: join(tmpdir(), `igdp-tests-${process.pid}`, "progress.jsonl") },
    projects: [
      {
        extends: true,
        test: {
          name: "alone",
          include: ["test/**/*.test.ts"],
          exclude: ["test/bench/**", "node_modules/**", ...shared],
        },
      },
      { extends: true, test: { name: "shared", include: shared, isolate: false } },
    ],
  },
});
