import { isBlank } from "../blank.js";
import { describeValue } from "../describe-value.js";
import { message } from "../messages/message.js";
import { isList, type Kind, readAs, unreadable, wrongType } from "./kind.js";
import { type NumberOptions, toleranceOf } from "./number.js";

/** More values than any exercise asks for. */
const MOST = 1_000_000;

/**
 * A list of numbers, in order: an array or a typed array. The answer itself is never changed.
 *
 * @param unit - the numbers' unit for sentences; an empty text for none
 */
export function numbers(unit: string, options: NumberOptions): Kind<ArrayLike<number>> {
  const tolerance = toleranceOf(options);
  const wanted = unit === "" ? message("wanted.numbers.plain") : message("wanted.numbers", { unit });
  return {
    wanted,
    unit,
    read(value, answer) {
      if (isBlank(value)) return { state: "blank" };
      if (!isList(value)) return unreadable(wrongType(value, answer, wanted));
      if (value.length > MOST)
        return unreadable(message("numbers.most", { answer, value: describeValue(value) }));
      for (let i = 0; i < value.length; i++) {
        const one = value[i];
        if (isBlank(one)) return { state: "blank" };
        if (typeof one !== "number" || !Number.isFinite(one))
          return unreadable(message("numbers.gap", { answer, place: i + 1, value: describeValue(one) }));
      }
      return readAs(value as ArrayLike<number>);
    },
    difference(value, right, answer) {
      if (value.length !== right.length)
        return message("numbers.length", { answer, length: value.length, right: right.length });
      let wrong = 0;
      let first = -1;
      for (let i = 0; i < value.length; i++) {
        if (Math.abs(value[i] - right[i]) <= tolerance) continue;
        if (wrong++ === 0) first = i;
      }
      if (wrong === 0) return undefined;
      return message("numbers.some", { answer, wrong, length: value.length, place: first + 1 });
    },
  };
}
