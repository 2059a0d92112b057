import { formatNumber } from "../describe-value.js";
import { message } from "../messages/message.js";
import { type Kind, unreadable } from "./kind.js";
import { readNumber } from "./number.js";

/** A whole number: a count. It is right only if it is the same. */
export function whole(): Kind<number> {
  const wanted = message("wanted.whole");
  return {
    wanted,
    read(value, answer) {
      const reading = readNumber(value, answer, wanted);
      if (reading.state !== "read" || Number.isInteger(reading.value)) return reading;
      return unreadable(message("whole.fraction", { answer, value: formatNumber(reading.value) }));
    },
    difference(value, right, answer) {
      if (value === right) return undefined;
      return message(value > right ? "whole.high" : "whole.low", { answer, value: formatNumber(value) });
    },
  };
}
