import { escapeXml } from "../map/svg.js";
import type { ReportBlock, ReportDocument, ReportTable } from "./report-blocks.js";

const STYLE = `
body { margin: 0 auto; max-width: 52rem; padding: 1rem 1.25rem 3rem; color: #1b1b1b; background: #ffffff;
  font: 1rem/1.5 "Noto Sans", "Segoe UI", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.25rem; margin-top: 2rem; }
.subtitle { margin-top: 0.2rem; color: #444444; }
figure { margin: 1.5rem 0; } figure svg { max-width: 100%; height: auto; }
figcaption, caption { color: #444444; text-align: left; font-size: 0.9rem; }
.wide { overflow-x: auto; } .wide:focus { outline: 2px solid #0072b2; }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; font-size: 0.9rem; }
th, td { border-bottom: 1px solid #b0b0b0; padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; }
@media print { body { max-width: none; } figure, table { break-inside: avoid; } }`;

/**
 * A report as one page that needs nothing else: no script, no network. Whatever people wrote (titles, names of
 * stations and files) is shown as text and never taken for markup.
 */
export function reportHtml({ title, subtitle, author, date, blocks }: ReportDocument): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeXml(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
<h1>${escapeXml(title)}</h1>
<p class="subtitle">${escapeXml([subtitle, author, date].filter(Boolean).join(" · "))}</p>
${blocks.map(blockHtml).join("\n")}
</main>
</body>
</html>
`;
}

function blockHtml(block: ReportBlock, k: number): string {
  switch (block.kind) {
    case "heading":
      return `<h2>${escapeXml(block.text)}</h2>`;
    case "paragraph":
      return `<p>${escapeXml(block.text)}</p>`;
    case "list":
      return `<ul>\n${block.items.map((item) => `<li>${escapeXml(item)}</li>`).join("\n")}\n</ul>`;
    case "figure":
      return `<figure>\n${block.svg}<figcaption>${escapeXml(block.caption)}</figcaption>\n</figure>`;
    case "table":
      return tableHtml(block, k);
  }
}

/** Wide tables scroll by themselves; with the keyboard as well, so they can be focused. */
function tableHtml({ caption, head, rows }: ReportTable, k: number): string {
  const cells = (tag: string, words: readonly string[]) =>
    words.map((word, i) => {
      const text = escapeXml(word);
      if (tag === "td" && i === 0) return `<th scope="row">${text}</th>`;
      return tag === "th" && word !== "" ? `<th scope="col">${text}</th>` : `<td>${text}</td>`;
    });
  return `<div class="wide" role="region" tabindex="0" aria-labelledby="caption-${k}">
<table>
<caption id="caption-${k}">${escapeXml(caption)}</caption>
<thead><tr>${cells("th", head).join("")}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${cells("td", row).join("")}</tr>`).join("\n")}
</tbody>
</table>
</div>`;
}
