import { isBlank } from "../blank.js";
import { message } from "../messages/message.js";
import { type Kind, readAs, unreadable, wrongType } from "./kind.js";
import { sameName } from "./names.js";

/**
 * One of some texts. Capital letters and blanks at the ends do not count.
 *
 * @param options - the texts to choose from
 */
export function choice(options: readonly string[]): Kind<string> {
  const list = options.map((option) => `\`"${option}"\``).join(", ");
  const wanted = message("wanted.choice", { options: list });
  return {
    wanted,
    read(value, answer) {
      if (isBlank(value)) return { state: "blank" };
      if (typeof value !== "string") return unreadable(wrongType(value, answer, wanted));
      const chosen = options.find((option) => sameName(option, value));
      if (chosen !== undefined) return readAs(chosen);
      return unreadable(message("choice.unknown", { value: value.slice(0, 40), options: list }));
    },
    difference: (value, right) => (sameName(value, right) ? undefined : message("choice.wrong", { value })),
  };
}
