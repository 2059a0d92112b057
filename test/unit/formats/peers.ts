import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Runs another program, and waits for it. */
export function run(command: string, args: readonly string[], input?: string): SpawnSyncReturns<string> {
  return spawnSync(command, args, { encoding: "utf8", input, maxBuffer: 1e8 });
}

/** True where a program is installed. */
export function has(command: string): boolean {
  return run(command, ["--version"]).error === undefined;
}

/** A Python with the packages: that of the benches' environment, or one that IGDP_PEERS_PYTHON names. */
export function pythonWith(packages: string): string | undefined {
  const venv = fileURLToPath(new URL("../../bench/.venv/", import.meta.url));
  const own = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const candidates = [process.env.IGDP_PEERS_PYTHON, own].filter((path) => path !== undefined);
  return candidates.find((python) => run(python, ["-c", `import ${packages}`]).status === 0);
}
