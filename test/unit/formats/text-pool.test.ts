import fc from "fast-check";
import { expect, it } from "vitest";
import { TextPool } from "../../../lib/formats/text-pool.js";

const bytesOf = (text: string) => new TextEncoder().encode(text);

it("gives every text as it is, and makes each only once", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 80 }), { maxLength: 60 }), (texts) => {
      const pool = new TextPool();
      const made: string[] = [];
      for (const text of [...texts, ...texts]) {
        const bytes = bytesOf(`<${text}>`);
        const decode = (from: number, to: number) => {
          made.push(text);
          return new TextDecoder().decode(bytes.subarray(from, to));
        };
        expect(pool.of(bytes, 1, bytes.length - 1, decode)).toBe(text.toWellFormed());
      }
      const short = made.filter((text) => bytesOf(text).length <= 64).map((text) => text.toWellFormed());
      expect(new Set(short).size).toBe(short.length);
    }),
  );
});

it("still gives every text where there are more than it remembers", () => {
  const pool = new TextPool();
  for (let round = 0; round < 2; round++) {
    for (let k = 0; k < 120_000; k++) {
      const bytes = bytesOf(String(k));
      const text = pool.of(bytes, 0, bytes.length, (from, to) =>
        String.fromCharCode(...bytes.subarray(from, to)),
      );
      if (text !== String(k)) expect.fail(`${text} in place of ${k}`);
    }
  }
});
