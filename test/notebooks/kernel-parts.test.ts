import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { reportDiagnostics, reportError } from "../../course/environment/kernel/error-report.js";
import {
  type KernelPlaces,
  kernelspec,
  writeKernelspec,
} from "../../course/environment/kernel/kernelspec.js";
import {
  addModuleFallback,
  fallbackPath,
  nameInRoot,
  repairDrive,
} from "../../course/environment/kernel/module-fallback.js";
import { makeSendQueue } from "../../course/environment/kernel/send-queue.js";
import { makeStreamBatch } from "../../course/environment/kernel/stream-batch.js";
import { characterPosition, codeUnitPosition } from "../../course/environment/kernel/text-position.js";
import { makeWire } from "../../course/environment/kernel/wire.js";

const bytes = (frames: (Uint8Array | string)[]): Uint8Array[] => frames.map((frame) => Buffer.from(frame));

describe("the wire", () => {
  it("opens what it has closed", () => {
    const wire = makeWire("key");
    const identities = [Buffer.from("client")];
    const frames = bytes(wire.encode({ identities, type: "status", content: '{"a":"ü"}' }));
    const message = wire.decode(frames);
    expect(message.header.msg_type).toBe("status");
    expect(message.content).toEqual({ a: "ü" });
    expect(message.identities.map(String)).toEqual(["client"]);
  });

  it("refuses a wrong signature and a message in pieces", () => {
    const frames = bytes(makeWire("one key").encode({ identities: [], type: "status", content: "{}" }));
    expect(() => makeWire("another key").decode(frames)).toThrow("wrong signature");
    expect(() => makeWire("one key").decode(frames.slice(0, 4))).toThrow("lacks its delimiter or a frame");
    expect(() => makeWire("one key").decode(bytes(["no delimiter"]))).toThrow("lacks its delimiter");
  });
});

describe("the send queue", () => {
  it("has one unfinished send at a time, in the order of the calls", async () => {
    const sent: string[] = [];
    let unfinished = 0;
    const send = async ([frame]: readonly (Uint8Array | string)[]): Promise<void> => {
      if (unfinished++ > 0) throw Object.assign(new Error("busy"), { code: "EBUSY" });
      await new Promise((resolve) => setImmediate(resolve));
      sent.push(String(frame));
      unfinished--;
    };
    const log = vi.fn();
    const queue = makeSendQueue({ send, noDrop: true }, log);
    const names = Array.from({ length: 3_000 }, (_, i) => String(i));
    for (const name of names) queue.send([name]);
    await queue.drained();
    expect(sent).toEqual(names);
    expect(log).not.toHaveBeenCalled();
  });

  it("waits for a subscriber that is behind", async () => {
    let refusals = 3;
    const send = vi.fn(async () => {
      if (refusals-- > 0) throw Object.assign(new Error("full"), { code: "EAGAIN" });
    });
    const done = vi.fn();
    const queue = makeSendQueue({ send, noDrop: true }, vi.fn());
    queue.send(["x"], done);
    await queue.drained();
    expect(send).toHaveBeenCalledTimes(4);
    expect(done).toHaveBeenCalledOnce();
  });

  it("stops waiting for a subscriber that reads nothing for 10 s", async () => {
    vi.useFakeTimers();
    const socket = {
      noDrop: true,
      send: async () => {
        if (socket.noDrop) throw Object.assign(new Error("full"), { code: "EAGAIN" });
      },
    };
    const log = vi.fn();
    const queue = makeSendQueue(socket, log);
    queue.send(["x"]);
    const drained = queue.drained();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(socket.noDrop).toBe(true);
    await vi.advanceTimersByTimeAsync(2_000);
    await drained;
    expect(socket.noDrop).toBe(false);
    expect(log).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });
});

describe("the stream batch", () => {
  it("joins quick writes, and hands over when the stream changes, when asked and when it is full", () => {
    vi.useFakeTimers();
    const delivered: [string, number][] = [];
    const batch = makeStreamBatch((name, text) => delivered.push([name, text.length]));
    batch.write("stdout", "ab");
    batch.write("stdout", "c");
    expect(delivered).toEqual([]);
    batch.write("stderr", "d");
    expect(delivered).toEqual([["stdout", 3]]);
    vi.advanceTimersByTime(20);
    expect(delivered.at(-1)).toEqual(["stderr", 1]);
    batch.write("stdout", "x".repeat(300_000));
    expect(delivered.at(-1)).toEqual(["stdout", 300_000]);
    batch.write("stdout", "");
    batch.flush();
    expect(delivered).toHaveLength(3);
    vi.useRealTimers();
  });
});

describe("positions in text", () => {
  it("agree in both directions, also behind an emoji and beyond the end", () => {
    const text = "a🌍b";
    expect([0, 1, 2, 3, 9].map((position) => codeUnitPosition(text, position))).toEqual([0, 1, 3, 4, 4]);
    expect([0, 1, 3, 4].map((position) => characterPosition(text, position))).toEqual([0, 1, 2, 3]);
  });
});

describe("error reports", () => {
  const reading = { packageRoot: "C:\\IGDP course\\igdp", rewrite: (line: string) => line };

  it("leave out Node, tslab and the kernel, and shorten igdp's own paths, on Windows too", () => {
    const error = new TypeError("wrong");
    error.stack = [
      "evalmachine.<anonymous>:1",
      "the cell's line",
      "TypeError: wrong",
      "    at Object.fit (C:\\IGDP course\\igdp\\lib\\grid\\fit.ts:12:3)",
      "    at map (file:///C:/IGDP course/igdp/lib/map/map.ts:4:5)",
      "    at Script.runInThisContext (node:vm:122:12)",
      "    at execute (C:\\IGDP course\\igdp\\node_modules\\tslab\\dist\\executor.js:171:44)",
      "    at run (C:\\IGDP course\\igdp\\course\\environment\\kernel\\session.ts:9:9)",
      "    at mine (C:\\Users\\me\\tool.js:1:2)",
    ].join("\n");
    expect(reportError(error, reading).traceback).toEqual([
      "TypeError: wrong",
      "    at fit (lib/grid/fit.ts:12:3)",
      "    at map (lib/map/map.ts:4:5)",
      "    at mine (C:\\Users\\me\\tool.js:1:2)",
    ]);
  });

  it("bear errors without a usable stack, and causes that go round in a circle", () => {
    const error = new Error("round");
    error.stack = undefined;
    error.cause = error;
    const { traceback } = reportError(error, reading);
    expect(traceback[0]).toBe("Error: round");
    expect(traceback.length).toBeLessThan(10);
  });

  it("of type errors put the reasons under the error", () => {
    const at = { file: "", line: 1, column: 3 };
    const { traceback } = reportDiagnostics(
      [
        { ...at, message: "no" },
        { ...at, message: "because" },
      ],
      "a b",
    );
    expect(traceback).toEqual(["TypeScriptError: line 1, column 3: no\n  a b\n    ^", "  because"]);
  });
});

describe("the search for modules", () => {
  const windows = {
    workingFolder: "D:\\Survey 2026\\day 1",
    modulesFolder: "C:\\IGDP course\\node_modules",
    packageRoot: "C:\\IGDP course",
    platform: "win32",
  } as const;

  it("takes what is missing in the root's node_modules from the project", () => {
    const unix = {
      workingFolder: "/home/me",
      modulesFolder: "/opt/igdp/node_modules",
      packageRoot: "/opt/igdp",
      platform: "linux",
    } as const;
    expect(fallbackPath("/node_modules/igdp/package.json", unix)).toBe(
      "/opt/igdp/node_modules/igdp/package.json",
    );
    expect(fallbackPath("/node_modules", unix)).toBe("/opt/igdp/node_modules");
    expect(fallbackPath("/home/me/node_modules/igdp", unix)).toBeUndefined();
    expect(fallbackPath("/node_modules_of_mine/x", unix)).toBeUndefined();
  });

  it("knows drive letters, blanks and both slashes of Windows", () => {
    const found = "C:/IGDP course/node_modules/igdp/x.d.ts";
    expect(fallbackPath("D:/node_modules/igdp/x.d.ts", windows)).toBe(found);
    expect(fallbackPath("d:\\node_modules\\igdp\\x.d.ts", windows)).toBe(found);
    expect(fallbackPath("D:/Survey 2026/node_modules/igdp", windows)).toBeUndefined();
    expect(fallbackPath("C:/node_modules/igdp", windows)).toBeUndefined();
  });

  it("gives what it took from the project its name in the root's node_modules", () => {
    const unix = {
      workingFolder: "/home/me",
      modulesFolder: "/opt/igdp/node_modules",
      packageRoot: "/opt/igdp",
      platform: "linux",
    } as const;
    expect(nameInRoot("/opt/igdp/node_modules/arquero/x.d.ts", unix)).toBe("/node_modules/arquero/x.d.ts");
    expect(nameInRoot("/opt/igdp/dist/x.d.ts", unix)).toBe("/node_modules/igdp/dist/x.d.ts");
    expect(nameInRoot("/opt/igdp2/x.d.ts", unix)).toBe("/opt/igdp2/x.d.ts");
    expect(nameInRoot("c:\\igdp COURSE\\node_modules\\arquero\\x.d.ts", windows)).toBe(
      "D:/node_modules/arquero/x.d.ts",
    );
    expect(nameInRoot("C:/IGDP course/dist/x.d.ts", windows)).toBe("D:/node_modules/igdp/dist/x.d.ts");
  });

  it("undoes tslab's gluing of two drives, and leaves other paths alone", () => {
    expect(repairDrive("C:/p/node_modules/tslab/D:/data/x.d.ts", "win32")).toBe("D:/data/x.d.ts");
    expect(repairDrive("C:\\p\\tslab\\D:\\data\\x.d.ts", "win32")).toBe("D:\\data\\x.d.ts");
    expect(repairDrive("D:/data/x.d.ts", "win32")).toBe("D:/data/x.d.ts");
    expect(repairDrive("/odd/c:/x.ts", "linux")).toBe("/odd/c:/x.ts");
  });

  it("asks the project only for what is not there", () => {
    const files = new Map([
      ["/node_modules/own/index.d.ts", "of the root"],
      ["/project/node_modules/own/index.d.ts", "of the project"],
      ["/project/node_modules/igdp/index.d.ts", "of igdp"],
    ]);
    const system = {
      fileExists: (path: string) => files.has(path),
      directoryExists: (path: string) => [...files.keys()].some((file) => file.startsWith(`${path}/`)),
      readFile: (path: string) => files.get(path),
      getDirectories: (path: string) => [path],
      // The project's own package is a link to the project.
      realpath: (path: string) => path.replace("/project/node_modules/igdp", "/project"),
      watchFile: (path: string, callback: (path: string, change: number) => void) => callback(path, 1),
    };
    addModuleFallback(system, {
      workingFolder: "/me",
      modulesFolder: "/project/node_modules",
      packageRoot: "/project",
      platform: "linux",
    });
    expect(system.readFile("/node_modules/own/index.d.ts")).toBe("of the root");
    expect(system.readFile("/node_modules/igdp/index.d.ts")).toBe("of igdp");
    expect(system.realpath("/node_modules/igdp/index.d.ts")).toBe("/node_modules/igdp/index.d.ts");
    expect(system.realpath("/node_modules/igdp/node_modules/own/more.d.ts")).toBe(
      "/node_modules/own/more.d.ts",
    );
    expect(system.realpath("/project/node_modules/igdp/index.d.ts")).toBe("/project/index.d.ts");
    const changed = vi.fn();
    system.watchFile("/node_modules/igdp/index.d.ts", changed);
    expect(changed).toHaveBeenCalledWith("/node_modules/igdp/index.d.ts", 1);
    expect(system.fileExists("/node_modules/none.d.ts")).toBe(false);
    expect(system.directoryExists("/node_modules/igdp")).toBe(true);
  });
});

describe("the kernelspec", () => {
  const folder = mkdtempSync(join(tmpdir(), "igdp kernelspec "));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("has absolute paths of this computer, and the names that notebooks know", () => {
    const spec = kernelspec();
    expect(spec.argv[0]).toBe(process.execPath);
    expect(spec.argv.slice(-2)).toEqual(["--config-path", "{connection_file}"]);
    expect(spec).toMatchObject({
      display_name: "TypeScript (tslab)",
      language: "typescript",
      interrupt_mode: "message",
    });
    expect(existsSync(join(spec.env.NODE_PATH, "tslab", "package.json"))).toBe(true);
  });

  it("keeps drive letters and blanks of Windows paths whole, one argument each", () => {
    const places: KernelPlaces = {
      node: "C:\\Program Files\\nodejs\\node.exe",
      packageRoot: "D:\\IGDP course\\igdp",
      modulesFolder: "D:\\IGDP course\\igdp\\node_modules",
      platform: "win32",
    };
    const { argv, env, interrupt_mode } = kernelspec(places);
    expect(argv[0]).toBe("C:\\Program Files\\nodejs\\node.exe");
    expect(argv).toContain("D:\\IGDP course\\igdp\\dist\\course\\environment\\kernel\\main.js");
    expect(env.NODE_PATH).toBe("D:\\IGDP course\\igdp\\node_modules");
    expect(interrupt_mode).toBe("message");
  });

  it("is written once, and left alone while nothing changes", () => {
    const first = writeKernelspec(folder);
    expect(first).toEqual({ file: join(folder, "kernels", "tslab", "kernel.json"), written: true });
    expect(JSON.parse(readFileSync(first.file, "utf8"))).toEqual(kernelspec());
    utimesSync(first.file, 1_000, 1_000);
    expect(writeKernelspec(folder).written).toBe(false);
    expect(statSync(first.file).mtimeMs).toBe(1_000_000);
    const changed = { ...kernelspec(), display_name: "another" };
    expect(writeKernelspec(folder, changed).written).toBe(true);
    expect(JSON.parse(readFileSync(first.file, "utf8")).display_name).toBe("another");
  });
});
