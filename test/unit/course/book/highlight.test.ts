import { expect, test } from "vitest";
import { highlightTypeScript } from "../../../../course/authoring/book/highlight.js";

/** The code as a reader sees it. */
function visible(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** The words of one class. */
function marked(code: string, kind: string): readonly string[] {
  const html = highlightTypeScript(code);
  return [...html.matchAll(new RegExp(`<span class="${kind}">(.*?)</span>`, "gs"))].map(([, text]) =>
    visible(text),
  );
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the template is in the marked code.
const CODE = [
  "/** Doc. */",
  "export const rows = table.filter((row) => row.height_m > 1_000.5 && `a ${row.name + \"}\"} b` !== 'x'); // why & how",
  "  /* one */   /* two */",
  "if (/a<b\\/[/]/g.test(text)) show(rows, { rows: 10n });",
  "const gravity = ____; // mGal",
  "",
].join("\n");
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above.

test("marking code changes none of its characters", () => {
  expect(visible(highlightTypeScript(CODE))).toBe(CODE);
});

test("code that does not parse keeps all its characters", () => {
  for (const code of [
    "const = = `open ${",
    "} ) ] /",
    "'open",
    "/* open",
    "a\u0000b",
    "\ufeffconst a = 1;",
  ]) {
    expect(visible(highlightTypeScript(code))).toBe(code);
  }
});

test("keywords, texts, numbers, comments, called functions and blanks are told apart", () => {
  expect(marked(CODE, "k")).toEqual(["export", "const", "if", "const"]);
  expect(marked(CODE, "n")).toEqual(["1_000.5", "10n"]);
  expect(marked(CODE, "f")).toEqual(["filter", "test", "show"]);
  expect(marked(CODE, "b")).toEqual(["____"]);
  expect(marked(CODE, "s")).toEqual(["`a ${", '"}"', "} b`", "'x'", "/a<b\\/[/]/g"]);
  expect(marked(CODE, "c")).toEqual(["/** Doc. */", "// why & how\n  /* one */   /* two */", "// mGal"]);
});

test("code cannot bring markup into the page", () => {
  const html = highlightTypeScript('const a = "</code><script>x</script>"; // <img onerror="x">');
  expect(html).not.toMatch(/<(?!\/?span)/);
});
