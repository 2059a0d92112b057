import { parseDocument } from "yaml";
import type { Fail } from "./source-error.js";

/** What stands at the top of a lesson, between two lines `---`. */
export interface Frontmatter {
  readonly title: string;
  readonly subtitle: string;
  readonly minutes: number;
  readonly datasets: readonly string[];
}

/** A source, parted into the values at its top and the Markdown below them. */
export interface PartedSource {
  /** The values at the top, each with its line. */
  readonly values: ReadonlyMap<string, { readonly value: unknown; readonly line: number }>;
  readonly body: string;
  /** The line where the body starts, counted from 1. */
  readonly bodyLine: number;
}

const KEYS = ["title", "subtitle", "minutes", "datasets"];

/**
 * Parts a source into the YAML at its top and the Markdown below.
 *
 * @throws FormatError where there is none, where it is not YAML, or where the source holds a tab
 */
export function partSource(text: string, fail: Fail): PartedSource {
  const lines = text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  const tab = lines.findIndex((line) => line.includes("\t"));
  if (tab >= 0) fail(tab + 1, "the line holds a tab", "Use spaces: a tab has no fixed width.");
  const end = lines.indexOf("---", 1);
  if (lines[0] !== "---" || end < 0) {
    fail(
      1,
      "the file does not start with its title",
      "Start with a line ---, then title: …, minutes: …, then a line ---.",
    );
  }
  const yaml = parseDocument(lines.slice(1, end).join("\n"));
  const [problem] = yaml.errors;
  if (problem) {
    fail(
      1 + (problem.linePos?.[0].line ?? 0),
      `this is not YAML: ${problem.message.split(/ at line |:?\n/)[0]}`,
      "Write lines such as title: The first map. Put text that holds a colon in double quotes.",
    );
  }
  const content: unknown = yaml.toJS();
  const values = new Map<string, { value: unknown; line: number }>();
  for (const [key, value] of Object.entries(Object(content) as Record<string, unknown>)) {
    const line = lines.findIndex((row, index) => index > 0 && row.startsWith(`${key}:`)) + 1;
    values.set(key, { value, line: Math.max(line, 1) });
  }
  return { values, body: lines.slice(end + 1).join("\n"), bodyLine: end + 2 };
}

/**
 * Reads the values at the top of a lesson.
 *
 * @throws FormatError where the title or the minutes are missing, where a value has the wrong type or a name is unknown
 */
export function readFrontmatter({ values }: PartedSource, fail: Fail): Frontmatter {
  for (const [key, { line }] of values) {
    if (!KEYS.includes(key)) fail(line, `'${key}' is unknown here`, unknownAdvice(key));
  }
  const text = (key: string): string => {
    const { value = "", line = 1 } = values.get(key) ?? {};
    return typeof value === "string"
      ? value.trim()
      : fail(line, `${key} is not text`, "Put it in double quotes.");
  };
  const title = text("title");
  if (title === "") fail(1, "the title is missing", "Write title: … at the top.");
  const { value: minutes, line: minutesLine = 1 } = values.get("minutes") ?? {};
  if (typeof minutes !== "number" || !Number.isInteger(minutes) || minutes < 1) {
    return fail(
      minutesLine,
      minutes === undefined ? "the minutes are missing" : `minutes is ${JSON.stringify(minutes)}`,
      "Write the time that a trainee needs as a whole number, for example minutes: 45.",
    );
  }
  return { title, subtitle: text("subtitle"), minutes, datasets: datasetsOf(values.get("datasets"), fail) };
}

function datasetsOf(given: { value: unknown; line: number } | undefined, fail: Fail): readonly string[] {
  if (given === undefined || given.value === null) return [];
  const { value, line } = given;
  if (Array.isArray(value) && value.every((name) => typeof name === "string" && /^[a-z0-9-]+$/.test(name))) {
    return value;
  }
  return fail(line, "datasets is not a list of names", "Write for example datasets: [first-survey].");
}

function unknownAdvice(key: string): string {
  return key === "prerequisites" || key === "objectives" || key === "questions"
    ? `Write it below as :::{${key}} … :::`
    : `What may stand here: ${KEYS.join(", ")}.`;
}
