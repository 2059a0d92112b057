import { describe, expect, it } from "vitest";
import { LOADING_WAVES, oceanLoading } from "../../../lib/earth/ocean-loading.js";
import { ephemerisTides } from "../../../lib/earth/tide-ephemeris.js";

const HOUR = 3_600_000;
/** A turn of the Moon's node, every 7.3 hours: long enough to part the eleven waves. */
const TIMES = Float64Array.from({ length: 22_370 }, (_, i) => Date.UTC(2008, 0, 1) + i * 7.3 * HOUR);

/** The wave alone, 1 nm/s² large and with no lag or a quarter late, in mGal. */
function wave(name: string, phaseLag: 0 | 90): Float64Array {
  const amplitude = LOADING_WAVES.map((other) => (other === name ? 1 : 0));
  return TIMES.map((time) =>
    oceanLoading(time, { amplitude, phaseLag: new Float64Array(11).fill(phaseLag) }),
  );
}

/** Product summed under a bell, so that no wave leaks into another one's place. */
const dot = (a: Float64Array, b: Float64Array) =>
  a.reduce((sum, value, i) => sum + value * b[i] * Math.sin((Math.PI * i) / a.length) ** 2, 0);

describe("ocean loading", () => {
  const rigid = { earth: "rigid", permanentTide: "mean" } as const;
  const tide = {
    equator: ephemerisTides(TIMES, 0, 0, 0, rigid),
    north: ephemerisTides(TIMES, 45, 0, 0, rigid),
  };
  // Amplitudes of gravity on the rigid Earth from the potential of Hartmann & Wenzel (1995), nm/s²: at the equator, for
  // daily waves at 45° N.
  it.each([
    ["M2", "equator", 750.3],
    ["S2", "equator", 349.1],
    ["N2", "equator", 143.7],
    ["K2", "equator", 94.8],
    ["K1", "north", 436.8],
    ["O1", "north", 310.7],
    ["P1", "north", 144.5],
    ["Q1", "north", 59.5],
    ["Mf", "equator", 64.5],
    ["Mm", "equator", 34.1],
    ["Ssa", "equator", 30.1],
  ] as const)("has a wave %s in step with that of the Moon and the Sun at Greenwich", (name, place, size) => {
    const [cosine, sine] = [wave(name, 0), wave(name, 90)];
    const inStep = dot(tide[place], cosine) / dot(cosine, cosine);
    const late = dot(tide[place], sine) / dot(sine, sine);
    expect(inStep / size).toBeGreaterThan(0.98);
    expect(inStep / size).toBeLessThan(1.02);
    expect(Math.abs(late / inStep)).toBeLessThan(0.02);
  });

  it("is the sum of its waves, each later by its lag", () => {
    const amplitude = [10, 5, 2, 1, 8, 6, 3, 1, 1, 1, 1];
    const phaseLag = [0, 30, 60, 90, 120, 150, 180, -30, -60, -90, 45];
    const alone = (i: number) =>
      oceanLoading(TIMES[7], { amplitude: amplitude.map((a, k) => (k === i ? a : 0)), phaseLag });
    const sum = amplitude.reduce((total, _, i) => total + alone(i), 0);
    expect(oceanLoading(TIMES[7], { amplitude, phaseLag })).toBeCloseTo(sum, 15);
    // S2 repeats twice a day, with no change by the node: 30° are an hour.
    const solar = (time: number, lag: number) =>
      oceanLoading(time, {
        amplitude: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        phaseLag: new Float64Array(11).fill(lag),
      });
    expect(solar(TIMES[5], 0)).toBeCloseTo(solar(TIMES[5] + HOUR, 30), 12);
    expect(solar(Date.UTC(2026, 0, 5), 0)).toBeCloseTo(1e-4, 12);
  });

  it("is NaN without a time, and names a list that is not eleven numbers long", () => {
    const none = new Float64Array(11);
    expect(oceanLoading(Number.NaN, { amplitude: none, phaseLag: none })).toBeNaN();
    expect(() => oceanLoading(0, { amplitude: [1], phaseLag: none })).toThrow(
      "loading.amplitude is [1], but must be 11 numbers, for M2, S2, N2, K2, K1, O1, P1, Q1, Mf, Mm, Ssa.",
    );
  });
});
