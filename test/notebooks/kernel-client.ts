import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { kernelPlaces, kernelspec } from "../../course/environment/kernel/kernelspec.js";

/**
 * A small Jupyter client for tests, written from the protocol's text and not from the kernel's code: it starts
 * the built kernel by its kernelspec, as Jupyter does, and speaks to it through its own zeromq sockets.
 */

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** A Jupyter message that arrived. */
export interface Message {
  readonly type: string;
  readonly parentId?: string;
  // biome-ignore lint/suspicious/noExplicitAny: the content is whatever the kernel sent.
  readonly content: any;
}

/** All that a request brought back. */
export interface Answer {
  readonly reply: Message;
  /** Messages on the iopub channel that belong to the request, up to its idle status. */
  readonly messages: readonly Message[];
  /** Joined text of a stream. */
  text(name: "stdout" | "stderr"): string;
  /** Messages of a type. */
  ofType(type: string): readonly Message[];
}

interface ZeromqSocket extends AsyncIterable<Buffer[]> {
  connect(address: string): void;
  subscribe(topic: string): void;
  send(frames: unknown): Promise<void>;
  receive(): Promise<Buffer[]>;
  close(): void;
  linger: number;
  receiveHighWaterMark: number;
}

const fromTslab = createRequire(
  createRequire(join(projectRoot, "package.json")).resolve("tslab/package.json"),
);
const zeromq = fromTslab("zeromq") as Record<"Dealer" | "Subscriber" | "Request", new () => ZeromqSocket>;
const KEY = "secret of a test";

/** Settings of {@link startKernel}. */
export interface KernelStart {
  /** The folder of the notebook; the project's `notebooks` unless told. */
  readonly folder?: string;
  readonly env?: Record<string, string>;
  /** A program to start instead of the kernel; it gets the kernel's command line as its last arguments. */
  readonly through?: readonly string[];
}

/** Starts the kernel and waits until it answers. */
export async function startKernel(start: KernelStart = {}): Promise<KernelClient> {
  const spec = kernelspec(kernelPlaces());
  const entry = spec.argv.find((argument) => argument.endsWith("main.js")) ?? "";
  if (!existsSync(entry)) throw new Error(`${entry} is missing: run npm run build first`);
  const home = mkdtempSync(join(tmpdir(), "igdp kernel "));
  const ports = await freePorts(5);
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ports;
  const connection = { transport: "tcp", ip: "127.0.0.1", key: KEY, signature_scheme: "hmac-sha256" };
  const file = join(home, "connection.json");
  writeFileSync(
    file,
    JSON.stringify({ ...connection, shell_port, iopub_port, stdin_port, control_port, hb_port }),
  );
  const argv = [
    ...(start.through ?? []),
    ...spec.argv.map((part) => part.replace("{connection_file}", file)),
  ];
  const child = spawn(argv[0], argv.slice(1), {
    cwd: start.folder ?? join(projectRoot, "notebooks"),
    // As Jupyter does: with the variable, a kernel ends when a failed test run leaves it behind.
    env: { ...process.env, ...spec.env, JPY_PARENT_PID: String(process.pid), ...start.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const client = new KernelClient(child, ports);
  client.ended.then(() => rmSync(home, { recursive: true, force: true }));
  await client.untilReady();
  return client;
}

/** A running kernel and the sockets to it. */
export class KernelClient {
  /** What the process itself wrote to its standard error: the kernel's log. */
  log = "";
  /** Resolves with the exit code when the process has ended. */
  readonly ended: Promise<number | null>;
  /** Every message of the iopub channel so far. */
  readonly published: Message[] = [];
  readonly #replies = new Map<string, Message>();
  readonly #session = randomUUID();
  readonly #shell = new zeromq.Dealer();
  readonly #control = new zeromq.Dealer();
  readonly #iopub = new zeromq.Subscriber();
  readonly #heartbeat = new zeromq.Request();
  #wake: (() => void)[] = [];

  constructor(
    readonly process: ChildProcess,
    [shell, iopub, , control, heartbeat]: number[],
  ) {
    process.stderr?.on("data", (chunk) => {
      this.log += chunk;
    });
    this.ended = new Promise((resolve) => process.once("exit", (code) => resolve(code)));
    this.ended.then(() => this.#wakeAll());
    this.#iopub.receiveHighWaterMark = 0;
    this.#iopub.subscribe("");
    const sockets = { shell: this.#shell, control: this.#control, iopub: this.#iopub };
    const ports = { shell, control, iopub };
    for (const [name, socket] of Object.entries(sockets)) {
      socket.linger = 0;
      socket.connect(`tcp://127.0.0.1:${ports[name as keyof typeof ports]}`);
      void this.#listen(socket, name);
    }
    this.#heartbeat.linger = 0;
    this.#heartbeat.connect(`tcp://127.0.0.1:${heartbeat}`);
  }

  /** Asks for the kernel's information until status messages arrive too: the subscription takes a moment. */
  async untilReady(): Promise<void> {
    for (;;) {
      const id = this.send("kernel_info_request", {});
      await this.until(() => this.#replies.has(id), 30_000);
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (this.published.some((message) => message.parentId === id)) return;
    }
  }

  /** Sends a request and returns its number, without waiting. */
  send(type: string, content: object, channel: "shell" | "control" = "shell"): string {
    const msg_id = randomUUID();
    const header = { msg_id, session: this.#session, username: "test", msg_type: type, version: "5.4" };
    const parts = [{ ...header, date: new Date().toISOString() }, {}, {}, content].map((part) =>
      JSON.stringify(part),
    );
    const signature = createHmac("sha256", KEY).update(parts.join("")).digest("hex");
    const socket = channel === "shell" ? this.#shell : this.#control;
    socket.send(["<IDS|MSG>", signature, ...parts]);
    return msg_id;
  }

  /** Sends a cell and returns its number, without waiting. */
  sendCell(code: string, options: object = {}): string {
    return this.send("execute_request", {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
      ...options,
    });
  }

  /** Waits for the reply to a request and for its idle status. */
  async answer(id: string, milliseconds = 20_000): Promise<Answer> {
    const mine = (message: Message): boolean => message.parentId === id;
    const isIdle = (message: Message): boolean => mine(message) && message.content.execution_state === "idle";
    await this.until(() => this.#replies.has(id) && this.published.some(isIdle), milliseconds);
    const messages = this.published.filter(mine);
    const ofType = (type: string): Message[] => messages.filter((message) => message.type === type);
    const text = (name: string): string =>
      ofType("stream")
        .filter(({ content }) => content.name === name)
        .map(({ content }) => content.text)
        .join("");
    return { reply: this.#replies.get(id) as Message, messages, ofType, text };
  }

  /** Runs a cell. */
  run(code: string, options: object = {}, milliseconds?: number): Promise<Answer> {
    return this.answer(this.sendCell(code, options), milliseconds);
  }

  /** Asks something on the shell channel. */
  async ask(type: string, content: object): Promise<Message> {
    return (await this.answer(this.send(type, content))).reply;
  }

  /** The reply to a request on the control channel. */
  async askControl(type: string, content: object): Promise<Message> {
    const id = this.send(type, content, "control");
    await this.until(() => this.#replies.has(id), 5_000);
    return this.#replies.get(id) as Message;
  }

  /** Milliseconds until the heartbeat comes back. */
  async heartbeat(): Promise<number> {
    const start = performance.now();
    await this.#heartbeat.send("ping");
    await this.#heartbeat.receive();
    return performance.now() - start;
  }

  /** Waits until something is true, looking again at every message. */
  async until(condition: () => boolean, milliseconds: number): Promise<void> {
    const deadline = performance.now() + milliseconds;
    while (!condition()) {
      const { exitCode, signalCode } = this.process;
      if (exitCode !== null || signalCode !== null) {
        throw new Error(`the kernel ended (${exitCode ?? signalCode}); its log:\n${this.log}`);
      }
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`nothing came for ${milliseconds} ms; the kernel's log:\n${this.log}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Ends the kernel. */
  async close(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.send("shutdown_request", { restart: false }, "control");
      const timer = setTimeout(() => this.process.kill("SIGKILL"), 5_000);
      await this.ended;
      clearTimeout(timer);
    }
    for (const socket of [this.#shell, this.#control, this.#iopub, this.#heartbeat]) socket.close();
  }

  async #listen(socket: ZeromqSocket, name: string): Promise<void> {
    for await (const frames of socket) {
      const start = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
      const [signature, ...parts] = frames.slice(start + 1).map(String);
      const expected = createHmac("sha256", KEY).update(parts.slice(0, 4).join("")).digest("hex");
      if (signature !== expected) throw new Error("the kernel signed a message wrongly");
      const [header, parent, , content] = parts.map((part) => JSON.parse(part));
      const message = { type: header.msg_type, parentId: parent.msg_id, content };
      if (name === "iopub") this.published.push(message);
      else this.#replies.set(parent.msg_id, message);
      this.#wakeAll();
    }
  }

  #wakeAll(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const resolve of wake) resolve();
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once("listening", resolve))));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
