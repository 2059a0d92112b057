import { isBlank } from "../blank.js";
import { message } from "../messages/message.js";
import { type Kind, readAs, unreadable, wrongType } from "./kind.js";

/**
 * A free text, which only a person can judge: it is never right or wrong, and the check says so.
 *
 * @param least - fewest words that make an answer; default 5
 */
export function essay(least = 5): Kind<string, undefined> {
  const wanted = message("wanted.essay");
  return {
    wanted,
    forInstructor: true,
    rightIsApart: true,
    read(value, answer) {
      if (isBlank(value)) return { state: "blank" };
      if (typeof value !== "string") return unreadable(wrongType(value, answer, wanted));
      const written = value.split(/\s+/).filter(Boolean).length;
      if (written < least) return unreadable(message("essay.short", { words: least, written }));
      return readAs(value);
    },
    difference: () => undefined,
  };
}
