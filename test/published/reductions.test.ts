import { describe, expect, it } from "vitest";
import { GRAVITATIONAL_CONSTANT } from "../../lib/core/constants.js";
import { GRS67 } from "../../lib/earth/ellipsoid.js";
import { gravityDatumShift } from "../../lib/earth/gravity-datums.js";
import { normalGravity } from "../../lib/earth/normal-gravity.js";
import { normalGravityByFormula } from "../../lib/earth/normal-gravity-formulas.js";
import { sphericalCapGravity } from "../../lib/kernels/spherical-cap.js";
import { atmosphericCorrection } from "../../lib/reduce/atmosphere.js";
import { bullardB } from "../../lib/reduce/bullard-b.js";
import { eotvosCorrection, eotvosOnSphere } from "../../lib/reduce/eotvos.js";
import { freeAirCorrection } from "../../lib/reduce/free-air-correction.js";
import { geophysicalIndirectEffect } from "../../lib/reduce/indirect-effect.js";
import { bouguerSlab } from "../../lib/reduce/slab.js";

describe("normal gravity of the archives", () => {
  it("has GRS67's published values at equator and pole by the closed form (IAG 1971)", () => {
    expect(normalGravity(0, 0, GRS67)).toBeCloseTo(978031.84558, 4);
    expect(normalGravity(90, 0, GRS67)).toBeCloseTo(983217.72792, 4);
  });

  it("has a 1967 formula that follows GRS67's closed form within 0.01 mGal at every latitude", () => {
    for (let latitude = -90; latitude <= 90; latitude += 5) {
      const difference =
        normalGravityByFormula(latitude, "international1967") - normalGravity(latitude, 0, GRS67);
      expect(Math.abs(difference)).toBeLessThan(0.01);
    }
  });

  it("has a 1980 series within 0.1 mGal of GRS80's closed form (Moritz 1980)", () => {
    for (let latitude = -90; latitude <= 90; latitude += 5) {
      const difference = normalGravityByFormula(latitude, "international1980") - normalGravity(latitude, 0);
      expect(Math.abs(difference)).toBeLessThan(0.1);
    }
  });

  // γ1967 − γ1930 = −17.2 + 13.6 sin²φ, the conversion that came with the formula (IAG 1971).
  it.each([0, 15, 45, 70])(
    "differs between 1930 and 1967 as the published conversion at %d degrees",
    (latitude) => {
      const sin2 = Math.sin((latitude * Math.PI) / 180) ** 2;
      const difference =
        normalGravityByFormula(latitude, "international1930") -
        normalGravityByFormula(latitude, "international1967");
      expect(Math.abs(difference - (17.2 - 13.6 * sin2))).toBeLessThan(0.1);
    },
  );

  it("has Helmert's formula with its pole 5180 mGal above its equator", () => {
    expect(normalGravityByFormula(0, "helmert1901")).toBe(978030);
    expect(normalGravityByFormula(90, "helmert1901")).toBeCloseTo(978030 * 1.005302, 6);
    expect(normalGravityByFormula(45, "helmert1901")).toBeCloseTo(978030 * (1 + 0.002651 - 0.000007), 6);
  });

  it("moves gravity from Potsdam to IGSN71 by -14 mGal (Morelli et al. 1974)", () => {
    expect(gravityDatumShift("potsdam", "igsn71")).toBe(-14);
    expect(gravityDatumShift("igsn71", "potsdam")).toBe(14);
  });
});

describe("the corrections of Hinze et al. (2005)", () => {
  it("have the atmosphere of Wenzel at 1000 m", () => {
    expect(atmosphericCorrection(1000)).toBeCloseTo(0.77856, 10);
    expect(atmosphericCorrection(0)).toBe(0.874);
  });

  it.each([
    [45, 1000, 0.01],
    [0, 5000, 0.042],
    [30, 3000, 0.029],
  ])(
    "have a second-order free air at %d degrees and %d m that is %d off the closed form",
    (latitude, height, off) => {
      const difference =
        freeAirCorrection(latitude, height) - freeAirCorrection(latitude, height, "second-order");
      expect(difference).toBeCloseTo(off, 3);
    },
  );

  it("have an indirect effect of 9.26 and 5.90 mGal for a geoid of 30 m", () => {
    const { freeAir, bouguer } = geophysicalIndirectEffect(30);
    expect(freeAir.toFixed(2)).toBe("9.26");
    expect(bouguer.toFixed(2)).toBe("5.90");
  });
});

describe("the Earth's curvature (LaFehr 1991)", () => {
  // The published figures are for an older constant of gravitation.
  const older = 6.67384e-11 / GRAVITATIONAL_CONSTANT;

  it.each([
    [100, 0.142936],
    [500, 0.643976],
    [1000, 1.111245],
    [2000, 1.515991],
    [3000, 1.214947],
    [4000, 0.208896],
    [5000, -1.501311],
  ])("makes cap less slab at %d m %d mGal", (height, expected) => {
    expect(Math.abs(bullardB(height) * older - expected)).toBeLessThan(5.1e-7);
  });

  it("makes the cap itself 113.072284 mGal at 1000 m, and 1.11162 more than the slab with 166.735 km", () => {
    expect(sphericalCapGravity(1000, 2670) * 1e5 * older).toBeCloseTo(113.072284, 6);
    const wider = sphericalCapGravity(1000, 2670, { surfaceRadius: 166_735 }) * 1e5 - bouguerSlab(1000);
    expect(wider * older).toBeCloseTo(1.11162, 5);
  });

  it("agrees with the published polynomial to 0.001 mGal up to 3 km, and to 0.005 up to 5 km", () => {
    for (let height = -200; height <= 5000; height += 100) {
      const difference = Math.abs(bullardB(height, 2670, "polynomial") - bullardB(height) * older);
      expect(difference).toBeLessThan(height <= 3000 ? 0.001 : 0.005);
    }
  });

  it("agrees with the two terms of the USGS sheets to 0.003 mGal up to 3 km", () => {
    for (let height = 0; height <= 3000; height += 100)
      expect(Math.abs(bullardB(height, 2670, "usgs") - bullardB(height))).toBeLessThan(0.003);
  });
});

describe("the Eötvös correction", () => {
  const knot = 1852 / 3600;

  it.each([
    [1, 90, 0],
    [10, 45, 20],
    [12.5, 250, -35],
  ])(
    "is 7.5028 V cos φ sin α + 0.004154 V² at %d knots on course %d at latitude %d",
    (V, course, latitude) => {
      const radians = Math.PI / 180;
      const published =
        7.5028 * V * Math.cos(latitude * radians) * Math.sin(course * radians) + 0.004154 * V ** 2;
      // The printed digits of both constants are worth this much.
      const printed = 0.00005 * V + 0.0000005 * V ** 2;
      expect(Math.abs(eotvosOnSphere(V * knot, course, latitude) - published)).toBeLessThan(printed);
      const [north, east] = [Math.cos(course * radians) * V * knot, Math.sin(course * radians) * V * knot];
      // The ellipsoid's radii of curvature differ from the sphere's by 0.6 per cent at most.
      const rounder = printed + 0.006 * 0.004154 * V ** 2;
      expect(Math.abs(eotvosCorrection(north, east, latitude) - published)).toBeLessThan(rounder);
    },
  );
});
