import { isBlank } from "../blank.js";
import { describeValue } from "../describe-value.js";
import { message } from "../messages/message.js";
import { isList, type Kind, readAs, unreadable, wrongType } from "./kind.js";

/** More names than any exercise asks for. */
const MOST = 10_000;

/** Names, of stations for example: one text or a list of texts. Their order and capital letters do not count. */
export function names(): Kind<readonly string[], string | readonly string[]> {
  const wanted = message("wanted.names");
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
        return unreadable(
          message("value.other", { answer, value: describeValue(strange), wanted: wanted.english }),
        );
      return readAs(given as string[]);
    },
    difference(value, right) {
      const wantedNames = typeof right === "string" ? [right] : right;
      const missing = wantedNames.filter((name) => !value.some((given) => sameName(given, name)));
      const extra = value.filter((given) => !wantedNames.some((name) => sameName(given, name)));
      if (missing.length === 0 && extra.length === 0) return undefined;
      const shown =
        value
          .slice(0, 5)
          .map((name) => `\`${name.slice(0, 40)}\``)
          .join(", ") || "An empty list";
      if (missing.length === 0) return message("names.extra");
      if (extra.length === 0 && value.length > 0) return message("names.missing", { value: shown });
      return message("names.wrong", { value: shown });
    },
  };
}

/** Whether two names are the same but for capital letters and blanks at their ends. */
export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
