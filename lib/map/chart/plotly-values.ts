/** Part of a plotly specification: plain data of which nothing is certain. */
export type Spec = Readonly<Record<string, unknown>>;

/** The value as a record; an empty one if it is none. */
export function specOf(value: unknown): Spec {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Spec) : {};
}

/** The value as a list, if it is an array or a typed array. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as unknown as ArrayLike<number>);
  }
  return undefined;
}

/** The value as a number, or a fallback if it is none. */
export function numberOr(value: unknown, fallback: number): number {
  const number = toNumber(value);
  return Number.isFinite(number) ? number : fallback;
}

/** A number, or a string that holds one; NaN for everything else. */
export function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "string" && value.trim() !== "") return Number(value);
  return Number.NaN;
}

/** A string, or a fallback. */
export function textOr(value: unknown, fallback: string): string {
  return typeof value === "string" && value !== "" ? value : fallback;
}

/** What plotly would show for a text or for `{ text }`: its few tags taken out, its entities read, `<br>` a new line. */
export function plainText(value: unknown): string {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : specOf(value).text;
  if (typeof text !== "string") return "";
  return text
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<\/?(b|i|em|strong|sub|sup|span|a|u|s)(\s[^>]*)?>/gi, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}
