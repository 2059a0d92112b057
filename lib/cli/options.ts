import { InvalidArgumentError } from "commander";

/** A parser for an option that is one of some words. */
export function oneOf<Word extends string>(...words: readonly Word[]): (text: string) => Word {
  return (text) => {
    if (!words.includes(text as Word)) throw new InvalidArgumentError(`It must be ${words.join(" or ")}.`);
    return text as Word;
  };
}

/** A parser for an option that is a number. */
export function numberOption(unit: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value))
      throw new InvalidArgumentError(`It must be a number of ${unit}.`);
    return value;
  };
}
