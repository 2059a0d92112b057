import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KernelClient, startKernel } from "./kernel-client.js";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
}, 60_000);
afterAll(() => kernel?.close());

const DISPLAY = 'globalThis[Symbol.for("igdp.display")]';

describe("printed text", () => {
  it.each([5_000, 50_000])("of %i lines in one cell arrives complete and in order", async (count) => {
    const answer = await kernel.run(`for (let i = 0; i < ${count}; i++) console.log("line " + i);`);
    const expected = Array.from({ length: count }, (_, i) => `line ${i}\n`).join("");
    expect(answer.text("stdout") === expected).toBe(true);
    expect(answer.ofType("stream").length).toBeLessThan(count / 50);
    expect(answer.reply.content.status).toBe("ok");
  });

  it("of both streams keeps its order", async () => {
    const answer = await kernel.run("for (let i = 0; i < 3; i++) { console.log(i); console.error(-i); }");
    const written = answer.ofType("stream").map(({ content }) => [content.name, content.text]);
    const pairs = [0, 1, 2].flatMap((i) => [
      ["stdout", `${i}\n`],
      ["stderr", `${i === 0 ? "-0" : -i}\n`],
    ]);
    expect(written).toEqual(pairs);
  });

  it("is shown while a synchronous cell still runs", async () => {
    const id = kernel.sendCell("console.log('early'); const t = Date.now(); while (Date.now() - t < 1500);");
    await kernel.until(() => kernel.published.some(({ content }) => content.text === "early\n"), 1_300);
    expect(kernel.published.some((m) => m.parentId === id && m.content.execution_state === "idle")).toBe(
      false,
    );
    await kernel.answer(id);
  });

  it("of 20 million characters in one call arrives whole", async () => {
    const answer = await kernel.run("console.log('y'.repeat(20e6))");
    expect(answer.text("stdout").length).toBe(20_000_001);
  });

  it("keeps the memory of an endless flood bounded", async () => {
    const id = kernel.sendCell("const block = 'x'.repeat(10_000); while (true) console.log(block);");
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await kernel.askControl("interrupt_request", {});
    await kernel.answer(id);
    const megabytes = await kernel.run("process.memoryUsage().rss / 1e6");
    expect(Number(megabytes.ofType("execute_result")[0].content.data["text/plain"])).toBeLessThan(700);
  });

  it("of objects is formatted as Node formats it, without colours", async () => {
    const answer = await kernel.run("console.log({ a: 1, b: ['x', null] }, new Float64Array(2), 'plain')");
    expect(answer.text("stdout")).toBe("{ a: 1, b: [ 'x', null ] } Float64Array(2) [ 0, 0 ] plain\n");
  });

  it("that comes after the cell's end still belongs to that cell", async () => {
    const id = kernel.sendCell("setTimeout(() => console.log('late'), 50); process.stdout.write('now');");
    await kernel.answer(id);
    await kernel.until(() => kernel.published.some(({ content }) => content.text === "late\n"), 5_000);
    const late = kernel.published.find(({ content }) => content.text === "late\n");
    expect(late?.parentId).toBe(id);
  });
});

describe("displays", () => {
  it("of 2,000 outputs in one cell arrive complete and in order", async () => {
    const code = `for (let i = 0; i < 2000; i++) ${DISPLAY}({ data: { "text/plain": String(i) } });`;
    const shown = (await kernel.run(code)).ofType("display_data");
    expect(shown.map(({ content }) => content.data["text/plain"])).toEqual(
      Array.from(Array(2_000).keys(), String),
    );
  });

  it("stand between the lines that were printed before and after them", async () => {
    const code = `console.log("before"); ${DISPLAY}({ data: { "text/html": "<b>x</b>" } }); console.log("after");`;
    const types = (await kernel.run(code)).messages.map(({ type, content }) => content.text ?? type);
    expect(types).toEqual(["status", "execute_input", "before\n", "display_data", "after\n", "status"]);
  });

  it("carry several MIME types, metadata and bytes as base64", async () => {
    const code = `${DISPLAY}({
      data: { "application/x+json": { a: [1] }, "image/png": Uint8Array.of(1, 2, 3) },
      metadata: { "image/png": { width: 9 } },
    });`;
    const [shown] = (await kernel.run(code)).ofType("display_data");
    expect(shown.content).toEqual({
      data: { "application/x+json": { a: [1] }, "image/png": "AQID" },
      metadata: { "image/png": { width: 9 } },
      transient: {},
    });
  });

  it("with a name can be replaced", async () => {
    const output = (text: string, update: boolean) =>
      `${DISPLAY}({ data: { "text/plain": "${text}" }, displayId: "bar", update: ${update} });`;
    const answer = await kernel.run(output("10 %", false) + output("20 %", true));
    const [first] = answer.ofType("display_data");
    const [second] = answer.ofType("update_display_data");
    expect([first, second].map(({ content }) => content.transient.display_id)).toEqual(["bar", "bar"]);
    expect(second.content.data).toEqual({ "text/plain": "20 %" });
  });

  it("through tslab's own display still work", async () => {
    const answer = await kernel.run(`import * as tslab from "tslab"; tslab.display.html("<i>t</i>");`);
    expect(answer.ofType("display_data")[0].content.data).toEqual({ "text/html": "<i>t</i>" });
  });
});

describe("the result of a cell", () => {
  it("is the last expression as text", async () => {
    const [result] = (await kernel.run("const sum = 1 + 1;\nsum")).ofType("execute_result");
    expect(result.content.data).toEqual({ "text/plain": "2" });
  });

  it("is missing after a statement and for undefined", async () => {
    expect((await kernel.run("const nothing = 1;")).ofType("execute_result")).toEqual([]);
    expect((await kernel.run("undefined")).ofType("execute_result")).toEqual([]);
  });

  it.each(["", "async "])("has the MIME types that an %sown method gives", async (async) => {
    const code = `({ ${async}[Symbol.for("Jupyter.mimebundle")]() {
      return { "text/html": "<p>map</p>", "application/vnd.x+json": { z: 1 } };
    } })`;
    const [result] = (await kernel.run(code)).ofType("execute_result");
    expect(result.content.data).toMatchObject({
      "text/html": "<p>map</p>",
      "application/vnd.x+json": { z: 1 },
      "text/plain": expect.stringContaining("mimebundle"),
    });
  });

  it("falls back to text, with a warning, when that method fails", async () => {
    const code = `({ n: 7, [Symbol.for("Jupyter.mimebundle")]() { throw new RangeError("no bundle"); } })`;
    const answer = await kernel.run(code);
    expect(answer.text("stderr")).toContain("RangeError: no bundle");
    expect(answer.ofType("execute_result")[0].content.data["text/plain"]).toContain("n: 7");
    expect(answer.reply.content.status).toBe("ok");
  });
});

describe("execution counts", () => {
  it("grow by one a cell, and are told with the input", async () => {
    const first = (await kernel.run("1")).reply.content.execution_count;
    const answer = await kernel.run("'second'");
    expect(answer.reply.content).toEqual({
      status: "ok",
      execution_count: first + 1,
      user_expressions: {},
      payload: [],
    });
    expect(answer.ofType("execute_input")[0].content).toEqual({
      code: "'second'",
      execution_count: first + 1,
    });
    expect(answer.ofType("execute_result")[0].content.execution_count).toBe(first + 1);
  });

  it("stand still for silent cells and cells without history", async () => {
    const before = (await kernel.run("1")).reply.content.execution_count;
    const silent = await kernel.run("2", { silent: true });
    const unstored = await kernel.run("3", { store_history: false });
    expect(silent.messages.map(({ type }) => type)).toEqual(["status", "status"]);
    expect(unstored.ofType("execute_result")).toHaveLength(1);
    expect((await kernel.run("4")).reply.content.execution_count).toBe(before + 1);
  });
});
