// Behind 'npm test': makes everything ready, then runs the tests. Arguments go to vitest: 'npm test -- test/unit'.
import { spawn } from "node:child_process";
import path from "node:path";
import { bootstrap, ROOT } from "./bootstrap.mjs";

await bootstrap(async (load, tools) => {
  const { ensureEnvironment } = await load("course/environment/environment.js");
  try {
    await ensureEnvironment(ROOT, tools);
  } catch (error) {
    if (process.env.CI === "true" || error.tag !== "setup") throw error;
    console.error(`igdp: ${error.message}\nThe tests that need JupyterLab are skipped.`);
  }
  const vitest = path.join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: "inherit",
  });
  // Ctrl+C reaches vitest too; this process waits for it.
  process.on("SIGINT", () => {});
  return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
});
