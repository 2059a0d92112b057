import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KernelClient, startKernel } from "./kernel-client.js";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
  await kernel.run('import * as igdp from "igdp";');
}, 60_000);
afterAll(() => kernel?.close());

async function value(code: string, of: KernelClient = kernel): Promise<string> {
  const { reply, ofType } = await of.run(code);
  if (reply.content.status !== "ok") throw new Error(reply.content.traceback.join("\n"));
  return ofType("execute_result")[0]?.content.data["text/plain"];
}

describe("a cell", () => {
  it("may await at its top", async () => {
    expect(await value("const later = await Promise.resolve(7);\nlater + 1")).toBe("8");
  });

  it("may declare a const, a let, a class and a function again", async () => {
    await kernel.run("const a = 1; let b = 2; class C { n = 1 } function f() { return 1; }");
    await kernel.run('const a = "one"; let b = "two"; class C { n = 2 } function f() { return "f"; }');
    expect(await value("a + b + new C().n + f()")).toBe("'onetwo2f'");
  });

  it("may name an earlier cell's value in a shorthand property", async () => {
    await kernel.run('const height_m = 220.67; let name = "B1"; import { join as joined } from "node:path";');
    expect(await value("JSON.stringify({ height_m, name, kind: typeof { joined }.joined })")).toBe(
      `'{"height_m":220.67,"name":"B1","kind":"function"}'`,
    );
    expect(
      await value("const own = 3; const f = (name: number) => ({ name, own }); f(5).name + f(5).own"),
    ).toBe("8");
  });

  it("may name a value with several underscores", async () => {
    await kernel.run('import { ____ } from "igdp/course"; const __two = 2; const _one = 1; const ___ = 3;');
    expect(await value("String(____) + __two + _one + ___")).toBe("'____213'");
  });

  it("imports arquero", async () => {
    const code =
      'import * as aq from "arquero";\naq.table({ x: [1, 2, 3] }).filter(aq.escape((d: { x: number }) => d.x > 1)).numRows()';
    expect(await value(code)).toBe("2");
  });

  it("imports the library's three doors, and Node's own modules", async () => {
    const code = `
      import * as node from "igdp/node";
      import * as course from "igdp/course";
      import { join } from "node:path";
      [typeof node, typeof course, typeof igdp.makeGrid, typeof join].join()`;
    expect(await value(code)).toBe("'object,object,function,function'");
  });

  it("sees the types of the library, not any", async () => {
    const answer = await kernel.run("const axis: string = igdp.regularAxis(0, 1, 0.5);");
    expect(answer.reply.content.evalue).toContain("'Float64Array' is not assignable to type 'string'");
  });
});

describe("completion", () => {
  it("offers the functions of the library", async () => {
    const code = "igdp.";
    const { content } = await kernel.ask("complete_request", { code, cursor_pos: code.length });
    expect(content.matches).toEqual(expect.arrayContaining(["makeGrid", "regularAxis", "ArgumentError"]));
    expect([content.status, content.cursor_start, content.cursor_end]).toEqual(["ok", 5, 5]);
  });

  it("replaces the word begun, counted in characters also behind an emoji", async () => {
    const code = "const note = '🌍'; igdp.makeG + 1";
    const cursor_pos = Array.from("const note = '🌍'; igdp.makeG").length;
    const { content } = await kernel.ask("complete_request", { code, cursor_pos });
    expect(content.matches[0]).toBe("makeGrid");
    expect([content.cursor_start, content.cursor_end]).toEqual([cursor_pos - 5, cursor_pos]);
    expect(content.metadata._jupyter_types_experimental[0]).toMatchObject({
      text: "makeGrid",
      type: "alias",
    });
  });
});

describe("inspection", () => {
  it("shows the signature of a library function with its documentation", async () => {
    const code = "igdp.makeGrid({})";
    const { content } = await kernel.ask("inspect_request", { code, cursor_pos: 9, detail_level: 0 });
    expect(content.found).toBe(true);
    expect(content.data["text/plain"]).toMatch(/makeGrid\(parts: [^)]*\): igdp\.Grid/);
    expect(content.data["text/plain"]).toContain(
      "Checks the parts of a grid, and freezes them into a {@link Grid}.",
    );
    expect(content.data["text/plain"]).toContain("\n@throws ArgumentError if an axis");
  });

  it("finds nothing where there is no name", async () => {
    const { content } = await kernel.ask("inspect_request", { code: "   ", cursor_pos: 1, detail_level: 0 });
    expect(content).toEqual({ status: "ok", found: false, data: {}, metadata: {} });
  });
});

describe("other requests", () => {
  it("tell the language of the kernel", async () => {
    const { type, content } = await kernel.ask("kernel_info_request", {});
    expect(type).toBe("kernel_info_reply");
    expect(content).toMatchObject({ status: "ok", protocol_version: "5.4", implementation: "tslab" });
    expect(content.language_info).toMatchObject({
      name: "typescript",
      version: "5.0.4",
      mimetype: "text/typescript",
      file_extension: ".ts",
      codemirror_mode: { mode: "typescript" },
    });
  });

  it.each([
    ["1 + 1", { status: "complete" }],
    ["for (;;) {", { status: "incomplete", indent: "  " }],
  ])("tell whether %j is complete", async (code, expected) => {
    expect((await kernel.ask("is_complete_request", { code })).content).toEqual(expected);
  });

  it("for comms and history have empty answers of their own type", async () => {
    const comms = await kernel.ask("comm_info_request", {});
    expect([comms.type, comms.content]).toEqual(["comm_info_reply", { status: "ok", comms: {} }]);
    const history = await kernel.ask("history_request", { hist_access_type: "tail", n: 10 });
    expect([history.type, history.content]).toEqual(["history_reply", { status: "ok", history: [] }]);
  });
});

describe("a notebook in a folder outside the project", () => {
  const folder = mkdtempSync(join(tmpdir(), "trainee's own folder "));
  let outside: KernelClient;
  beforeAll(async () => {
    outside = await startKernel({ folder });
  }, 60_000);
  afterAll(async () => {
    await outside?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("imports the library and arquero", async () => {
    const code = `
      import * as igdp from "igdp";
      import * as node from "igdp/node";
      import * as course from "igdp/course";
      import * as aq from "arquero";
      import { readFileSync } from "node:fs";
      [typeof node, typeof course, igdp.regularAxis(0, 1, 0.5).length, aq.table({ x: [1] }).numRows()].join()`;
    expect(await value(code, outside)).toBe("'object,object,3,1'");
  });

  it("has completion and type errors for it", async () => {
    const { content } = await outside.ask("complete_request", { code: "igdp.makeG", cursor_pos: 10 });
    expect(content.matches[0]).toBe("makeGrid");
    const { reply } = await outside.run("igdp.makeGrid(3);");
    expect(reply.content).toMatchObject({
      ename: "TypeScriptError",
      evalue: expect.stringContaining("column 15"),
    });
  });

  it("knows in the next cell the type of a variable whose class comes from another library", async () => {
    await value(
      `import { dataset } from "igdp/node";
      const readings = igdp.readDialSheets(await dataset("first-survey").readAll("day-"));`,
      outside,
    );
    expect(await value('readings.result.select("station").numCols()', outside)).toBe("1");
    const code = "readings.result.sel";
    const { content } = await outside.ask("complete_request", { code, cursor_pos: code.length });
    expect(content.matches).toContain("select");
    const { reply } = await outside.run("const rows: string = readings.result.select('station').numRows();");
    expect(reply.content.evalue).toContain("Type 'number' is not assignable to type 'string'.");
    const own = await value(
      "import * as aq from 'arquero';\nreadings.result instanceof aq.ColumnTable",
      outside,
    );
    expect(own).toBe("true");
  });

  it("shows errors inside the library with the same short path", async () => {
    const { reply } = await outside.run("igdp.regularAxis(0, 1, -1);");
    expect(reply.content.traceback[1]).toMatch(/\(lib\/core\/grid\.ts:\d+:\d+\)$/);
  });
});
