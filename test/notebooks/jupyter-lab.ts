/**
 * A JupyterLab of the project's own environment for tests: on loopback, with a token, with all its folders in
 * one temporary place; and a browser page that can reach nothing but that server.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "playwright-core";

export const PROJECT: string = fileURLToPath(new URL("../..", import.meta.url));

const PYTHON = path.join(
  PROJECT,
  ".venv",
  ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
);

/** Chromium of this machine, from `IGDP_CHROMIUM` or the usual places. */
export const CHROMIUM: string | undefined = [
  process.env.IGDP_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
].find((file) => file && existsSync(file));

/** What a browser test needs and this machine lacks, in words; undefined if nothing is missing. */
export function missingForBrowserTests(): string | undefined {
  if (!existsSync(PYTHON)) return "no .venv here: run npm start once";
  if (!existsSync(path.join(PROJECT, "dist/course/notebook/index.js"))) return "not built: run npm run build";
  if (!CHROMIUM) return "no Chromium here: set IGDP_CHROMIUM to its path";
  return undefined;
}

/** A running JupyterLab. */
export interface JupyterLab {
  /** Address without a slash at its end. */
  readonly url: string;
  readonly token: string;
  /** Runs `python -m ...` of the same environment with the same folders. */
  python(...args: string[]): { readonly status: number | null; readonly text: string };
  /** What the server has written so far. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts JupyterLab.
 *
 * @param root - folder that it shows
 * @param home - folder for its configuration, data and signatures; made here
 */
export async function startJupyterLab(root: string, home: string): Promise<JupyterLab> {
  const env = jupyterEnvironment(home);
  const token = randomBytes(16).toString("hex");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    "ServerApp.ip": "127.0.0.1",
    "ServerApp.port": port,
    "ServerApp.port_retries": 0,
    "ServerApp.open_browser": false,
    "ServerApp.root_dir": root,
    "ServerApp.allow_root": true,
    "ServerApp.terminals_enabled": false,
    "IdentityProvider.token": token,
    "LabApp.expose_app_in_browser": true,
    "LabApp.extension_manager": "readonly",
    "LabApp.news_url": "",
  };
  const flags = Object.entries(settings).map(([name, value]) => `--${name}=${pythonLiteral(value)}`);
  const server = spawn(PYTHON, ["-m", "jupyterlab", ...flags], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (chunk) => lines.push(String(chunk)));
  const lab: JupyterLab = {
    url,
    token,
    log: () => lines.join(""),
    python: (...args) => {
      const done = spawnSync(PYTHON, ["-m", ...args], { cwd: root, env, encoding: "utf8" });
      return { status: done.status, text: `${done.stdout}${done.stderr}` };
    },
    stop: () => stopServer(server, url, token),
  };
  await untilAnswers(server, lab);
  return lab;
}

/** All folders that Jupyter would otherwise look for in the user's home. */
function jupyterEnvironment(home: string): NodeJS.ProcessEnv {
  const folders = {
    JUPYTER_CONFIG_DIR: path.join(home, "config"),
    JUPYTER_DATA_DIR: path.join(home, "data"),
    JUPYTER_RUNTIME_DIR: path.join(home, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: path.join(home, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: path.join(home, "workspaces"),
    IPYTHONDIR: path.join(home, "ipython"),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  const notification = path.join(folders.JUPYTERLAB_SETTINGS_DIR, "@jupyterlab", "apputils-extension");
  mkdirSync(notification, { recursive: true });
  writeFileSync(
    path.join(notification, "notification.jupyterlab-settings"),
    JSON.stringify({ fetchNews: "false", checkForUpdates: false }),
  );
  return { ...process.env, ...folders, JUPYTER_PREFER_ENV_PATH: "1", PYTHONWARNINGS: "ignore" };
}

function pythonLiteral(value: string | number | boolean): string {
  return typeof value === "boolean" ? (value ? "True" : "False") : String(value);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

async function untilAnswers(server: ChildProcess, lab: JupyterLab): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    if (server.exitCode !== null) throw new Error(`JupyterLab ended at once:\n${lab.log()}`);
    const answer = await fetch(`${lab.url}/api/status?token=${lab.token}`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(250);
  }
  server.kill("SIGKILL");
  throw new Error(`JupyterLab did not answer within 60 s:\n${lab.log()}`);
}

/** Asks the server to end, which ends its kernels too; kills it if it does not. */
async function stopServer(server: ChildProcess, url: string, token: string): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  await fetch(`${url}/api/shutdown`, { method: "POST", headers: { authorization: `token ${token}` } }).catch(
    () => {},
  );
  await Promise.race([ended, sleep(15_000).then(() => server.kill("SIGKILL"))]);
}

/** A page, and what it tried and said. */
export interface WatchedPage {
  readonly page: Page;
  /** Addresses outside this machine that the page asked for; each request was refused. */
  readonly outside: string[];
  /** Addresses on this machine that the page asked for. */
  readonly inside: string[];
  /** Errors on the console, and errors that nobody caught. */
  readonly errors: string[];
}

/** Opens a page that can reach loopback addresses only. */
export async function openWatchedPage(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage();
  const watched: WatchedPage = { page, outside: [], inside: [], errors: [] };
  await page.route("**/*", (route) => {
    const { protocol, hostname, href } = new URL(route.request().url());
    const here = hostname === "127.0.0.1" || ["data:", "blob:", "file:"].includes(protocol);
    if (here && hostname) watched.inside.push(href);
    if (!here) watched.outside.push(href);
    return here ? route.continue() : route.abort();
  });
  page.on("console", (message) => {
    if (message.type() === "error") watched.errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => watched.errors.push(error.stack ?? String(error)));
  return watched;
}

/** Opens a notebook in JupyterLab's page, alone, and waits until it is there. */
export async function openNotebook(page: Page, lab: JupyterLab, file: string): Promise<void> {
  await page.goto(`${lab.url}/lab/tree/${file}?token=${lab.token}&reset`);
  await page.waitForFunction(NOTEBOOK_READY, file, { timeout: 60_000 });
}

const NOTEBOOK_READY = (file: string): boolean => {
  const panel = (globalThis as unknown as LabWindow).jupyterapp?.shell.currentWidget;
  return (
    panel?.context?.path === file && panel.context.isReady === true && panel.content?.widgets?.length > 0
  );
};

/** Runs one of JupyterLab's commands and waits for its end. */
export async function labCommand(
  page: Page,
  command: string,
  args: Record<string, unknown> = {},
): Promise<void> {
  await page.evaluate(
    ([name, options]) =>
      (globalThis as unknown as LabWindow).jupyterapp.commands.execute(name, options).then(() => undefined),
    [command, args] as const,
  );
}

/** Waits until the current notebook's kernel can take a cell. */
export async function untilKernelIdle(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const panel = (globalThis as unknown as LabWindow).jupyterapp.shell.currentWidget;
      return panel.sessionContext?.session?.kernel?.status === "idle";
    },
    undefined,
    { timeout: 60_000 },
  );
}

interface LabWindow {
  readonly jupyterapp: {
    readonly commands: { execute(name: string, args: Record<string, unknown>): Promise<unknown> };
    readonly shell: {
      readonly currentWidget: {
        readonly context?: { readonly path: string; readonly isReady: boolean };
        readonly content: { readonly widgets: readonly unknown[] };
        readonly sessionContext?: { readonly session?: { readonly kernel?: { readonly status: string } } };
      };
    };
  };
}

/** Removes a test's folder; Windows may hold a file a moment longer. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
