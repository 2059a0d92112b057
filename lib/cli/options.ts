import { InvalidArgumentError } from "commander";
import { ArgumentError } from "../core/errors.js";
import { parseLength } from "../core/length.js";
import { GRID_ENDINGS } from "../formats/grid-file.js";

/** A parser for an option that is one of some words. */
export function oneOf<Word extends string>(...words: readonly Word[]): (text: string) => Word {
  return (text) => {
    if (!words.includes(text as Word)) throw new InvalidArgumentError(`It must be ${words.join(" or ")}.`);
    return text as Word;
  };
}

/** A parser for an option that is a number, of a unit and from one limit to another where they are given. */
export function numberOption(
  unit = "",
  [low, high]: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): (text: string) => number {
  const limits = Number.isFinite(low) ? `from ${low} to ${high}` : "";
  const accepted = ["a number", unit && `of ${unit}`, limits].filter(Boolean).join(" ");
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value) || value < low || value > high)
      throw new InvalidArgumentError(`It must be ${accepted}.`);
    return value;
  };
}

/** A parser for an option that is a length; it stays the text that it is. */
export function lengthOption(text: string): string {
  try {
    parseLength(text);
  } catch (error) {
    if (error instanceof ArgumentError) throw new InvalidArgumentError(`It must be ${error.accepted}.`);
    throw error;
  }
  return text;
}

/** The endings of grids that are written, for the text of an option. */
export const GRID_OUT: string = Object.entries(GRID_ENDINGS)
  .map(([ending, format]) => `.${ending} (${format})`)
  .join(", ");

/** A parser for an option that may be given several times: the values in a list. */
export function listOption(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
