import { describe, expect, it } from "vitest";
import { ephemerisTide, ephemerisTides } from "../../../lib/earth/tide-ephemeris.js";
import type { TidalFactors } from "../../../lib/earth/tide-factors.js";
import { makeTideSky, tideSky } from "../../../lib/earth/tide-sky.js";
import { tideStation } from "../../../lib/earth/tide-station.js";

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 0, 5, 12);
const MOON_GM = 4.9028e12;
const SUN_GM = 1.32712440041e20;

/** No part of the tide but those given. */
function only(parts: TidalFactors): TidalFactors {
  const none = { factor: 0 };
  return { longPeriod: none, diurnal: none, semidiurnal: none, degree3: none, degree4: none, ...parts };
}

type Vector = readonly [number, number, number];
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** Tidal potential of a body at `d` in closed form, all degrees: GM (1/|d − r| − 1/d − r·d/d³). */
function potential(gm: number, d: Vector, r: Vector): number {
  const away = minus(d, r);
  return gm * (1 / Math.sqrt(dot(away, away)) - 1 / Math.sqrt(dot(d, d)) - dot(r, d) / dot(d, d) ** 1.5);
}

/** Its gradient along `n`: the pull on the station less the pull on the Earth's centre. */
function pull(gm: number, d: Vector, r: Vector, n: Vector): number {
  const away = minus(d, r);
  return gm * (dot(away, n) / dot(away, away) ** 1.5 - dot(d, n) / dot(d, d) ** 1.5);
}

/** A point above a place, in the axes of the sky. */
function point(latitude: number, longitude: number, height: number): Vector {
  const station = tideStation(latitude, longitude, height, "rigid");
  if (station === undefined) throw new Error("no such place");
  return [station.rho * station.cosLongitude, station.rho * station.sinLongitude, station.z];
}

describe("the ephemeris tide on the rigid Earth", () => {
  it.each([
    [0, 0],
    [16, 101],
    [-6.2, 106.8],
    [52.4, 9.7],
    [-89, 45],
  ])(
    "is the pull of point masses along the normal, less that on the Earth's centre, at %f° N %f° E",
    (latitude, longitude) => {
      const here = point(latitude, longitude, 200);
      const [high, low] = [point(latitude, longitude, 1200), point(latitude, longitude, -800)];
      const up = minus(high, low).map((component) => component / 2000) as unknown as Vector;
      for (let hour = 0; hour < 48; hour += 5) {
        const time = NOON + hour * HOUR;
        const { moon, sun } = tideSky(time);
        const tide = ephemerisTide(time, latitude, longitude, 200, {
          earth: "rigid",
          permanentTide: "tide-free",
        });
        // In nm/s². The degrees that are left out (5 for the Moon, 4 for the Sun) make 0.01 and 0.0001.
        expect(Math.abs(tide.moon * 1e4 - pull(MOON_GM, moon, here, up) * 1e9)).toBeLessThan(0.02);
        expect(Math.abs(tide.sun * 1e4 - pull(SUN_GM, sun, here, up) * 1e9)).toBeLessThan(0.001);
        const slope = (potential(MOON_GM, moon, high) - potential(MOON_GM, moon, low)) / 2000;
        expect(Math.abs(tide.moon * 1e4 - slope * 1e9)).toBeLessThan(0.02);
        expect(tide.total).toBe(tide.moon + tide.sun + tide.permanent);
      }
    },
  );

  it("pulls up under the Sun in eclipse, and down a quarter turn away", () => {
    // Total solar eclipse of 2024-04-08, greatest at 18:17 UTC.
    const eclipse = Date.UTC(2024, 3, 8, 18, 17);
    const under = ephemerisTide(eclipse, 7.6, -94, 0, { permanentTide: "tide-free" });
    expect(under.moon).toBeGreaterThan(0.1);
    expect(under.sun).toBeGreaterThan(0.04);
    expect(ephemerisTide(eclipse, 7.6, -184, 0).total).toBeLessThan(-0.06);
  });
});

describe("the parts of the tide", () => {
  const times = Float64Array.from({ length: 4000 }, (_, i) => NOON + i * 5 * HOUR);
  const largest = (parts: TidalFactors, latitude: number) =>
    Math.max(
      ...ephemerisTides(times, latitude, 101, 0, { factors: only(parts), permanentTide: "tide-free" }).map(
        Math.abs,
      ),
    ) * 1e4;
  const one = { factor: 1 };

  it("have the sizes of their degrees: n GM rⁿ⁻¹/dⁿ⁺¹ with the Moon in perigee, and nearly reach it", () => {
    const bound = (n: number) => (n * MOON_GM * 6378137 ** (n - 1) * 1e9) / 3.565e8 ** (n + 1);
    // The resonance stays when all factors are 0; at the equator it has no vertical part.
    expect(largest({}, 0)).toBeLessThan(1e-9);
    for (const [n, parts] of [
      [3, { degree3: one }],
      [4, { degree4: one }],
    ] as const) {
      expect(largest(parts, 0)).toBeLessThan(bound(n));
      expect(largest(parts, 0)).toBeGreaterThan(0.5 * bound(n));
    }
    const degree2 = largest({ longPeriod: one, diurnal: one, semidiurnal: one }, 16);
    expect(degree2).toBeGreaterThan(0.8 * bound(2));
    expect(degree2).toBeLessThan(1.6 * bound(2));
  });

  it("vanish where their order has no vertical part: daily waves at the equator, half-daily ones at the pole", () => {
    expect(largest({ diurnal: one }, 0)).toBeLessThan(1e-9);
    expect(largest({ semidiurnal: one }, 90)).toBeLessThan(1e-9);
    expect(largest({ diurnal: one }, 45)).toBeGreaterThan(500);
  });

  it("come earlier by the phase lead: as at a place further east by the lead over the order", () => {
    const options = (part: TidalFactors) => ({ factors: only(part), permanentTide: "tide-free" as const });
    for (let hour = 0; hour < 24; hour += 7) {
      const at = (longitude: number, part: TidalFactors) =>
        ephemerisTide(NOON + hour * HOUR, 30, longitude, 0, options(part)).total;
      const daily = at(100, { diurnal: { factor: 1.2, phaseLead_deg: 30 } });
      expect(daily).toBeCloseTo(at(130, { diurnal: { factor: 1.2 } }), 12);
      const equator = (longitude: number, lead: number) =>
        ephemerisTide(NOON + hour * HOUR, 0, longitude, 0, {
          ...options({ semidiurnal: { factor: 1.2, phaseLead_deg: lead } }),
        }).total;
      expect(equator(100, 30)).toBeCloseTo(equator(115, 0), 12);
    }
  });

  it("have no mean over a turn of the Moon's node in the mean system, and the permanent tide in the others", () => {
    const days = Float64Array.from({ length: 20_000 }, (_, i) => NOON + (i * 6798.38 * 24 * HOUR) / 20_000);
    const mean = (permanentTide: "mean" | "tide-free") =>
      ephemerisTides(days, 16, 101, 0, { permanentTide }).reduce((sum, tide) => sum + tide / days.length, 0);
    expect(Math.abs(mean("mean"))).toBeLessThan(1e-4);
    const { permanent } = ephemerisTide(NOON, 16, 101, 0, { permanentTide: "mean" });
    expect(mean("tide-free")).toBeCloseTo(-permanent, 4);
  });
});

describe("many tides at once", () => {
  it("are the same as one by one, to 0.0001 nm/s²", () => {
    const times = Float64Array.from({ length: 400 }, (_, i) => NOON + i * 1.37 * HOUR + (i % 7) * 977);
    const latitude = Array.from(times, (_, i) => -80 + i * 0.4);
    const longitude = Array.from(times, (_, i) => i - 180);
    const height = Array.from(times, (_, i) => 10 * i);
    const together = ephemerisTides(times, latitude, longitude, height);
    for (const [i, time] of times.entries()) {
      const alone = ephemerisTide(time, latitude[i], longitude[i], height[i]).total;
      expect(Math.abs(together[i] - alone)).toBeLessThan(1e-8);
    }
  });

  it("have a sky that does not depend on the order of the times", () => {
    const sky = makeTideSky();
    const before = sky(NOON + HOUR);
    sky(NOON - 1000 * HOUR);
    expect(sky(NOON + HOUR)).toEqual(before);
    expect(sky(NOON).moon[0] / tideSky(NOON).moon[0]).toBeCloseTo(1, 8);
  });

  it("are NaN where a number is missing or the latitude is none, and only there", () => {
    const tides = ephemerisTides([NOON, Number.NaN, NOON, NOON, NOON], [16, 16, 91, Number.NaN, 16], 101, 0);
    expect(Array.from(tides, Number.isNaN)).toEqual([false, true, true, true, false]);
    expect(ephemerisTide(NOON, 16, Number.NaN, 0)).toEqual({
      moon: Number.NaN,
      sun: Number.NaN,
      permanent: Number.NaN,
      total: Number.NaN,
    });
    expect(ephemerisTide(Number.POSITIVE_INFINITY, 16, 101, 0).total).toBeNaN();
  });

  it("name what cannot be used", () => {
    expect(() => ephemerisTides([NOON, NOON], [16], 101, 0)).toThrow(
      "latitude is [16], but must be one number, or 2, one for each time.",
    );
    expect(() => ephemerisTide(NOON, 16, 101, 0, { permanentTide: "none" as "zero" })).toThrow(
      "options.permanentTide is 'none', but must be 'zero', 'tide-free' or 'mean'.",
    );
    expect(() => ephemerisTide(NOON, 16, 101, 0, { earth: "soft" as "rigid" })).toThrow(
      /options\.earth is 'soft'/,
    );
    expect(() => ephemerisTide(NOON, 16, 101, 0, { factors: { diurnal: { factor: Number.NaN } } })).toThrow(
      "options.factors.diurnal.factor is NaN, but must be a number.",
    );
  });
});
