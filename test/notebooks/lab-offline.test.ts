import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jupyterSettings } from "../../course/environment/jupyter-settings.js";
import { places } from "../../course/environment/places.js";
import { type JupyterServer, startJupyterServer } from "../../course/environment/server.js";
import { CHROMIUM, openWatchedPage } from "./jupyter-lab.js";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const noVenv = !existsSync(places(PROJECT).python);
if (noVenv)
  console.warn("The tests of JupyterLab's own calls are skipped: no .venv here: run npm start once.");
const skip = noVenv && process.env.CI !== "true";

describe.skipIf(skip)("JupyterLab as npm start runs it", { timeout: 180_000 }, () => {
  let folder: string;
  let server: JupyterServer;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "igdp lab "));
    writeFileSync(
      path.join(folder, "a.ipynb"),
      JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: {
          kernelspec: { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" },
        },
        cells: [{ cell_type: "markdown", id: "a", metadata: {}, source: "A notebook" }],
      }),
    );
    server = await startJupyterServer({ directory: folder, kind: "lab", log: path.join(folder, "lab.log") });
  }, 180_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (place: string, token = server.token): Promise<Response> =>
    fetch(`${server.baseUrl}${place}`, {
      headers: token ? { authorization: `token ${token}` } : {},
      redirect: "manual",
    });

  test("it answers on the loopback address alone, and only with the token", async () => {
    expect(new URL(server.baseUrl).hostname).toBe("127.0.0.1");
    expect(server.token).toMatch(/^[0-9a-f]{48}$/);
    expect((await get("api/contents")).status).toBe(200);
    expect((await get("api/contents", "")).status).toBe(403);
    expect((await get("api/contents", "wrong")).status).toBe(403);
    expect(readFileSync(server.log, "utf8")).not.toContain(server.token);
  });

  test("the server asks nobody for news, updates or extensions", async () => {
    const page = await (await get("lab")).text();
    const config = JSON.parse(
      /<script id="jupyter-config-data" type="application\/json">(.*?)<\/script>/s.exec(page)?.[1] ?? "",
    );
    expect(config.news).toEqual({ disabled: true });
    expect(config.extensionManager).toMatchObject({ can_install: false });
    expect(await (await get("lab/api/update")).json()).toEqual({ notification: null });
  });

  test("the project's kernel is the first choice", async () => {
    const { default: first, kernelspecs } = (await (await get("api/kernelspecs")).json()) as {
      default: string;
      kernelspecs: Record<string, unknown>;
    };
    expect(first).toBe("tslab");
    expect(kernelspecs).toHaveProperty("tslab");
  });

  test("a page with a notebook asks for no address outside this computer", async (context) => {
    if (!CHROMIUM) return context.skip("no Chromium here: set IGDP_CHROMIUM to its path");
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    try {
      const watched = await openWatchedPage(await browser.newContext());
      await watched.page.goto(`${server.baseUrl}lab/tree/a.ipynb?token=${server.token}`);
      await watched.page.waitForSelector(".jp-Notebook .jp-Cell", { timeout: 90_000 });
      // News and updates would be asked for once the page is idle.
      await watched.page.waitForTimeout(8_000);
      expect(watched.inside.length).toBeGreaterThan(10);
      expect(watched.outside).toEqual([]);
      expect(watched.inside.filter((url) => /lab\/api\/(news|extensions)/.test(url))).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  test("all that Jupyter writes for itself is in the project's folder", () => {
    const settings = jupyterSettings(path.join(folder, "jupyter"));
    expect(Object.keys(settings).sort()).toEqual([
      "IPYTHONDIR",
      "JUPYTERLAB_SETTINGS_DIR",
      "JUPYTERLAB_WORKSPACES_DIR",
      "JUPYTER_CONFIG_DIR",
      "JUPYTER_DATA_DIR",
      "JUPYTER_RUNTIME_DIR",
    ]);
    for (const place of Object.values(settings))
      expect(place.startsWith(path.join(folder, "jupyter"))).toBe(true);
  });
});
