const LONGEST = 40;

/** A value in a few words, for a sentence: `a list of 3 values`, `the text "0.3"`. Never throws, whatever it gets. */
export function describeValue(value: unknown): string {
  try {
    return words(value);
  } catch {
    return "a value that cannot be read";
  }
}

function words(value: unknown): string {
  if (value === null) return "`null`";
  if (value === undefined) return "nothing";
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "bigint") return `the whole number ${shorten(`${value}n`)}`;
  if (typeof value === "boolean") return `\`${value}\``;
  if (typeof value === "string") return value === "" ? "an empty text" : `the text "${shorten(value)}"`;
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const { length } = value as unknown as ArrayLike<unknown>;
    return length === 1 ? "a list of 1 value" : `a list of ${formatCount(length)} values`;
  }
  if (isTable(value)) return "a table";
  if (value instanceof Date) return "a date";
  if (value instanceof Map || value instanceof Set) return "a collection";
  return "an object";
}

/** Whether a value is a table, as arquero makes them. */
export function isTable(value: object): boolean {
  const { numRows, columnNames } = value as Record<string, unknown>;
  return typeof numRows === "function" && typeof columnNames === "function";
}

/** A number for a sentence: at most seven digits, without needless zeros. */
export function formatNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(7))).replace("-", "−") : String(value);
}

function formatCount(count: number): string {
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
