import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type EphemerisTideOptions, ephemerisTide } from "../../lib/earth/tide-ephemeris.js";
import { stationFactors } from "../../lib/earth/tide-factors.js";
import { resonantChange } from "../../lib/earth/tide-resonance.js";

interface Row {
  readonly time: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly height: number;
  readonly rigid: number;
  readonly rigid_mean: number;
  readonly elastic: number;
  readonly elastic_mean: number;
}

/** Sums over the waves of Hartmann & Wenzel (1995), nm/s², positive down; written by tide-hw95.py. */
const CATALOGUE = JSON.parse(readFileSync(new URL("tide-hw95.json", import.meta.url), "utf8")) as Row[];

const SYSTEMS: readonly [keyof Row, EphemerisTideOptions][] = [
  ["rigid", { earth: "rigid", permanentTide: "tide-free" }],
  ["rigid_mean", { earth: "rigid", permanentTide: "mean" }],
  ["elastic", { earth: "elastic", permanentTide: "tide-free" }],
  ["elastic_mean", { earth: "elastic", permanentTide: "mean" }],
];

/** The tide of the library in the catalogue's unit and sign, nm/s² down. */
function down({ time, latitude, longitude, height }: Row, options: EphemerisTideOptions): number {
  return -1e4 * ephemerisTide(time, latitude, longitude, height, options).total;
}

const HANNOVER = { latitude: 52.3868, longitude: 9.7144, height: 110 };

describe("the ephemeris tide and the catalogue of Hartmann & Wenzel (1995)", () => {
  it("agree to 0.1 nm/s² in Hannover along the ellipsoidal normal, with and without the permanent part", () => {
    const published: readonly [number, number, number][] = [
      [Date.UTC(1990, 0, 1, 0), -451.24, -718.286],
      [Date.UTC(1990, 0, 1, 1), -563.191, -830.237],
    ];
    for (const [time, whole, periodic] of published) {
      const row = { ...HANNOVER, time } as Row;
      expect(Math.abs(down(row, SYSTEMS[0][1]) - whole)).toBeLessThan(0.1);
      expect(Math.abs(down(row, SYSTEMS[1][1]) - periodic)).toBeLessThan(0.1);
    }
  });

  it.each(SYSTEMS)("agree from pole to equator over thirty years (%s)", (name, options) => {
    const differences = CATALOGUE.map((row) => down(row, options) - row[name]);
    const rms = Math.sqrt(differences.reduce((sum, d) => sum + d * d, 0) / differences.length);
    expect(differences).toHaveLength(110);
    expect(rms).toBeLessThan(0.1);
    expect(Math.max(...differences.map(Math.abs))).toBeLessThan(0.25);
  });
});

describe("the gravimetric factors", () => {
  // Meurers, B. (2012), Superconducting gravimeter calibration by colocated gravity observations, International
  // Journal of Geophysics 2012, 954271, table 6: model DDW/NHi of Dehant, Defraigne & Wahr (1999) at 48° N.
  const { diurnal, semidiurnal } = stationFactors(Math.sin((48 * Math.PI) / 180));

  it("are those of Dehant, Defraigne and Wahr for O1 and M2 near Vienna", () => {
    expect(Math.abs(diurnal - 1.1543)).toBeLessThan(1e-4);
    expect(Math.abs(semidiurnal - 1.162)).toBeLessThan(2e-4);
  });

  it("are theirs for K1, which the core resonates with, to 0.0005", () => {
    expect(Math.abs(diurnal + resonantChange(15.041069) - 1.1345)).toBeLessThan(5e-4);
  });

  it("change sign of the resonance on the two sides of the core's frequency", () => {
    expect(resonantChange(15.0411)).toBeLessThan(-0.015);
    expect(resonantChange(15.0821)).toBeGreaterThan(0.05);
    expect(resonantChange(13.943036)).toBeCloseTo(0, 12);
  });
});

describe("the permanent tide", () => {
  const left = (latitude: number, options: EphemerisTideOptions) =>
    ephemerisTide(Date.UTC(2026, 0, 1), latitude, 0, 0, options).permanent;

  it("pulls up with 30.49 µGal at the equator, as Mäkinen (2021), eq. 20, has it", () => {
    expect(left(0, { earth: "rigid", permanentTide: "mean" })).toBeCloseTo(-0.03049, 5);
  });

  it("pulls down with 60.8 µGal at the pole", () => {
    expect(left(90, { earth: "rigid", permanentTide: "mean" })).toBeCloseTo(0.06076, 4);
  });

  it("changes gravity between the zero and the tide-free system by δ − 1 of the pull", () => {
    for (const latitude of [0, 16, 60]) {
      const pull = left(latitude, { earth: "rigid", permanentTide: "mean" });
      expect(left(latitude, { permanentTide: "zero" }) / pull).toBeCloseTo(0.158, 9);
      expect(left(latitude, { permanentTide: "mean" }) / pull).toBeCloseTo(1.158, 9);
      expect(left(latitude, { permanentTide: "tide-free" })).toBe(0);
    }
  });
});
