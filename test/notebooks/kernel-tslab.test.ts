import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  DIAGNOSTIC_FORMAT,
  INTERRUPT_MESSAGE,
  TSLAB_FILES,
  TSLAB_VERSION,
} from "../../course/environment/kernel/tslab.js";
import { projectRoot } from "./kernel-client.js";

/**
 * Every inner part of tslab that the kernel leans on. If one of these tests fails after an update of tslab,
 * read what changed there and mend `course/environment/kernel` before the version is moved.
 */
const fromProject = createRequire(join(projectRoot, "package.json"));
const fromTslab = createRequire(fromProject.resolve("tslab/package.json"));
const source = (file: string): string => readFileSync(fromTslab.resolve(`./${file}`), "utf8");
const converter = fromTslab(`./${TSLAB_FILES.converter}`);
const executor = fromTslab(`./${TSLAB_FILES.executor}`);

/** A session with a converter of ours, which shows what the executor does with its parts. */
function session(conversion: object) {
  const said: unknown[][] = [];
  const asked: unknown[][] = [];
  const fake = {
    convert: (...values: unknown[]) => {
      asked.push(values);
      return { diagnostics: [], ...conversion };
    },
  };
  const console = {
    log: (...values: unknown[]) => said.push(["log", ...values]),
    error: (...values: unknown[]) => said.push(["error", ...values]),
  };
  return { said, asked, run: executor.createExecutor(projectRoot, { node: fake }, console) };
}

describe("tslab's packaging", () => {
  it("is the one version that the kernel knows, pinned exactly", () => {
    const { dependencies } = fromProject("./package.json");
    expect(dependencies.tslab).toBe(TSLAB_VERSION);
    expect(fromProject("tslab/package.json").version).toBe(TSLAB_VERSION);
  });

  it("brings zeromq 6 and its own TypeScript 5.0.4, which the kernel loads from where tslab does", () => {
    expect(fromTslab("zeromq/package.json").version).toMatch(/^6\./);
    expect(fromTslab("@tslab/typescript-for-tslab").version).toBe("5.0.4");
    const zeromq = fromTslab("zeromq");
    for (const name of ["Router", "Publisher", "Reply"]) expect(zeromq[name]).toBeTypeOf("function");
  });
});

describe("tslab's converter", { timeout: 60_000 }, () => {
  it("has the functions that the kernel calls", () => {
    expect(converter.createConverter).toBeTypeOf("function");
    expect(converter.isCompleteCode("1")).toEqual({ completed: true });
  });

  it("turns a cell into JavaScript, declarations and a name for the last value", () => {
    const made = converter.createConverter({ isJS: false, isBrowser: false });
    try {
      for (const name of ["convert", "inspect", "complete", "addModule", "close"]) {
        expect(made[name], name).toBeTypeOf("function");
      }
      const result = made.convert("", "let n: number = await 1; n");
      expect(result).toMatchObject({
        diagnostics: [],
        hasToplevelAwait: true,
        lastExpressionVar: "tsLastExpr",
      });
      expect(result.output).toContain("exports.tsLastExpr = n");
      expect(result.declOutput).toContain("let n: number");
      const wrong = made.convert("", 'let n: number = "a";');
      expect(wrong.diagnostics[0]).toMatchObject({ start: { line: 0, character: 4 } });
      expect(made.complete("", "Math.sq", 7).candidates[0]).toBe("sqrt");
      expect(made.complete("", "Math.sq", 7).original.entries[0]).toHaveProperty("kind");
      expect(made.inspect("", "Math", 1).displayParts).toBeInstanceOf(Array);
    } finally {
      made.close();
    }
  });

  it("asks TypeScript through the two functions that the kernel wraps, and through ts.sys", () => {
    const text = source(TSLAB_FILES.converter);
    expect(text).toContain('ts = __importStar(require("@tslab/typescript-for-tslab"))');
    expect(text).toContain("const host = ts.createWatchCompilerHost(Array.from(rootFiles), {");
    expect(text).toContain("let out = ts.transpileModule(js, {");
    expect(text).toContain("const sys = Object.create(ts.sys);");
    for (const name of ["fileExists", "directoryExists", "readFile"]) {
      expect(text).toContain(`ts.sys.${name}(forwardTslabPath(cwd, path)`);
    }
  });

  it("puts exactly one line before a cell, which the kernel's line numbers count on", () => {
    expect(source(TSLAB_FILES.converter)).toContain('const srcPrefix = "export {};" + ts.sys.newLine;');
  });
});

describe("tslab's executor", () => {
  it("hands a result to the console as a value", async () => {
    const value = { shown: true };
    const globals = globalThis as Record<string, unknown>;
    globals.valueOfTest = value;
    const { said, run } = session({ output: "exports.last = valueOfTest;", lastExpressionVar: "last" });
    expect(await run.execute("cell")).toBe(true);
    expect(said).toHaveLength(1);
    expect(said[0][1]).toBe(value);
    delete globals.valueOfTest;
  });

  it("hands an error to the console as a value and tells false, before and after an await", async () => {
    for (const hasToplevelAwait of [false, true]) {
      const { said, run } = session({ output: "throw new RangeError('x')", hasToplevelAwait });
      expect(await run.execute("cell")).toBe(false);
      expect(said).toEqual([["error", expect.any(RangeError)]]);
    }
  });

  it("prints type errors in the one format that the kernel reads", async () => {
    const diagnostic = { fileName: "m.ts", start: { line: 2, character: 4 }, messageText: "wrong" };
    const { said, run } = session({ diagnostics: [diagnostic] });
    expect(await run.execute("cell")).toBe(false);
    expect(said).toEqual([["error", DIAGNOSTIC_FORMAT, "m.ts ", 3, 5, "wrong"]]);
  });

  it("gives the converter the declarations of the cells before", async () => {
    const { asked, run } = session({ output: "1", declOutput: "let a: number;" });
    await run.execute("first");
    await run.execute("second");
    expect(asked).toEqual([
      ["", "first"],
      ["let a: number;", "second"],
    ]);
  });

  it("ends a waiting cell with its own message when it is interrupted", async () => {
    const { said, run } = session({ output: "await new Promise(() => {})", hasToplevelAwait: true });
    const running = run.execute("cell");
    run.interrupt();
    expect(await running).toBe(false);
    expect(said).toEqual([["error", expect.objectContaining({ message: INTERRUPT_MESSAGE })]]);
  });

  it("runs a cell as one script in this context, stopped by a signal, within one line of wrapping", () => {
    const text = source(TSLAB_FILES.executor);
    expect(text).toContain('"\\n})(__tslab__.exports, __tslab__.require)"');
    expect(text).toContain("vm_1.default.runInThisContext(wrapped, {\n                breakOnSigint: true,");
  });
});

describe("tslab's display", () => {
  it("calls the function that stands in its jupyter module", () => {
    const jupyter = fromTslab(`./${TSLAB_FILES.jupyter}`);
    const before = jupyter.lastWriteDisplayData;
    const shown: unknown[][] = [];
    jupyter.lastWriteDisplayData = (...values: unknown[]) => shown.push(values);
    fromTslab("./dist/public.js").display.html("<b>x</b>");
    jupyter.lastWriteDisplayData = before;
    expect(shown).toEqual([[{ data: { "text/html": "<b>x</b>" }, metadata: {}, transient: {} }, undefined]]);
  });
});
