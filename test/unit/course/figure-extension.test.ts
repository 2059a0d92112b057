import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeFigureExtension } from "../../../course/notebook/figure-extension.js";

describe("the JupyterLab extension for figures", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "igdp extension "));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is a manifest that names a script beside a copy of plotly", () => {
    const home = path.join(folder, "labextensions", "igdp-figures");
    expect(writeFigureExtension(folder)).toEqual({ folder: home, written: true });
    const manifest = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8"));
    expect(manifest.name).toBe("igdp-figures");
    expect(manifest.jupyterlab._build.mimeExtension).toBe("./mimeExtension");
    const script = readFileSync(path.join(home, manifest.jupyterlab._build.load), "utf8");
    const plotly = readdirSync(path.join(home, "static")).find((name) =>
      name.startsWith("plotly-cartesian."),
    );
    expect(script).toContain(JSON.stringify(plotly));
    expect(readdirSync(path.join(home, "static"))).toHaveLength(2);
  });

  it("is left alone if it stands, and written again if a file of it is damaged", () => {
    const manifest = path.join(writeFigureExtension(folder).folder, "package.json");
    const written = statSync(manifest).mtimeMs;
    expect(writeFigureExtension(folder).written).toBe(false);
    expect(statSync(manifest).mtimeMs).toBe(written);
    truncateSync(manifest, 10);
    expect(writeFigureExtension(folder).written).toBe(true);
    expect(JSON.parse(readFileSync(manifest, "utf8")).name).toBe("igdp-figures");
  });
});
