import { spawnSync } from "node:child_process";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type KernelClient, type KernelStart, startKernel } from "./kernel-client.js";

/** For the tests that leave the kernel as it was. */
let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
}, 60_000);
afterAll(() => kernel?.close());

const kernels: KernelClient[] = [];
afterEach(() => Promise.all(kernels.splice(0).map((kernel) => kernel.close())));

async function start(options?: KernelStart): Promise<KernelClient> {
  const kernel = await startKernel(options);
  kernels.push(kernel);
  return kernel;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function expectWorking(): Promise<void> {
  const answer = await kernel.run("console.log('alive'); 40 + 2");
  expect(answer.text("stdout")).toBe("alive\n");
  expect(answer.ofType("execute_result")[0].content.data["text/plain"]).toBe("42");
}

const STUCK: [name: string, code: string][] = [
  ["an endless loop", "while (true) {}"],
  ["an endless loop that catches all", "while (true) { try { while (true) {} } catch { } finally { } }"],
  ["a promise that never resolves", "await new Promise(() => {});"],
  ["an endless loop after an await", "await new Promise((r) => setTimeout(r, 10)); while (true) {}"],
  ["an endless loop in a timer", "setTimeout(() => { while (true) {} }, 10); await new Promise(() => {});"],
  [
    "endless promises",
    "const again = () => { Promise.resolve().then(again); }; again(); await new Promise(() => {});",
  ],
  ["a flood of text", "while (true) console.log('flood '.repeat(100));"],
  [
    "a result that never comes",
    "({ [Symbol.for('Jupyter.mimebundle')]() { return new Promise(() => {}); } })",
  ],
];

describe("an interrupt", () => {
  it("by message stops whatever keeps a cell busy, and the kernel works on", {
    timeout: 90_000,
  }, async () => {
    for (const [name, code] of STUCK) {
      const id = kernel.sendCell(code);
      await pause(400);
      expect((await kernel.askControl("interrupt_request", {})).content, name).toEqual({ status: "ok" });
      const { reply } = await kernel.answer(id, 10_000);
      expect(reply.content, name).toMatchObject({ status: "error", ename: "Interrupted" });
      await expectWorking();
    }
  });

  it.skipIf(process.platform === "win32")(
    "by signal stops a loop and a promise, also after an interrupt by message",
    { timeout: 60_000 },
    async () => {
      for (const code of ["while (true) {}", "await new Promise(() => {});"]) {
        for (const way of ["signal", "message", "signal"]) {
          const id = kernel.sendCell(code);
          await pause(300);
          if (way === "signal") kernel.process.kill("SIGINT");
          else await kernel.askControl("interrupt_request", {});
          expect((await kernel.answer(id, 10_000)).reply.content.ename, `${code} ${way}`).toBe("Interrupted");
          await expectWorking();
        }
      }
    },
  );

  it("of an idle kernel does nothing", { timeout: 60_000 }, async () => {
    await kernel.askControl("interrupt_request", {});
    await pause(300);
    await expectWorking();
  });

  it("stops the cells that wait behind the interrupted one", { timeout: 60_000 }, async () => {
    const [stuck, next] = ["while (true) {}", "console.log('must not run')"].map((code) =>
      kernel.sendCell(code),
    );
    await pause(300);
    await kernel.askControl("interrupt_request", {});
    expect((await kernel.answer(stuck)).reply.content.ename).toBe("Interrupted");
    expect((await kernel.answer(next)).reply.content.status).toBe("aborted");
  });
});

describe("while a cell keeps the kernel busy", () => {
  it("the heartbeat and the kernel's information are answered at once", { timeout: 60_000 }, async () => {
    const id = kernel.sendCell("const t = Date.now(); while (Date.now() - t < 3000);");
    await pause(300);
    expect(await kernel.heartbeat()).toBeLessThan(1_000);
    expect((await kernel.askControl("kernel_info_request", {})).content.status).toBe("ok");
    expect(kernel.published.some((m) => m.parentId === id && m.content.execution_state === "idle")).toBe(
      false,
    );
    await kernel.answer(id);
  });

  it("a shutdown ends it", { timeout: 60_000 }, async () => {
    const kernel = await start();
    kernel.sendCell("while (true) {}");
    await pause(300);
    const begin = performance.now();
    const { content } = await kernel.askControl("shutdown_request", { restart: true });
    expect(content).toEqual({ status: "ok", restart: true });
    await kernel.ended;
    expect(performance.now() - begin).toBeLessThan(4_000);
  });
});

describe("the end of the kernel", () => {
  it("comes with process.exit() in a cell, after its last outputs", { timeout: 60_000 }, async () => {
    const kernel = await start();
    kernel.sendCell("console.log('last words'); process.exit(3);");
    expect(await kernel.ended).toBe(3);
    await pause(100);
    expect(kernel.published.some(({ content }) => content.text === "last words\n")).toBe(true);
  });

  it("comes quickly with a shutdown on the shell channel too, as older clients send it", {
    timeout: 60_000,
  }, async () => {
    const kernel = await start();
    const begin = performance.now();
    kernel.send("shutdown_request", { restart: false });
    expect(await kernel.ended).toBe(0);
    expect(performance.now() - begin).toBeLessThan(3_000);
  });

  it.skipIf(process.platform === "win32")(
    "comes when the process that started it is gone, even in the middle of a loop",
    { timeout: 60_000 },
    async () => {
      const parent =
        "const c = require('child_process').spawn(process.argv[1], process.argv.slice(2), { stdio: 'inherit' });" +
        "require('fs').writeSync(1, String(c.pid));";
      const kernel = await start({
        through: [process.execPath, "-e", parent],
        env: { JPY_PARENT_PID: "1" },
      });
      const { reply, ...answer } = await kernel.run("process.pid");
      expect(reply.content.status).toBe("ok");
      const pid = Number(answer.ofType("execute_result")[0].content.data["text/plain"]);
      expect(pid).not.toBe(kernel.process.pid);
      kernel.sendCell("while (true) {}");
      await pause(200);
      kernel.process.kill("SIGKILL");
      await kernel.ended;
      const isGone = () =>
        spawnSync("ps", ["-o", "stat=", "-p", String(pid)])
          .stdout.toString()
          .match(/^[^Z]/) === null;
      const begin = performance.now();
      while (!isGone() && performance.now() - begin < 10_000) await pause(100);
      expect(isGone()).toBe(true);
    },
  );
});

describe("a damaged or unknown message", () => {
  it("is ignored with a line in the log, and the kernel works on", async () => {
    kernel.send("comm_open", { comm_id: "x", target_name: "jupyter.widget", data: {} });
    await kernel.answer(kernel.sendCell("1"));
    await kernel.until(() => kernel.log.includes("no answer to 'comm_open'"), 5_000);
    await expectWorking();
  });
});
