import { describe, expect, it } from "vitest";
import { tides } from "../../../lib/earth/tide.js";
import { longmanTide } from "../../../lib/earth/tide-longman.js";

const HOUR = 3_600_000;
const YEAR = Float64Array.from({ length: 8760 }, (_, i) => Date.UTC(2026, 0, 1) + i * HOUR);
const STATIONS: readonly [string, number, number, number][] = [
  ["Hanoi", 21.03, 105.85, 20],
  ["Vientiane", 17.97, 102.6, 170],
  ["Manila", 14.6, 121, 40],
  ["Kuala Lumpur", 3.15, 101.7, 60],
  ["Jakarta", -6.2, 106.8, 10],
];

/** Root mean square and largest absolute value of a difference. */
function spread(a: Float64Array, b: Float64Array): { rms: number; largest: number } {
  const difference = a.map((value, i) => value - b[i]);
  return {
    rms: Math.sqrt(difference.reduce((sum, d) => sum + d * d, 0) / difference.length),
    largest: difference.reduce((most, d) => Math.max(most, Math.abs(d)), 0),
  };
}

describe("the two models of the tide", () => {
  it.each(STATIONS)(
    "differ by 1 µGal rms in %s: more for the Moon's orbit than for the Earth",
    (_name, latitude, longitude, height) => {
      const ephemeris = (earth: "elastic" | "rigid") =>
        tides(YEAR, latitude, longitude, height, { model: "ephemeris", permanentTide: "tide-free", earth });
      const longman = tides(YEAR, latitude, longitude, height);
      // Longman's Earth with the true places of Moon and Sun stands between the two models.
      const between = ephemeris("rigid").map((tide) => tide * 1.1575);
      const whole = spread(longman, ephemeris("elastic"));
      const orbit = spread(longman, between);
      const earth = spread(between, ephemeris("elastic"));
      expect(whole.rms).toBeGreaterThan(0.0008);
      expect(whole.rms).toBeLessThan(0.0013);
      expect(whole.largest).toBeLessThan(0.006);
      // Longman keeps five terms of the Moon's longitude.
      expect(orbit.rms).toBeGreaterThan(1.5 * earth.rms);
      expect(orbit.largest).toBeLessThan(0.005);
      // One factor for all waves: K1 gets 2 % too much.
      expect(earth.largest).toBeLessThan(0.0015);
      expect(whole.rms).toBeCloseTo(Math.hypot(orbit.rms, earth.rms), 3);
    },
  );

  it("take one place for all times, or one for each", () => {
    const times = [YEAR[0], YEAR[1]];
    for (const model of ["longman", "ephemeris"] as const) {
      const each = tides(times, [16, 17], [101, 102], [0, 100], { model });
      expect(each[1]).toBe(tides([times[1]], 17, 102, 100, { model })[0]);
      expect(Array.from(tides([Number.NaN, times[0]], [16, 95], 101, 0, { model }), Number.isNaN)).toEqual([
        true,
        true,
      ]);
      expect(() => tides(times, 16, [101], 0, { model })).toThrow(/longitude is \[101\]/);
    }
    expect(tides(times, 16, 101, 0)[0]).toBe(longmanTide(times[0], 16, 101, 0).total);
  });

  it("refuse a model that is not there, and options that Longman's formula does not have", () => {
    expect(() => tides([0], 16, 101, 0, { model: "moon" as "longman" })).toThrow(
      "options.model is 'moon', but must be 'longman' or 'ephemeris'.",
    );
    expect(() => tides([0], 16, 101, 0, { permanentTide: "mean" })).toThrow(
      /options\.permanentTide is 'mean', but must be absent with the model 'longman'/,
    );
  });
});
