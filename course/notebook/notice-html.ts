import { escapeHtml } from "./table-html.js";

/** What a notice is about, which decides its mark and its colour. */
export type NoticeKind = "right" | "wrong" | "open" | "hint" | "broken";

/** A short text for the trainee, under a check. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly title: string;
  /** Sentences; text between backticks is code. */
  readonly sentences: readonly string[];
  /** A piece of code below the sentences. */
  readonly code?: string;
}

/** Mark and colour of each kind: the colour is never alone, and is seen on white and on black. */
const LOOKS: Readonly<Record<NoticeKind, readonly [mark: string, color: string]>> = {
  right: ["✓", "#2e8540"],
  wrong: ["✗", "#c05600"],
  open: ["○", "#5f6b7a"],
  hint: ["→", "#1f6fb2"],
  broken: ["!", "#b3261e"],
};

/** A notice as HTML: inline styles only, since a notebook that is not trusted loses style sheets. */
export function noticeHtml({ kind, title, sentences, code }: Notice): string {
  const [mark, color] = LOOKS[kind];
  const paragraphs = sentences.map((text) => `<p style="margin: 0.35em 0 0 0">${inlineHtml(text)}</p>`);
  const block =
    code === undefined
      ? []
      : [
          `<pre style="margin: 0.6em 0 0 0; padding: 0.5em 0.7em; overflow-x: auto; border: 1px solid ${color}55">${escapeHtml(code)}</pre>`,
        ];
  return [
    `<div role="status" style="border-left: 5px solid ${color}; padding: 0.35em 0 0.45em 0.9em; margin: 0.2em 0; max-width: 46em; line-height: 1.45">`,
    `<strong><span aria-hidden="true" style="color: ${color}; font-size: 115%">${mark}</span> ${escapeHtml(title)}</strong>`,
    ...paragraphs,
    ...block,
    "</div>",
  ].join("\n");
}

/** A notice as text, for viewers that show no HTML. */
export function noticeText({ kind, title, sentences, code }: Notice): string {
  const lines = [`${LOOKS[kind][0]} ${title}`, ...sentences.map((text) => `  ${plainText(text)}`)];
  return (code === undefined ? lines : [...lines, "", ...code.split("\n").map((line) => `    ${line}`)]).join(
    "\n",
  );
}

/** Text between backticks as code, between stars as emphasis, double stars as bold; everything else is text. */
function inlineHtml(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      /^`[^`]+`$/.test(part)
        ? `<code>${escapeHtml(part.slice(1, -1))}</code>`
        : escapeHtml(part)
            .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
            .replace(/\*([^*\s][^*]*)\*/g, "<em>$1</em>")
            .replaceAll("\n", "<br>"),
    )
    .join("");
}

/** Marks of code and of emphasis taken away; a star inside code stays. */
function plainText(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      /^`[^`]+`$/.test(part) ? part.slice(1, -1) : part.replace(/\*{1,2}([^*\s][^*]*)\*{1,2}/g, "$1"),
    )
    .join("");
}
