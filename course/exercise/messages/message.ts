import { ENGLISH, type MessageKey } from "./english.js";

/** What is put into the gaps of a text; a message is put there in the same language. */
export type MessageValues = Readonly<Record<string, string | number | Message>>;

/**
 * A sentence for the trainee, which can be told in another language: its key, its English text with gaps such as
 * `{name}`, and what goes into the gaps.
 */
export interface Message {
  readonly key: string;
  readonly english: string;
  readonly values: MessageValues;
}

/** Texts of another language by key. A text that is not there is told in English. */
export type Translations = Readonly<Record<string, string>>;

/** A message of the engine itself. */
export function message(key: MessageKey, values: MessageValues = {}): Message {
  return { key, english: ENGLISH[key], values };
}

/** A message of a lesson's author, under a key of its own. */
export function authored(key: string, english: string): Message {
  return { key, english, values: {} };
}

/**
 * The text of a message, in another language where that has the text, else in English. A gap that nothing fills
 * stays as it is, so that a faulty translation is seen and loses nothing.
 *
 * @example
 * textOf(message("number.nan", { answer: "tide" }));
 */
export function textOf({ key, english, values }: Message, translations: Translations = {}): string {
  // An empty translation is one that nobody has written yet.
  const template = (Object.hasOwn(translations, key) && translations[key]) || english;
  return template.replace(/\{(\w+)\}/g, (gap, name: string) => {
    if (!Object.hasOwn(values, name)) return gap;
    const value = values[name];
    return typeof value === "object" ? textOf(value, translations) : String(value);
  });
}

/** The names of a text's gaps, sorted: a translation must have the same. */
export function gapsOf(template: string): readonly string[] {
  return [...new Set(Array.from(template.matchAll(/\{(\w+)\}/g), ([, name]) => name))].sort();
}
