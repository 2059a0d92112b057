const BLANK: unique symbol = Symbol.for("igdp.blank") as typeof BLANK;

/** A place to fill in. In a calculation it counts as NaN, so that a cell with blanks still runs. */
// biome-ignore lint/suspicious/noExplicitAny: a blank stands for a value of any type.
export const ____: any = Object.freeze({
  [BLANK]: true,
  [Symbol.toPrimitive]: (hint: string) => (hint === "string" ? "____" : Number.NaN),
  [Symbol.for("nodejs.util.inspect.custom")]: () => "____ (replace this by your answer)",
});

/** Whether nothing was filled in: the blank itself, or its four underscores as text. */
export function isBlank(value: unknown): boolean {
  return value === ____ || value === "____";
}
