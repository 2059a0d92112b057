import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { installFigureRenderer, type RendererSettings } from "./figure-renderer.js";

/** MIME type of a plotly figure; VS Code and Colab know it too. */
export const PLOTLY_MIME_TYPE = "application/vnd.plotly.v1+json";

const PLOTLY_PACKAGE = "plotly.js-cartesian-dist-min";

/** Name of the JupyterLab extension, and of its folder. */
export const FIGURE_EXTENSION = "igdp-figures";

/**
 * Writes the JupyterLab extension that draws plotly figures to `<directory>/labextensions/igdp-figures`.
 *
 * It is two small files and a copy of plotly.js, and needs no build and no network. File names carry a hash of
 * their content, so that a browser never keeps an old one.
 *
 * @param directory - a Jupyter data folder, such as `share/jupyter` of a virtual environment
 * @returns the extension's folder, and whether it was written; one that is already the same is left alone
 */
export function writeFigureExtension(directory: string): {
  readonly folder: string;
  readonly written: boolean;
} {
  const { resolve } = createRequire(import.meta.url);
  const plotly = readFileSync(resolve(PLOTLY_PACKAGE));
  const { version } = JSON.parse(readFileSync(resolve(`${PLOTLY_PACKAGE}/package.json`), "utf8"));
  const plotlyFile = `plotly-cartesian.${hashOf(plotly)}.min.js`;
  const settings: RendererSettings = { name: FIGURE_EXTENSION, mimeType: PLOTLY_MIME_TYPE, plotlyFile };
  const script = `(${installFigureRenderer.toString()})(window, ${JSON.stringify(settings)});\n`;
  const scriptFile = `remoteEntry.${hashOf(script)}.js`;
  const manifest = `${JSON.stringify(packageManifest(scriptFile, version), null, 2)}\n`;

  const folder = path.join(directory, "labextensions", FIGURE_EXTENSION);
  const files: readonly (readonly [name: string, content: string | Buffer])[] = [
    [path.join("static", plotlyFile), plotly],
    [path.join("static", scriptFile), script],
    // Last, because Jupyter reads the extension through it: half a copy is never offered.
    ["package.json", manifest],
  ];
  if (files.every(([name, content]) => holds(path.join(folder, name), content))) {
    return { folder, written: false };
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, "static"), { recursive: true });
  for (const [name, content] of files) writeFileSync(path.join(folder, name), content);
  return { folder, written: true };
}

/** What Jupyter reads of an extension; its version is that of the plotly.js in it. */
function packageManifest(scriptFile: string, version: string): Record<string, unknown> {
  return {
    name: FIGURE_EXTENSION,
    version,
    description: "Draws the figures of igdp's notebooks with plotly.js, without a network",
    license: "MIT",
    jupyterlab: {
      mimeExtension: true,
      _build: { load: `static/${scriptFile}`, mimeExtension: "./mimeExtension" },
    },
  };
}

function hashOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}

function holds(file: string, content: string | Buffer): boolean {
  return existsSync(file) && readFileSync(file).equals(Buffer.from(content));
}
