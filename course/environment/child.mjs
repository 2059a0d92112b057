import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { finished } from "node:stream/promises";
import { setupError } from "./failures.mjs";

/** How much of a program's output is kept in memory; the log file has all of it. */
const KEPT_CHARACTERS = 200_000;

/**
 * Runs a program to its end without showing its output: that goes to a log file.
 *
 * Where the user stops this program, it waits until the other has stopped too: npm tidies up for a while, and
 * a second npm beside it would fail.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, log: string, env?: NodeJS.ProcessEnv }} options `log` is written anew
 * @returns {Promise<{ code: number, output: string }>} exit code (1 where a signal ended it) and the output's end
 */
export async function runLogged(command, args, options) {
  mkdirSync(path.dirname(options.log), { recursive: true });
  const log = createWriteStream(options.log);
  // A log that cannot be written (a full disk) must not hide why the program itself failed.
  log.on("error", () => {});
  log.write(`${[command, ...args].join(" ")}\n`);
  let output = "";
  const keep = (chunk) => {
    log.write(chunk);
    output = (output + chunk).slice(-KEPT_CHARACTERS);
  };
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", keep);
  const stopped = passOnStopSignals(child);
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      keep(`${error.message}\n`);
      resolve(1);
    });
    child.once("close", (exitCode) => resolve(exitCode ?? 1));
  });
  log.end();
  await finished(log).catch(() => {});
  if (stopped()) throw setupError("Stopped. Run the same command again to go on.");
  return { code, output };
}

/** Passes signals that ask to stop on to the child; gives a function that ends this and tells whether one came. */
function passOnStopSignals(child) {
  let stopped = false;
  const passOn = (signal) => {
    stopped = true;
    // Ctrl+C in a terminal has reached the child already.
    if (signal !== "SIGINT") child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, passOn);
  return () => {
    for (const signal of signals) process.off(signal, passOn);
    return stopped;
  };
}
