import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { places } from "../../course/environment/places.js";
import { type JupyterServer, startJupyterServer } from "../../course/environment/server.js";
import type { Cell } from "../../course/runner/notebook-file.js";
import type { RunEvent } from "../../course/runner/report.js";

import { endsWithin, folder, notebook, PROJECT, printed, run, skip, statuses } from "./runner-notebooks.js";

describe.skipIf(skip)("a notebook with a server of its own", { timeout: 120_000 }, () => {
  test("the first lesson runs outside the project, in a folder with a blank in its path", async () => {
    const place = path.join(folder, "my lessons");
    mkdirSync(place);
    const file = path.join(place, "lesson.ipynb");
    copyFileSync(path.join(PROJECT, "notebooks", "01-first-map.ipynb"), file);
    const report = await run(file);
    expect(report.cells.flatMap(({ evalue = [] }) => evalue)).toEqual([]);
    expect([report.status, report.cells.length > 5]).toEqual(["ok", true]);
  });

  test("every cell runs, in the notebook's folder, and kernel and server end", async () => {
    const place = path.join(folder, "a b", "ö");
    const file = notebook(
      "good",
      [
        "const pids = [process.pid, process.ppid];",
        "process.cwd()",
        "console.log(JSON.stringify(pids)); console.log('end');",
      ],
      place,
    );
    const events: RunEvent[] = [];
    const before = readFileSync(file, "utf8");
    const report = await run(file, { onProgress: (event) => events.push(event) });
    expect(report.status).toBe("ok");
    expect(report.cells.map(({ index, id, status }) => ({ index, id, status }))).toEqual([
      { index: 0, id: "cell0", status: "ok" },
      { index: 1, id: "cell1", status: "ok" },
      { index: 2, id: "cell2", status: "ok" },
    ]);
    const text = printed(report, 2);
    expect(text).toMatch(/^\[\d+,\d+\]\nend\n$/);
    expect(await endsWithin(1, JSON.parse(text.split("\n")[0]))).toBe(true);
    expect(events.map(({ kind }) => kind)).toEqual([
      "server-ready",
      "kernel-ready",
      ...Array.from({ length: 3 }, () => ["cell-start", "cell-end"]).flat(),
    ]);
    const { cells, metadata } = JSON.parse(readFileSync(report.executed, "utf8"));
    expect(cells.map((cell: Cell) => cell.execution_count)).toEqual([1, 2, 3]);
    expect(cells[1].outputs[0].data["text/plain"].join("")).toContain("ö");
    expect(metadata.language_info.name).toBe("typescript");
    expect(report.versions.kernel).toMatch(/^tslab /);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("a kernel that ends in a cell is told within 5 s, and the rest is skipped", async () => {
    const report = await run(notebook("dead", ["console.log('hello')", "process.exit(3)", "1"]));
    expect(statuses(report)).toEqual(["ok", "dead-kernel", "skipped"]);
    expect(report.status).toBe("dead-kernel");
    expect(report.cells[1].seconds).toBeLessThan(5);
    expect(printed(report, 0)).toBe("hello\n");
  });

  test("the executed copy is valid for Jupyter's own nbformat", async () => {
    const report = await run(notebook("valid", ["console.log('a')", "({ a: 1 })", "throw new Error('x')"]), {
      keepGoing: true,
    });
    const check =
      "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], as_version=4)); print('valid')";
    const child = spawn(places(PROJECT).python, ["-W", "error", "-c", check, report.executed], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    await new Promise((resolve) => child.once("close", resolve));
    expect(said.trim()).toBe("valid");
  });

  test("an abort ends kernel and server, leaves no copy, and rejects with the reason", async () => {
    const file = notebook("abort", [
      `require("fs").writeFileSync("abort.json", JSON.stringify([process.pid, process.ppid]))`,
      "await new Promise(() => {})",
    ]);
    const controller = new AbortController();
    const out = path.join(folder, "abort-out.ipynb");
    const running = run(file, {
      out,
      signal: controller.signal,
      onProgress: (event) => {
        if (event.kind === "cell-start" && event.index === 1) controller.abort(new Error("enough"));
      },
    });
    await expect(running).rejects.toThrow("enough");
    const pids = JSON.parse(readFileSync(path.join(folder, "abort.json"), "utf8"));
    expect(await endsWithin(1, pids)).toBe(true);
    expect(existsSync(out)).toBe(false);
  });
});

describe.skipIf(skip)("a notebook on a server that runs already", { timeout: 120_000 }, () => {
  let server: JupyterServer;
  beforeAll(async () => {
    // As 'npm start' runs it: JupyterLab, which starts a kernel anew when it ends.
    server = await startJupyterServer({
      directory: folder,
      kind: "lab",
      log: path.join(folder, "jupyter.log"),
    });
  }, 120_000);
  afterAll(() => server?.stop());

  const kernels = async (): Promise<unknown[]> => {
    const answer = await fetch(`${server.baseUrl}api/kernels`, {
      headers: { authorization: `token ${server.token}` },
    });
    return (await answer.json()) as unknown[];
  };

  test("it runs in its own folder below the server's, and only the kernel is ended", async () => {
    const place = path.join(folder, "below", "deep");
    const report = await run(notebook("attached", ["console.log(process.cwd())"], place), { server });
    expect(report.status).toBe("ok");
    expect(printed(report, 0)).toBe(`${place}\n`);
    expect(await kernels()).toEqual([]);
  });

  test("the first error stops the run, and names itself", async () => {
    const file = notebook("error", ["const a = 1;", "throw new TypeError('bad thing')", "console.log(a)"]);
    const report = await run(file, { server });
    expect(statuses(report)).toEqual(["ok", "error", "skipped"]);
    expect(report.cells[1]).toMatchObject({ ename: "TypeError", evalue: "bad thing" });
    expect(report.cells[1].traceback?.join("\n")).toContain("bad thing");
    const { cells } = JSON.parse(readFileSync(report.executed, "utf8"));
    expect(cells[1].outputs.at(-1)).toMatchObject({ output_type: "error", ename: "TypeError" });
    expect(cells[2]).toMatchObject({ outputs: [], execution_count: null });
  });

  test("with keepGoing the cells after an error run", async () => {
    const file = notebook("keep-going", [
      "const a = 1;",
      "throw new Error('bad')",
      "console.log(a)",
      "a +",
      "console.log(a + 1)",
    ]);
    const report = await run(file, { server, keepGoing: true });
    expect(statuses(report)).toEqual(["ok", "error", "ok", "error", "ok"]);
    expect(report.status).toBe("error");
    expect([printed(report, 2), printed(report, 4)]).toEqual(["1\n", "2\n"]);
  });

  test("a cell tagged raises-exception may throw, and an empty cell is fine", async () => {
    const cells = [
      { code: "throw new RangeError('as planned')", tags: ["raises-exception"] },
      " \n",
      "console.log('after')",
    ];
    const report = await run(notebook("tagged", cells), { server });
    expect(statuses(report)).toEqual(["ok", "ok", "ok"]);
    expect(report.cells[0].ename).toBe("RangeError");
    expect(printed(report, 2)).toBe("after\n");
  });

  test("a cell that does not end is interrupted at its time limit, and the kernel goes on", async () => {
    const file = notebook("hang", ["console.log('start')", "while (true) {}", "console.log('after')"]);
    const report = await run(file, { server, timeoutSeconds: 2, keepGoing: true });
    expect(statuses(report)).toEqual(["ok", "timeout", "ok"]);
    expect(report.status).toBe("timeout");
    expect(report.cells[1].seconds).toBeGreaterThanOrEqual(2);
    expect(report.cells[1].evalue).toContain("did not end within 2 s");
    expect(printed(report, 2)).toBe("after\n");
  });

  test("a dead kernel is told within 5 s there too, and the server's new one is ended", async () => {
    const report = await run(notebook("dead-there", ["process.exit()", "1"]), { server, keepGoing: true });
    expect(statuses(report)).toEqual(["dead-kernel", "skipped"]);
    expect(report.cells[0].seconds).toBeLessThan(5);
    expect(await kernels()).toEqual([]);
  });

  test("five thousand lines of one cell arrive", async () => {
    const report = await run(
      notebook("lines", ["for (let i = 0; i < 5000; i++) console.log('line ' + i);"]),
      { server },
    );
    expect(report.status).toBe("ok");
    expect(printed(report, 0)).toBe(Array.from({ length: 5000 }, (_, i) => `line ${i}\n`).join(""));
  });

  test("a wrong token, an unknown kernel and a folder that the server does not have are told in a sentence", async () => {
    const file = notebook("refused", ["1"]);
    await expect(run(file, { server: { baseUrl: server.baseUrl, token: "wrong" } })).rejects.toThrow(/token/);
    await expect(run(file, { server, kernel: "cobol" })).rejects.toThrow(
      /^The Jupyter server has no kernel named 'cobol'\. It has: .*tslab.*\. Choose one with --kernel\.$/,
    );
    const elsewhere = mkdtempSync(path.join(tmpdir(), "igdp-elsewhere-"));
    try {
      await expect(run(notebook("elsewhere", ["1"], elsewhere), { server })).rejects.toThrow(
        /does not serve the folder of/,
      );
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
    expect(await kernels()).toEqual([]);
  });
});
