import { describe, expect, it } from "vitest";
import { longmanTide } from "../../lib/earth/tide-longman.js";

describe("Longman's tide", () => {
  it("equals the published worked values of Moon, Sun and total", () => {
    const tide = longmanTide(Date.UTC(2015, 3, 23), 40.7914, 282.1414, 370);
    expect(tide.moon).toBeCloseTo(0.0324029651, 9);
    expect(tide.sun).toBeCloseTo(-0.0288682178, 9);
    expect(tide.total).toBeCloseTo(0.0035347473, 9);
  });

  it("does not care whether longitude runs to 180 or to 360 degrees", () => {
    const time = Date.UTC(2026, 6, 1, 13, 30);
    expect(longmanTide(time, 16, -77.8586, 0).total).toBeCloseTo(
      longmanTide(time, 16, 282.1414, 0).total,
      12,
    );
  });

  it("pulls up hardest when the Sun is overhead and the Moon is new", () => {
    // Total solar eclipse of 2024-04-08, greatest at 18:17 UTC over 25.3° N 104.1° W.
    const time = Date.UTC(2024, 3, 8, 18, 17);
    const under = longmanTide(time, 7.6, -94, 0).total;
    const quarterTurn = longmanTide(time, 7.6, -94 - 90, 0).total;
    expect(under).toBeGreaterThan(0.15);
    expect(quarterTurn).toBeLessThan(-0.06);
  });
});
