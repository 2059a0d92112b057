/**
 * The connection thread: owns the five sockets of the Jupyter protocol, so that a cell that keeps the main
 * thread busy neither silences the heartbeat nor blocks an interrupt, and outputs flow while it runs.
 */
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { stopMainThread } from "./interrupt.js";
import { kernelInfo } from "./kernel-info.js";
import { kernelLog } from "./kernel-log.js";
import { watchParent } from "./parent-watch.js";
import { makeSendQueue, type SendQueue } from "./send-queue.js";
import { removeInFlight, tellAllSent } from "./shared-state.js";
import { makeStreamBatch } from "./stream-batch.js";
import type { ConnectionStart, ToConnection, ToMain } from "./thread-messages.js";
import { type Header, type Incoming, makeWire } from "./wire.js";
import { loadZeromq, type Socket } from "./zeromq.js";

/** How many messages a slow client may be behind before printing waits for it. */
const PUBLISH_LIMIT = 500;
/** How long a socket may go on sending after its close, and how long the main thread may take to end. */
const LINGER_MILLISECONDS = 1_000;

type ReplyChannel = "shell" | "control";

const { connection, packageRoot, state } = workerData as ConnectionStart;
const main = parentPort as MessagePort;
const zeromq = loadZeromq(packageRoot);
const wire = makeWire(connection.key);
const sockets = {
  shell: new zeromq.Router(),
  control: new zeromq.Router(),
  stdin: new zeromq.Router(),
  heartbeat: new zeromq.Reply(),
  iopub: new zeromq.Publisher(),
};
const queues: Record<ReplyChannel | "iopub" | "heartbeat", SendQueue> = {
  shell: makeSendQueue(sockets.shell, kernelLog),
  control: makeSendQueue(sockets.control, kernelLog),
  iopub: makeSendQueue(sockets.iopub, kernelLog),
  heartbeat: makeSendQueue(sockets.heartbeat, kernelLog),
};

/** Requests that the main thread has not finished yet, by number. */
const open = new Map<number, Incoming>();
let requests = 0;
let interrupts = 0;
/** Header of the request whose cell gets the outputs. */
let cell: Header | undefined;

const streams = makeStreamBatch((name, text) => {
  publish("stream", JSON.stringify({ name, text }), cell, () => removeInFlight(state, text.length));
});

function tellMain(message: ToMain): void {
  main.postMessage(message);
}

function publish(type: string, content: string, parent?: Header, sent?: () => void): void {
  queues.iopub.send(wire.encode({ identities: [type], type, parent, content }), sent);
}

function publishStatus(execution_state: "starting" | "busy" | "idle", parent?: Header): void {
  streams.flush();
  publish("status", JSON.stringify({ execution_state }), parent);
}

function reply(channel: ReplyChannel, request: Incoming, type: string, content: string): void {
  const { identities, header: parent } = request;
  queues[channel].send(wire.encode({ identities, type, parent, content }));
}

function onMain(message: ToConnection): void {
  switch (message.kind) {
    case "busy":
      publishStatus("busy", open.get(message.id)?.header);
      break;
    case "cell":
      streams.flush();
      cell = open.get(message.id)?.header;
      break;
    case "stream":
      streams.write(message.name, message.text);
      break;
    case "output":
      streams.flush();
      publish(message.type, message.content, cell, () => removeInFlight(state, message.content.length));
      break;
    case "finish":
      finish(message);
      break;
    case "drain":
      void drain();
      break;
    case "close":
      void close();
  }
}

function finish({ id, type, content = "{}" }: Extract<ToConnection, { kind: "finish" }>): void {
  const request = open.get(id);
  if (!request) return;
  open.delete(id);
  streams.flush();
  if (type) reply("shell", request, type, content);
  publishStatus("idle", request.header);
}

/** Passes on every request that has arrived by now, and says so. */
async function drain(): Promise<void> {
  await nextTurn();
  while (sockets.shell.readable) await nextTurn();
  await nextTurn();
  tellMain({ kind: "drained" });
}

function onShell(request: Incoming): void {
  if (request.header.msg_type === "shutdown_request") {
    onControl(request, "shell");
    return;
  }
  const id = ++requests;
  open.set(id, request);
  tellMain({ kind: "request", request: { id, type: request.header.msg_type, content: request.content } });
}

/** Control requests are answered here, at once, whatever the main thread does. */
function onControl(request: Incoming, channel: ReplyChannel = "control"): void {
  const type = request.header.msg_type;
  publishStatus("busy", request.header);
  if (type === "interrupt_request") {
    void stopMainThread({ ticket: ++interrupts, state, tellMain });
    reply(channel, request, "interrupt_reply", JSON.stringify({ status: "ok" }));
  } else if (type === "kernel_info_request") {
    reply(channel, request, "kernel_info_reply", JSON.stringify(kernelInfo(packageRoot)));
  } else if (type === "shutdown_request") {
    const content = JSON.stringify({ status: "ok", restart: request.content.restart === true });
    reply(channel, request, "shutdown_reply", content);
    publish("shutdown_reply", content, request.header);
    void end();
  } else {
    kernelLog(`no answer to '${type}' on the control channel`);
  }
  publishStatus("idle", request.header);
}

/** Sends everything that is left and closes the sockets. */
async function close(): Promise<void> {
  streams.flush();
  await Promise.race([
    Promise.all(Object.values(queues).map((queue) => queue.drained())),
    sleep(LINGER_MILLISECONDS),
  ]);
  for (const socket of Object.values(sockets)) socket.close();
  tellAllSent(state);
}

/** Ends the process: by the main thread if it still listens, by force if not. */
async function end(): Promise<void> {
  await nextTurn();
  await Promise.all([queues.shell.drained(), queues.control.drained()]);
  tellMain({ kind: "end" });
  await sleep(LINGER_MILLISECONDS);
  await close();
  process.kill(process.pid, "SIGKILL");
}

async function listen(socket: Socket, handle: (request: Incoming) => void): Promise<void> {
  for await (const frames of socket) {
    try {
      handle(wire.decode(frames));
    } catch (error) {
      kernelLog(`a message was ignored: ${String(error)}`);
    }
  }
}

async function answerHeartbeat(): Promise<void> {
  for await (const frames of sockets.heartbeat) queues.heartbeat.send(frames);
}

async function start(): Promise<void> {
  for (const socket of Object.values(sockets)) socket.linger = LINGER_MILLISECONDS;
  for (const socket of [sockets.shell, sockets.control]) socket.sendHighWaterMark = 0;
  sockets.iopub.sendHighWaterMark = PUBLISH_LIMIT;
  sockets.iopub.noDrop = true;
  const ports = {
    shell: connection.shell_port,
    control: connection.control_port,
    stdin: connection.stdin_port,
    heartbeat: connection.hb_port,
    iopub: connection.iopub_port,
  };
  const separator = connection.transport === "ipc" ? "-" : ":";
  for (const [name, socket] of Object.entries(sockets)) {
    const port = ports[name as keyof typeof ports];
    await socket.bind(`${connection.transport}://${connection.ip}${separator}${port}`);
  }
  main.on("message", onMain);
  publishStatus("starting");
  watchParent(() => void end());
  await Promise.all([listen(sockets.shell, onShell), listen(sockets.control, onControl), answerHeartbeat()]);
}

await start();
