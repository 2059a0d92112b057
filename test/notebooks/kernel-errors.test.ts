import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, type KernelClient, startKernel } from "./kernel-client.js";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
}, 60_000);
afterAll(() => kernel?.close());

const errorOf = (answer: Answer) => answer.ofType("error")[0]?.content;

describe("an error", () => {
  it("inside the library shows the line of its TypeScript source, and the line of the cell", async () => {
    const code = 'import * as igdp from "igdp";\n\n// a comment\nigdp.regularAxis(0, 1, -1);';
    const answer = await kernel.run(code);
    const error = errorOf(answer);
    expect(error.ename).toBe("ArgumentError");
    expect(error.evalue).toContain("spacing is -1");
    expect(error.traceback[0]).toBe(`ArgumentError: ${error.evalue}`);
    expect(error.traceback[1]).toMatch(/^ {4}at regularAxis \(lib\/core\/grid\.ts:\d+:\d+\)$/);
    expect(error.traceback[2]).toMatch(/^ {4}at cell \[\d+\], line 4:\d+$/);
    expect(error.traceback).toHaveLength(3);
    expect(answer.reply.content).toMatchObject({ status: "error", ...error });
  });

  it("names the lines of the cells through which it came", async () => {
    const count = (
      await kernel.run(
        "interface A { a: 1 }\n\nfunction f(a: A) {\n  // why\n  throw new RangeError('f');\n}",
      )
    ).reply.content.execution_count;
    const { traceback } = errorOf(await kernel.run("const one = 1;\nf({ a: one });"));
    expect(traceback).toEqual([
      "RangeError: f",
      expect.stringMatching(`at f \\(cell \\[${count}\\], line 5:\\d+\\)`),
      expect.stringMatching(`at cell \\[${count + 1}\\], line 2:\\d+`),
    ]);
  });

  it("after an await, with a cause, tells both", async () => {
    const code =
      "await new Promise((r) => setTimeout(r, 5));\nthrow new Error('late', { cause: new TypeError('why') });";
    const { ename, traceback } = errorOf(await kernel.run(code));
    expect(ename).toBe("Error");
    expect(traceback.join("\n")).toMatch(/Error: late\n.*line 2:\d+\nCaused by TypeError: why\n.*line 2:\d+/);
  });

  it("of a class without a name of its own is named for its class", async () => {
    const { ename } = errorOf(
      await kernel.run("class TideError extends Error {}\nthrow new TideError('x');"),
    );
    expect(ename).toBe("TideError");
  });

  it("may be any value", async () => {
    const { ename, evalue } = errorOf(await kernel.run("throw { code: 7 };"));
    expect([ename, evalue]).toEqual(["Thrown", "{ code: 7 }"]);
    expect(errorOf(await kernel.run("throw undefined;")).evalue).toBe("undefined");
  });

  it("in a promise that nobody awaits is told, and the kernel lives on", async () => {
    await kernel.run("Promise.reject(new Error('floating')); 1");
    await kernel.until(() => JSON.stringify(kernel.published).includes("Error: floating"), 5_000);
    expect((await kernel.run("2")).reply.content.status).toBe("ok");
  });

  it("in a timer is told on standard error of the last cell, and the kernel lives on", async () => {
    const id = kernel.sendCell("setTimeout(() => { throw new Error('ticking'); }, 20);");
    await kernel.answer(id);
    await kernel.until(() => JSON.stringify(kernel.published).includes("Error: ticking"), 5_000);
    const told = kernel.published.find((message) => message.content.text?.includes("Error: ticking"));
    expect([told?.parentId, told?.content.name]).toEqual([id, "stderr"]);
    expect((await kernel.run("3")).reply.content.status).toBe("ok");
  });
});

describe("a type error", () => {
  it("is an error with its place, and the cell does not run", async () => {
    const answer = await kernel.run('console.log("ran");\nconst height: number = "high";');
    const { ename, evalue, traceback } = errorOf(answer);
    expect(ename).toBe("TypeScriptError");
    expect(evalue).toBe("line 2, column 7: Type 'string' is not assignable to type 'number'.");
    expect(traceback[0].split("\n").slice(1)).toEqual(['  const height: number = "high";', "        ^"]);
    expect(answer.text("stdout")).toBe("");
    expect(answer.reply.content.status).toBe("error");
  });

  it("comes from a wrong call of the library", async () => {
    const { ename, evalue } = errorOf(await kernel.run('import * as igdp from "igdp";\nigdp.makeGrid(3);'));
    expect(ename).toBe("TypeScriptError");
    expect(evalue).toMatch(/^line 2, column 15: Argument of type 'number' is not assignable/);
  });

  const AWAIT = "It is a promise: put await before it.";
  const RESULT = "It is a step's answer: add .result.";

  it.each([
    ["igdp.readPointTable(file);", AWAIT],
    ["file.text;", AWAIT],
    ["for (const line of file) console.log(line);", AWAIT],
    ["const sum = file + 1;", AWAIT],
    ["igdp.correctTide(tied);", RESULT],
    ["tied.select('station');", RESULT],
    ["const { numRows } = tied;", RESULT],
  ])("of %j ends with %j", async (code, advice) => {
    const types = `import * as igdp from "igdp";
      declare const file: Promise<igdp.TextFile>;
      declare const tied: ReturnType<typeof igdp.correctTide>;`;
    const { evalue, traceback } = errorOf(await kernel.run(`${types}\n${code}`));
    expect(evalue.endsWith(` ${advice}`)).toBe(true);
    expect(traceback.join("\n").split("\n").at(-1)).toBe(advice);
  });

  it.each([
    "const wanted: Promise<string> = 'now';",
    "const wanted: Promise<string> = Promise.resolve(1);",
    "import * as igdp from 'igdp';\nconst wanted: igdp.Reported<number> = 1;",
    "import * as igdp from 'igdp';\ndeclare const tied: igdp.Reported<number>;\ntied.resul;",
  ])("gets no such advice where it would not help: %j", async (code) => {
    const { ename, traceback } = errorOf(await kernel.run(code));
    expect(ename).toBe("TypeScriptError");
    expect(traceback.join("\n")).not.toMatch(/It is a/);
  });

  it("names in its one-line message the spelling that TypeScript suggests among its reasons", async () => {
    const code = "interface Slab { density?: number }\nconst slab: Slab = true ? { densty: 2670 } : {};";
    const { evalue, traceback } = errorOf(await kernel.run(code));
    expect(evalue).toMatch(/^line 2, column \d+: .*Did you mean to write 'density'\?$/);
    expect(traceback.join("\n")).toContain("Did you mean to write 'density'?");
  });
});

const MAKES_NO = "cell that was run so far without an error makes";
const IMPORTS = {
  igdp: 'import * as igdp from "igdp";',
  course: 'import { exercise, show } from "igdp/course";',
  aq: 'import * as aq from "arquero";',
};

describe("a name that no cell has made", () => {
  // A kernel of its own: it has run nothing yet, as after a restart.
  let fresh: KernelClient;
  beforeAll(async () => {
    fresh = await startKernel();
  }, 60_000);
  afterAll(() => fresh?.close());
  const errorIn = async (code: string) => errorOf(await fresh.run(code));

  it("is told to come from the cells above, once for all names of the cell", async () => {
    const { evalue, traceback } = await errorIn("await q2.check({ corrected });\nq2.hint();");
    expect(evalue).toMatch(`Cannot find name 'q2'. No ${MAKES_NO} q2. Run the cells above first`);
    expect(traceback.slice(-4)).toEqual([
      `No ${MAKES_NO} q2 and corrected.`,
      "Run the cells above first, from top to bottom (in JupyterLab: Run > Run All Above Selected Cell).",
      "After a restart of the kernel, all of them must run again.",
      expect.stringContaining("Edit > Undo Cell Operation"),
    ]);
    expect(traceback.join("\n").split(MAKES_NO)).toHaveLength(2);
  });

  it.each([
    ["igdp.regularAxis(0, 1, 2);", [IMPORTS.igdp]],
    ["let grid: igdp.Grid;", [IMPORTS.igdp]],
    ["show(1);", [IMPORTS.course]],
    ['exercise("01.2");', [IMPORTS.course]],
    ["aq.table({});", [IMPORTS.aq]],
    ['dataset("first-survey");', ['import { dataset } from "igdp/node";']],
    ["const tide = ____;", ['import { ____, exercise, show } from "igdp/course";']],
    ["igdp.NOTHING; show(1); aq.table({});", [IMPORTS.igdp, IMPORTS.course, IMPORTS.aq]],
  ])("of the course's own, as in %j, comes with its import", async (code, lines) => {
    const { evalue, traceback } = await errorIn(code);
    expect(evalue).toContain(
      `not imported yet. Run the cell that has this line, or write this line at the top`,
    );
    expect(evalue.endsWith(lines[0])).toBe(true);
    expect(traceback.slice(-lines.length)).toEqual(lines.map((line) => `  ${line}`));
    expect(traceback.join("\n")).not.toContain(MAKES_NO);
  });

  it("gets both kinds of advice where both kinds of names are missing", async () => {
    const { traceback } = await errorIn("show(anomalies);");
    expect(traceback.slice(1, 5)).toEqual([
      expect.stringContaining("Cannot find name 'anomalies'"),
      "show is not imported yet.",
      expect.stringMatching("Run the cell that has this line"),
      `  ${IMPORTS.course}`,
    ]);
    expect(traceback[5]).toBe(`No ${MAKES_NO} anomalies.`);
  });

  it("is still missing after the cell that would make it ended with an error", async () => {
    await errorIn("throw new Error('stop');\nconst unmade = 1;");
    expect((await errorIn("unmade;")).evalue).toContain(`No ${MAKES_NO} unmade.`);
  });

  it("keeps TypeScript's own suggestion in front", async () => {
    await fresh.run("const corrected = 1;");
    const { evalue } = await errorIn("corected + 1;");
    expect(evalue).toMatch(`Did you mean 'corrected'? If the spelling is right: no ${MAKES_NO} corected.`);
  });

  it("is no matter of cells where a module or a file is not found", async () => {
    const { evalue } = await errorIn("import { nothing } from './nowhere';");
    expect(evalue).toMatch(/Cannot find module '.\/nowhere' or its corresponding type declarations\.$/);
    const answer = await fresh.run("/** @module tidy */\nexport const a = b;");
    expect(answer.text("stderr")).toMatch(/Cannot find name 'b'\.\s*$/);
  });

  it("gets no such advice once it is there", async () => {
    await fresh.run(`${IMPORTS.igdp}\n${IMPORTS.aq}\nimport { show } from "igdp/course";`);
    const answer = await fresh.run("show(aq.table({ a: [corrected] }));");
    expect(answer.reply.content.status).toBe("ok");
  });
});

describe("cells after a failed cell", () => {
  it("run at once when they are sent after its reply", async () => {
    for (const failing of ["throw new Error('first');", "const n: number = 'x';"]) {
      expect((await kernel.run(failing)).reply.content.status).toBe("error");
      expect((await kernel.run("5 * 5")).ofType("execute_result")[0].content.data["text/plain"]).toBe("25");
    }
  });

  it("are aborted when they had been sent before, and the next one runs", async () => {
    const failing = kernel.sendCell("await new Promise((r) => setTimeout(r, 100)); throw new Error('stop');");
    const queued = [1, 2, 3].map((n) => kernel.sendCell(`console.log(${n})`));
    const question = kernel.send("is_complete_request", { code: "1" });
    expect((await kernel.answer(failing)).reply.content.ename).toBe("Error");
    for (const id of queued) {
      const answer = await kernel.answer(id);
      expect(answer.reply.content).toEqual({ status: "aborted" });
      expect(answer.text("stdout")).toBe("");
    }
    expect((await kernel.answer(question)).reply.content.status).toBe("complete");
    expect((await kernel.run("console.log('next')")).text("stdout")).toBe("next\n");
  });

  it("are aborted too when all were sent at once and the first fails at once", async () => {
    const [failing, ...queued] = ["throw new Error('0');", "1", "2", "3"].map((code) =>
      kernel.sendCell(code),
    );
    expect((await kernel.answer(failing)).reply.content.status).toBe("error");
    const statuses = [];
    for (const id of queued) statuses.push((await kernel.answer(id)).reply.content.status);
    expect(statuses).toEqual(["aborted", "aborted", "aborted"]);
  });

  it("run if the failed one did not ask to stop", async () => {
    const failing = kernel.sendCell("throw new Error('go on');", { stop_on_error: false });
    const next = kernel.sendCell("6 * 6");
    expect((await kernel.answer(failing)).reply.content.status).toBe("error");
    expect((await kernel.answer(next)).reply.content.status).toBe("ok");
  });

  it("keep the variables from before it", async () => {
    await kernel.run("const kept = 'here'; let grown = 1;");
    await kernel.run("grown += 1; throw new Error('x');");
    expect((await kernel.run("kept + grown")).ofType("execute_result")[0].content.data["text/plain"]).toBe(
      "'here2'",
    );
  });
});
