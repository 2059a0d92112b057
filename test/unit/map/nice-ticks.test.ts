import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../lib/core/errors.js";
import {
  degreeLabel,
  degreeStep,
  numberLabel,
  roundStep,
  ticksInRange,
} from "../../../lib/map/nice-ticks.js";

describe("roundStep", () => {
  it("fits the range with at most the wanted number of steps, and the next smaller round step would not", () => {
    for (const span of [1e-4, 0.3, 1, 7.3, 48, 999, 5e6]) {
      for (const count of [2, 5, 11]) {
        const step = roundStep(span, count);
        const digit = Number((step / 10 ** Math.floor(Math.log10(step) + 1e-9)).toFixed(6));
        expect([1, 2, 5]).toContain(digit);
        expect(span / step).toBeLessThanOrEqual(count * (1 + 1e-9));
        expect(span / (step / (digit === 5 ? 2.5 : 2))).toBeGreaterThan(count);
      }
    }
  });

  it("refuses an empty range", () => {
    expect(() => roundStep(0, 5)).toThrow(ArgumentError);
    expect(() => roundStep(Number.NaN, 5)).toThrow(ArgumentError);
  });
});

describe("degreeStep", () => {
  it.each([
    [4, 8, 0.5],
    [2, 9, 0.25],
    [1, 4, 0.25],
    [0.5, 4, 10 / 60],
    [0.1, 8, 1 / 60],
    [0.01, 8, 5 / 3600],
    [65, 7, 10],
    [360, 6, 60],
  ])("divides %s° into at most %s parts of %s°", (span, count, step) => {
    expect(degreeStep(span, count)).toBeCloseTo(step, 12);
  });
});

describe("degreeLabel", () => {
  it.each([
    [27.5, "longitude", "27°30′E"],
    [-25, "latitude", "25°S"],
    [0, "latitude", "0°"],
    [180, "longitude", "180°"],
    [-0.25, "longitude", "0°15′W"],
    [282.5, "longitude", "77°30′W"],
    [16.0875, "latitude", "16°05′15″N"],
    [1 - 1e-9, "longitude", "1°E"],
  ] as const)("writes %s as %s %s", (value, axis, label) => {
    expect(degreeLabel(value, axis)).toBe(label);
  });

  it("can be read back to the value, to a hundredth of a second", () => {
    for (let value = -89.9; value < 90; value += 0.7371) {
      const parts = /^(\d+)°(?:(\d+)′)?(?:([\d.]+)″)?([NS])$/.exec(
        degreeLabel(value, "latitude"),
      ) as RegExpExecArray;
      const size = Number(parts[1]) + Number(parts[2] ?? 0) / 60 + Number(parts[3] ?? 0) / 3600;
      expect(Math.abs((parts[4] === "S" ? -size : size) - value)).toBeLessThan(0.0051 / 3600);
    }
  });
});

describe("ticksInRange and numberLabel", () => {
  it("writes ticks without the noise of binary fractions", () => {
    expect(ticksInRange(0, 0.7, 0.1).map((tick) => numberLabel(tick, 0.1))).toEqual([
      "0.0",
      "0.1",
      "0.2",
      "0.3",
      "0.4",
      "0.5",
      "0.6",
      "0.7",
    ]);
  });

  it("uses a true minus sign, and none for zero", () => {
    expect(numberLabel(-5, 5)).toBe("\u22125");
    expect(numberLabel(-1e-12, 0.1)).toBe("0.0");
  });

  it("sets thousands apart from five digits on", () => {
    expect(numberLabel(2030, 10)).toBe("2030");
    expect(numberLabel(-20300, 10)).toBe("−20\u202f300");
  });

  it("refuses a step that gives more ticks than anyone can read", () => {
    expect(() => ticksInRange(0, 1e9, 1)).toThrow(ArgumentError);
  });
});
