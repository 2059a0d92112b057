import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Figure } from "../core/figure.js";

/**
 * A web page with one plotly figure that needs no network: plotly.js itself is written into it (1.4 MB).
 *
 * @param figure - the figure
 * @param title - the page's title
 * @returns the page as HTML
 *
 * @example
 * const page = await figurePage({ data: [{ y: [1, 2] }], layout: {} }, "Two points");
 * page.includes("<title>Two points</title>"); // => true
 */
export async function figurePage(figure: Figure, title: string): Promise<string> {
  const plotly = await readFile(
    createRequire(import.meta.url).resolve("plotly.js-cartesian-dist-min"),
    "utf8",
  );
  const json = (value: unknown) => JSON.stringify(value ?? {}).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</title>
<style>html, body, #figure { margin: 0; height: 100%; }</style>
</head>
<body>
<div id="figure"></div>
<script>${plotly.replaceAll("</script", "<\\/script")}</script>
<script>
Plotly.newPlot("figure", ${json(figure.data)}, { ...${json(figure.layout)}, width: undefined, height: undefined, autosize: true }, { ...${json(figure.config)}, responsive: true });
</script>
</body>
</html>
`;
}
