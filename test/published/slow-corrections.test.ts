import { describe, expect, it } from "vitest";
import { normalPressure } from "../../lib/earth/normal-pressure.js";
import { polarMotionCorrection } from "../../lib/earth/polar-motion.js";
import { correctInstrumentHeight } from "../../lib/survey/correct/correct-instrument-height.js";

/**
 * Processing reports of the A-10 absolute gravimeter 008 at station RG26, New Mexico (U.S. Geological Survey, 2017 and
 * 2018, CC0), made by the program g 9 of Micro-g LaCoste: an implementation that nobody here wrote.
 */
const RG26 = { latitude: 35.04099, longitude: -106.57074, height: 1630.83 };

describe("normal pressure", () => {
  it("is what the absolute meter's program has at its station, 832.07 hPa", () => {
    expect(normalPressure(RG26.height)).toBeCloseTo(832.07, 2);
  });

  // Manual of the ICAO Standard Atmosphere, Doc 7488 (1993), table of pressure against geopotential height.
  it.each([
    [0, 1013.25],
    [500, 954.61],
    [1000, 898.75],
    [2000, 794.95],
    [3000, 701.09],
    [5000, 540.2],
  ])("is that of the standard atmosphere at %i m", (height, pressure) => {
    expect(Math.abs(normalPressure(height) - pressure)).toBeLessThan(0.01);
  });

  it("falls by the weight of the air: dp/dH is −g ρ, with ρ of an ideal gas", () => {
    for (const height of [0, 750, 2400, 8000]) {
      const slope = (normalPressure(height + 1) - normalPressure(height - 1)) / 2;
      const temperature = 288.15 - 0.0065 * height;
      const density = (normalPressure(height) * 100 * 0.0289644) / (8.31432 * temperature);
      expect(slope * 100).toBeCloseTo(-9.80665 * density, 3);
    }
  });
});

describe("polar motion", () => {
  it.each([
    [0.124, 0.2373, -3.46],
    [0.0022, 0.3359, -5.78],
    [0.0017, 0.3396, -5.85],
  ])("is what the absolute meter's program has, pole %f″ %f″: %f µGal", (x_arcsec, y_arcsec, ugal) => {
    // The reports of 2018 have the position in whole degrees.
    const [latitude, longitude] = x_arcsec > 0.1 ? [RG26.latitude, RG26.longitude] : [35, -106];
    const correction = polarMotionCorrection(latitude, longitude, { x_arcsec, y_arcsec });
    expect(Math.abs(1000 * correction - ugal)).toBeLessThan(0.02);
  });
});

describe("the height of the instrument", () => {
  it("moves gravity as the absolute meter's program does: −84.99 µGal from 0.7167 m up to 1 m", () => {
    const { result } = correctInstrumentHeight(
      { reading_mgal: Float64Array.of(0), instrument_height_m: Float64Array.of(0.7167 - 1) },
      { gradient_mgal_per_m: -0.3 },
    );
    expect(1000 * (result.reading_mgal as Float64Array)[0]).toBeCloseTo(-84.99, 9);
  });
});
