import { type Message, message } from "./messages/message.js";

const LONGEST = 40;

/** A value in a few words, for a sentence: `a list of 3 values`, `the text "0.3"`. Never throws, whatever it gets. */
export function describeValue(value: unknown): string | Message {
  try {
    return words(value);
  } catch {
    return message("words.unreadable");
  }
}

function words(value: unknown): string | Message {
  if (value === null) return "`null`";
  if (value === undefined) return message("words.nothing");
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "bigint") return message("words.whole", { number: shorten(`${value}n`) });
  if (typeof value === "boolean") return `\`${value}\``;
  if (value === "") return message("words.empty-text");
  if (typeof value === "string") return message("words.text", { text: shorten(value) });
  if (typeof value === "function") return message("words.function");
  if (typeof value === "symbol") return message("words.symbol");
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const { length } = value as unknown as ArrayLike<unknown>;
    return length === 1 ? message("words.list-one") : message("words.list", { length: formatCount(length) });
  }
  if (isTable(value)) return message("words.table");
  if (value instanceof Date) return message("words.date");
  if (value instanceof Map || value instanceof Set) return message("words.collection");
  return message("words.object");
}

/** Whether a value is a table, as arquero makes them. */
export function isTable(value: object): boolean {
  const { numRows, columnNames } = value as Record<string, unknown>;
  return typeof numRows === "function" && typeof columnNames === "function";
}

/**
 * A number for a sentence, without needless zeros.
 *
 * @param step - digits below this are left out; without it, seven digits are shown
 */
export function formatNumber(value: number, step = 0): string {
  if (!Number.isFinite(value)) return String(value);
  const decimals = step > 0 ? Math.min(12, Math.max(0, Math.ceil(-Math.log10(step)))) : undefined;
  const rounded = decimals === undefined ? value.toPrecision(7) : value.toFixed(decimals);
  return String(Number(rounded)).replace("-", "−");
}

/** A whole number with its thousands set apart: `100 000`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, " ");
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").replaceAll("`", "'");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line;
}

/** What an error says, in one short line. */
export function problemOf(thrown: unknown): string {
  try {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    const line = text.split("\n", 1)[0].replaceAll("`", "'");
    return line.length > 160 ? `${line.slice(0, 160)} …` : line || "no reason given";
  } catch {
    return "no reason given";
  }
}
