import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberAt } from "../../../lib/formats/byte-number.js";

const read = (text: string) => {
  const bytes = new TextEncoder().encode(`x${text}x`);
  return numberAt(bytes, 1, bytes.length - 1);
};

describe("a number in bytes", () => {
  it("is the very number that its text is, to the last bit", () => {
    const digits = fc.stringMatching(/^[+-]?\d{1,18}(\.\d{0,18})?(e[+-]?\d{1,2})?$/);
    fc.assert(
      fc.property(digits, (text) => Object.is(read(text), Number(text))),
      { numRuns: 5000, seed: 3 },
    );
    for (const text of [
      "-0",
      "0.1",
      ".5",
      "5.",
      "978567.41",
      "-105.067955",
      "123456789012345678",
      "9007199254740993",
    ])
      expect(read(text)).toBe(Number(text));
  });

  it("may have a decimal comma", () => expect(read("2066,1898")).toBe(2066.1898));

  it("is no value where there is nothing, or only hyphens or asterisks", () => {
    for (const text of ["", "--", "-", "****"]) expect(read(text)).toBeNaN();
  });

  it("is none, which is told from no value, in anything else", () => {
    for (const text of [
      "abc",
      "1.2.3",
      "1,234.5",
      "0x10",
      "NaN",
      "Infinity",
      "1e999",
      ".",
      "+",
      "1 2",
      "--1",
      "-*",
    ])
      expect(read(text)).toBe(Number.POSITIVE_INFINITY);
  });
});
