import { isBlank } from "../blank.js";
import { describeValue } from "../describe-value.js";
import { message } from "../messages/message.js";
import { isList, type Kind, readAs, unreadable, wrongType } from "./kind.js";

/** More names than any exercise asks for. */
const MOST = 10_000;

/** How names are written. */
export interface NamesOptions {
  /** The names that there are, or the pattern that all of them have. Any other name cannot be meant. */
  readonly known?: readonly string[] | RegExp;
}

/**
 * Names, of stations for example: one text or a list of texts. Their order and capital letters do not count. Where
 * the right answer is one text, one name is wanted, so that nobody finds it by naming all.
 */
export function names({ known }: NamesOptions = {}): Kind<readonly string[], string | readonly string[]> {
  const wanted = message("wanted.names");
  const isKnown = (name: string): boolean => {
    if (known === undefined) return true;
    return known instanceof RegExp ? known.test(name.trim()) : known.some((one) => sameName(one, name));
  };
  return {
    wanted,
    read(value, answer) {
      if (isBlank(value)) return { state: "blank" };
      const list = typeof value === "string" ? [value] : value;
      if (!isList(list) || list.length > MOST) return unreadable(wrongType(value, answer, wanted));
      const given = Array.from(list);
      if (given.some(isBlank)) return { state: "blank" };
      const strange = given.find((name) => typeof name !== "string");
      if (strange !== undefined)
        return unreadable(message("value.other", { answer, value: describeValue(strange), wanted }));
      const unknown = (given as string[]).find((name) => !isKnown(name));
      if (unknown !== undefined) return unreadable(message("names.unknown", { name: shown(unknown) }));
      return readAs(given as string[]);
    },
    difference(value, right, answer) {
      if (typeof right === "string" && value.length > 1)
        return message("names.one", { answer, value: describeValue(value) });
      const wantedNames = typeof right === "string" ? [right] : right;
      const missing = wantedNames.filter((name) => !value.some((given) => sameName(given, name)));
      const extra = value.filter((given) => !wantedNames.some((name) => sameName(given, name)));
      if (missing.length === 0 && extra.length === 0) return undefined;
      const list = value.slice(0, 5).map((name) => `\`${shown(name)}\``);
      if (missing.length === 0) return message("names.extra");
      if (missing.length < wantedNames.length && extra.length > 0) return message("names.partly");
      const facts = { value: list.join(", ") || describeValue([]) };
      return message(extra.length === 0 && value.length > 0 ? "names.missing" : "names.wrong", facts);
    },
  };
}

function shown(name: string): string {
  return name.slice(0, 40).replaceAll("`", "'");
}

/** Whether two names are the same but for capital letters and blanks at their ends. */
export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
