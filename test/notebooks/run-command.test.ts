import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";

import { COMMAND, endsWithin, folder, notebook, skip } from "./runner-notebooks.js";

describe.skipIf(skip)("the command igdp run", { timeout: 120_000 }, () => {
  interface Ended {
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
  }

  function start(...args: string[]): { ended: Promise<Ended>; stop: (signal: NodeJS.Signals) => void } {
    const child = spawn(process.execPath, [COMMAND, "run", ...args], { cwd: folder });
    const text = { out: "", err: "" };
    child.stdout.on("data", (chunk) => {
      text.out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      text.err += chunk;
    });
    const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, ...text })));
    return { ended, stop: (signal) => child.kill(signal) };
  }

  test("it prints a line a cell, writes copy and report, and ends with 0", async () => {
    notebook("command", ["const x: number = 41;", "x + 1"]);
    const { code, out, err } = await start("command.ipynb", "--report", "report/command.json").ended;
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(
      /^Kernel ready after [\d.]+ s\n {2}cell {2}1 {2}ok .*const x: number = 41;\n {2}cell {2}2 {2}ok .*x \+ 1\nok: 2 of 2 cells ran in [\d.]+ s → output.command\.executed\.ipynb\n$/,
    );
    const report = JSON.parse(readFileSync(path.join(folder, "report", "command.json"), "utf8"));
    expect(report).toMatchObject({ notebook: "command.ipynb", status: "ok", kernel: "tslab" });
    expect(existsSync(path.join(folder, "output", "command.executed.ipynb"))).toBe(true);
  });

  test("a failed cell gives 1, wrong usage 2, help 0", async () => {
    notebook("fails", ["throw new Error('no')"]);
    const failed = await start("fails.ipynb").ended;
    expect(failed.code).toBe(1);
    expect(failed.out).toContain("ERROR");
    for (const wrong of [
      [],
      ["fails.ipynb", "--timeout", "soon"],
      ["fails.ipynb", "--server", "http://127.0.0.1:1"],
    ]) {
      const { code, err } = await start(...wrong).ended;
      expect([code, err.split("\n")[0]]).toEqual([2, expect.stringMatching(/^igdp run: /)]);
    }
    const help = await start("--help").ended;
    expect(help.code).toBe(0);
    expect(help.out).toContain("Example:\n  igdp run notebooks/01-first-map.ipynb");
  });

  test("a bad file gives one line that names it, 1, and no output", async () => {
    writeFileSync(path.join(folder, "text.ipynb"), "station,gravity_mgal\n");
    const before = readdirSync(folder).sort();
    for (const [file, says] of [
      ["none.ipynb", "the file does not exist"],
      ["text.ipynb", "this is not JSON"],
      [".", "this is a folder"],
    ]) {
      const { code, err } = await start(file, "--out", "bad/out.ipynb", "--report", "bad/r.json").ended;
      expect(code).toBe(1);
      expect(err).toMatch(new RegExp(`^igdp run: ${file.replaceAll(".", "\\.")}: ${says}[^\n]*\n$`));
    }
    expect(readdirSync(folder).sort()).toEqual(before);
  });

  test("a path that cannot be written is told before the run, in one line with the way out", async () => {
    notebook("unwritten", ["require('fs').writeFileSync('it-ran', '')"]);
    writeFileSync(path.join(folder, "a-file"), "");
    const before = readdirSync(folder).sort();
    for (const [option, place, says] of [
      ["--out", ".", "It is a folder: add the name of a file to it."],
      ["--out", "new/", "It is a folder: add the name of a file to it."],
      ["--out", "a-file/out.ipynb", "a-file is a file, not a folder: choose a path"],
      ["--report", ".", "It is a folder: add the name of a file to it."],
    ]) {
      const { code, out, err } = await start("unwritten.ipynb", option, place).ended;
      expect([code, out]).toEqual([1, ""]);
      expect(err.startsWith(`igdp run: ${option} is '${place}', but must be the path of a file`)).toBe(true);
      expect(err).toContain(says);
      expect(err.trimEnd()).not.toContain("\n");
    }
    expect(readdirSync(folder).sort()).toEqual(before);
  });

  test.each(["http://127.0.0.1:1", "nowhere"])(
    "that no server answers at %s is told in one line",
    async (address) => {
      notebook("served", ["1"]);
      const { code, err } = await start("served.ipynb", "--server", address, "--token", "x").ended;
      expect([code, err]).toEqual([
        1,
        `igdp run: No Jupyter server answers at ${address}/. Check the address, and that the server runs.\n`,
      ]);
    },
  );

  test("the notebook itself is not overwritten unless asked", async () => {
    const file = notebook("original", ["console.log('x')"]);
    const before = readFileSync(file, "utf8");
    const refused = await start("original.ipynb", "--out", "./original.ipynb").ended;
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining("another file than the notebook itself"),
    ]);
    expect(readFileSync(file, "utf8")).toBe(before);
    const allowed = await start("original.ipynb", "--out", "original.ipynb", "--overwrite").ended;
    expect(allowed.code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain('"x\\n"');
  });

  test.skipIf(process.platform === "win32").each(["SIGINT", "SIGKILL"] as const)(
    "%s ends the command, and with it the server and the kernel",
    async (signal) => {
      const marker = path.join(folder, `${signal}.json`);
      const code = `require("fs").writeFileSync(${JSON.stringify(marker)}, JSON.stringify([process.pid, process.ppid])); await new Promise(() => {})`;
      notebook(signal, [code]);
      const { ended, stop } = start(`${signal}.ipynb`);
      for (let tries = 0; tries < 600 && !existsSync(marker); tries++) await delay(100);
      await delay(200);
      const pids = JSON.parse(readFileSync(marker, "utf8"));
      stop(signal);
      const end = await ended;
      if (signal === "SIGINT") expect([end.code, end.err]).toEqual([1, "igdp run: Stopped.\n"]);
      expect(await endsWithin(8, pids)).toBe(true);
    },
  );
});
