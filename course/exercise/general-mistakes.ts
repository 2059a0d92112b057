import { formatCount } from "./describe-value.js";
import type { Exercise, Facts } from "./exercise.js";
import type { MessageKey } from "./messages/english.js";
import { type Message, message } from "./messages/message.js";
import { isMultiple } from "./misconceptions/value.js";

/** Units of an answer, with the units that people mix them with, by their factor. */
const MIXED: readonly (readonly [units: RegExp, factor: number, mixed: MessageKey])[] = [
  [/mGal/i, 1e5, "units.mgal-si"],
  [/mGal/i, 1e3, "units.mgal-microgal"],
  [/^k?m$/, 1e3, "units.km-m"],
  [/^(m|ft)$/, 1 / 0.3048, "units.feet-metres"],
  [/^(h|hours?|min|minutes?)$|\/h$/, 60, "units.minutes-hours"],
  [/^(h|hours?|s|seconds?)$|\/h$/, 3600, "units.seconds-hours"],
  [/°|deg|rad/, 180 / Math.PI, "units.degrees-radians"],
];

/** Powers of ten that a slip of the decimal point gives. */
const TENS = [10, 100, 1000];

/** Mistakes that every number can show, whatever the exercise: the other sign, another unit. */
export function generalMistake({ reads }: Exercise, facts: Facts, name: string): Message | undefined {
  const right = facts.right[name];
  if (typeof right !== "number" || right === 0 || Number.isInteger(right)) return undefined;
  if (facts.agrees(name, -right)) return message("generic.sign");
  const { unit = "" } = reads[name];
  for (const [units, factor, mixed] of MIXED) {
    const direction = units.test(unit) && directionOf(facts, name, factor);
    if (!direction) continue;
    const values = { factor: formatCount(Number(factor.toPrecision(3))), units: message(mixed) };
    return message(`generic.factor.${direction}`, values);
  }
  for (const factor of TENS) {
    const direction = directionOf(facts, name, factor);
    if (direction) return message(`generic.factor.${direction}.plain`, { factor: formatCount(factor) });
  }
  return undefined;
}

function directionOf(facts: Facts, name: string, factor: number): "large" | "small" | undefined {
  if (isMultiple(facts, name, factor)) return "large";
  return isMultiple(facts, name, 1 / factor) ? "small" : undefined;
}
