import { isBlank } from "../blank.js";
import { message } from "../messages/message.js";
import { type Kind, readAs, unreadable, wrongType } from "./kind.js";

/** `true` or `false`. */
export function truth(): Kind<boolean> {
  const wanted = message("wanted.truth");
  return {
    wanted,
    read(value, answer) {
      if (isBlank(value)) return { state: "blank" };
      return typeof value === "boolean" ? readAs(value) : unreadable(wrongType(value, answer, wanted));
    },
    difference: (value, right, answer) => (value === right ? undefined : message("truth.wrong", { answer })),
  };
}
