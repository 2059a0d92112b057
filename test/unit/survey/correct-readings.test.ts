import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { normalGravity } from "../../../lib/earth/normal-gravity.js";
import { normalPressure } from "../../../lib/earth/normal-pressure.js";
import { oceanLoading } from "../../../lib/earth/ocean-loading.js";
import { ephemerisTide } from "../../../lib/earth/tide-ephemeris.js";
import { longmanTide } from "../../../lib/earth/tide-longman.js";
import { correctInstrumentHeight } from "../../../lib/survey/correct/correct-instrument-height.js";
import { correctPolarMotion } from "../../../lib/survey/correct/correct-polar-motion.js";
import { correctPressure } from "../../../lib/survey/correct/correct-pressure.js";
import { correctTide } from "../../../lib/survey/correct/correct-tide.js";

const numbers = (columns: Columns, name: string) => columns[name] as Float64Array;
const readingOf = (columns: Columns) => numbers(columns, "reading_mgal");

const HOURS = [0, 3, 6, 9];
const TIMES = HOURS.map((hour) => Date.UTC(2026, 0, 5, hour));
/** A day in Vientiane; the meter has put Longman's tide into its readings. */
const own = Float64Array.from(TIMES, (time) => longmanTide(time, 17.97, 102.6, 170).total);
const bare = Float64Array.of(2000, 2000.1, 2000.2, 2000.3);
const readings: Columns = {
  station: ["A", "B", "C", "D"],
  time_utc: TIMES.map((time) => new Date(time).toISOString()),
  reading_mgal: bare.map((value, i) => value + own[i]),
  tide_correction_mgal: own,
  latitude_deg: new Float64Array(4).fill(17.97),
  longitude_deg: new Float64Array(4).fill(102.6),
  height_m: new Float64Array(4).fill(170),
};

describe("the tide correction with a model", () => {
  it.each(["tide-free", "zero", "mean"] as const)(
    "takes the meter's own tide out and adds the ephemeris in the %s system",
    (permanentTide) => {
      const { result, report } = correctTide(readings, { model: "ephemeris", permanentTide });
      for (const [i, time] of TIMES.entries()) {
        const tide = ephemerisTide(time, 17.97, 102.6, 170, { permanentTide }).total;
        expect(Math.abs(readingOf(result)[i] - bare[i] - tide)).toBeLessThan(1e-8);
        expect(Math.abs(numbers(result, "tide_correction_mgal")[i] - tide)).toBeLessThan(1e-8);
      }
      expect(report.parameters).toMatchObject({ model: "ephemeris", permanent_tide: permanentTide });
    },
  );

  it("comes to the same readings by any road: model after model, or twice the same", () => {
    const last = { model: "ephemeris", permanentTide: "tide-free" } as const;
    const once = readingOf(correctTide(readings, last).result);
    const far = correctTide(correctTide(readings, { model: "ephemeris", permanentTide: "mean" }).result);
    const there = readingOf(correctTide(correctTide(far.result, last).result, last).result);
    for (const [i, value] of once.entries()) expect(Math.abs(there[i] - value)).toBeLessThan(1e-10);
  });

  it("says how the meter's tide differs from the model's: rms, mean, largest", () => {
    const { figures, warnings } = correctTide(
      { ...readings, tide_correction_mgal: own.map((tide, i) => tide + [0.001, -0.003, 0, 0][i]) },
      { model: "longman" },
    ).report;
    expect(figures.meter_tide_compared).toBe(4);
    expect(figures.meter_tide_rms_difference_mgal).toBeCloseTo(Math.sqrt(1e-5 / 4), 12);
    expect(figures.meter_tide_mean_difference_mgal).toBeCloseTo(-0.0005, 12);
    expect(figures.meter_tide_largest_difference_mgal).toBeCloseTo(0.003, 12);
    expect(warnings).toEqual([]);
    // Zeros are a correction that is switched off: there is nothing to compare.
    const off = correctTide({ ...readings, tide_correction_mgal: new Float64Array(4) });
    expect(off.report.figures.meter_tide_rms_difference_mgal).toBeUndefined();
  });

  it("warns by station where the meter's tide is that of another hour", () => {
    const wrong = own.map((_, i) => longmanTide(TIMES[i] - 7 * 3_600_000, 17.97, 102.6, 170).total);
    const { warnings, figures } = correctTide({ ...readings, tide_correction_mgal: wrong }).report;
    expect(Number(figures.meter_tide_doubtful)).toBeGreaterThan(1);
    expect(warnings[0]).toMatch(
      /more than 0\.02 mGal from the model at \d readings \(A, .*clock and the pos/,
    );
  });

  it("warns where kept tides and computed ones are in different systems, and only there", () => {
    const half = { ...readings, tide_correction_mgal: Float64Array.of(own[0], own[1], 0, Number.NaN) };
    const zero = correctTide(half, { model: "ephemeris", onlyMissing: true });
    expect([zero.report.rows.kept, zero.report.rows.corrected]).toEqual([2, 2]);
    expect(zero.report.warnings[0]).toMatch(/2 readings keep the meter's tide, which is tide-free/);
    const free = { model: "ephemeris", permanentTide: "tide-free", onlyMissing: true } as const;
    expect(correctTide(half, free).report.warnings).toEqual([]);
    expect(correctTide(readings, { model: "ephemeris" }).report.warnings).toEqual([]);
  });

  it("takes local factors for the model's", () => {
    const factors = { semidiurnal: { factor: 1.2 } };
    const { result, report } = correctTide(readings, { model: "ephemeris", factors });
    const tide = ephemerisTide(TIMES[2], 17.97, 102.6, 170, { factors }).total;
    expect(numbers(result, "tide_correction_mgal")[2]).toBeCloseTo(tide, 8);
    expect(report.parameters.factors).toBe(factors);
    expect(() => correctTide(readings, { factors })).toThrow(
      /options\.factors .* absent with the model 'longman'/,
    );
  });

  it("moves gravity differences between the systems by 0.25 and 1.9 µGal a degree of latitude at most", () => {
    const correction = (latitude: number, permanentTide: "tide-free" | "zero" | "mean") =>
      ephemerisTide(TIMES[0], latitude, 102.6, 0, { permanentTide }).total;
    const steps = Array.from({ length: 90 }, (_, latitude) => {
      const step = (a: "tide-free" | "zero", b: "zero" | "mean") =>
        Math.abs(
          correction(latitude + 1, b) -
            correction(latitude + 1, a) -
            correction(latitude, b) +
            correction(latitude, a),
        );
      return [step("tide-free", "zero"), step("zero", "mean"), step("tide-free", "mean")].map(
        (d) => 1000 * d,
      );
    });
    const most = (k: number) => Math.max(...steps.map((step) => step[k]));
    expect(most(0)).toBeCloseTo(0.25, 2);
    expect(most(1)).toBeCloseTo(1.6, 1);
    expect(most(2)).toBeLessThan(1.9);
  });
});

describe("ocean loading of readings", () => {
  const place = (station: string, longitude_deg: number, m2: number) => {
    const amplitude = new Float64Array(11);
    amplitude[0] = m2;
    return { station, longitude_deg, latitude_deg: 17.97, amplitude, phaseLag: new Float64Array(11) };
  };
  const near = place("near", 102.5, 30);
  const far = place("far", 104, 900);

  it("is that of the nearest place, in a column of its own, and never twice", () => {
    const once = correctTide(readings, { oceanLoading: [far, near] });
    const twice = correctTide(once.result, { oceanLoading: [far, near] });
    for (const [i, time] of TIMES.entries()) {
      const ocean = oceanLoading(time, near);
      expect(numbers(once.result, "ocean_loading_correction_mgal")[i]).toBe(ocean);
      for (const { result } of [once, twice])
        expect(readingOf(result)[i]).toBeCloseTo(bare[i] + own[i] + ocean, 10);
    }
    expect(once.report.parameters.ocean_loading_places).toEqual(["near"]);
  });

  it("that a meter has applied stays unless places are given, and is taken out where they are", () => {
    const applied = Float64Array.of(0.004, 0.005, 0.006, 0.007);
    const with4 = {
      ...readings,
      reading_mgal: readingOf(readings).map((value, i) => value + applied[i]),
      ocean_loading_correction_mgal: applied,
    };
    const kept = correctTide(with4).result;
    expect(readingOf(kept)[3]).toBeCloseTo(bare[3] + own[3] + 0.007, 10);
    const replaced = correctTide(with4, { oceanLoading: [near] }).result;
    expect(readingOf(replaced)[3]).toBeCloseTo(bare[3] + own[3] + oceanLoading(TIMES[3], near), 10);
  });

  it("is left out, with a warning that names the station, where every place is too far", () => {
    const { result, report } = correctTide(readings, { oceanLoading: [far] });
    expect(readingOf(result)[0]).toBeCloseTo(bare[0] + own[0], 10);
    expect(numbers(result, "ocean_loading_correction_mgal")[0]).toBeNaN();
    expect(report.rows.without_ocean_loading).toBe(4);
    expect(report.warnings[0]).toMatch(/^4 readings \(A, B, C, D\) are more than 50 km from every place/);
  });
});

describe("the correction for air pressure", () => {
  const air = (pressure: number[], height: number[]): Columns => ({
    station: pressure.map((_, i) => `S${i}`),
    reading_mgal: new Float64Array(pressure.length).fill(100),
    height_m: Float64Array.from(height),
    air_pressure_hpa: Float64Array.from(pressure),
  });

  it("adds 0.3 µGal for each hPa above the normal pressure of the height", () => {
    const { result } = correctPressure(air([1013.25, 1023.25, normalPressure(1500) - 8], [0, 0, 1500]));
    const expected = [100, 100.003, 100 - 0.0024];
    for (const [i, value] of expected.entries()) expect(readingOf(result)[i]).toBeCloseTo(value, 10);
  });

  it("is done once, though it is called twice, with the admittance of the last", () => {
    const once = correctPressure(air([1003.25], [0]), { admittance_ugal_per_hpa: -0.35 });
    const twice = correctPressure(once.result, { admittance_ugal_per_hpa: -0.4 });
    expect(readingOf(once.result)[0]).toBeCloseTo(100 - 0.0035, 10);
    expect(readingOf(twice.result)[0]).toBeCloseTo(100 - 0.004, 10);
  });

  it("leaves readings that it cannot correct as they are, and warns of another unit or a reduced pressure", () => {
    // Empty; Pa; millimetres of mercury; the sea-level pressure of the weather service at a station on 1,200 m.
    const { result, report } = correctPressure(air([Number.NaN, 101_325, 660, 1012], [0, 0, 1200, 1200]));
    expect(Array.from(readingOf(result))).toEqual([100, 100, 100, 100]);
    expect(report.rows).toMatchObject({ corrected: 0, without_pressure_or_height: 1, strange_pressure: 3 });
    expect(report.warnings[1]).toMatch(
      /3 readings \(S1, S2, S3\) have a pressure .* 101325 at 0 m.*not reduced/,
    );
  });

  it("refuses an admittance with the wrong sign, and a table without pressures", () => {
    expect(() => correctPressure(air([1000], [0]), { admittance_ugal_per_hpa: 0.3 })).toThrow(
      /admittance_ugal_per_hpa is 0\.3, but must be a number from -1 to 0\. It is negative/,
    );
    expect(() => correctPressure(readings)).toThrow(/air_pressure_hpa is 'missing'/);
  });
});

describe("the correction for polar motion of a table", () => {
  const pole = { x_arcsec: 0.1, y_arcsec: 0.35 };

  it("is done once, with one pole or a series of days", () => {
    const series = {
      time: Float64Array.of(Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 5, 8)),
      x_arcsec: Float64Array.of(0.1, 0.1),
      y_arcsec: Float64Array.of(0.35, 0.35),
    };
    const one = correctPolarMotion(readings, pole).result;
    const { result, report } = correctPolarMotion(one, series);
    for (const i of [0, 1, 2]) expect(readingOf(result)[i]).toBeCloseTo(readingOf(one)[i], 10);
    expect(readingOf(one)[0] - readingOf(readings)[0]).toBeCloseTo(0.0041, 4);
    // The last reading is after the last day: it is left as the meter gave it.
    expect(readingOf(result)[3]).toBeCloseTo(readingOf(readings)[3], 10);
    expect(report.rows.not_corrected).toBe(1);
    expect(report.warnings[0]).toMatch(/1 readings have no position, or a time for which no pole is known/);
  });

  it("refuses milliarcseconds and missing numbers", () => {
    expect(() => correctPolarMotion(readings, { x_arcsec: 100, y_arcsec: 350 })).toThrow(
      /pole\.x_arcsec is 100/,
    );
    expect(() => correctPolarMotion(readings, { x_arcsec: 0.1, y_arcsec: Number.NaN })).toThrow(
      /pole\.y_arcsec is NaN/,
    );
  });
});

describe("the correction for the height of the meter", () => {
  const stands: Columns = {
    reading_mgal: Float64Array.of(100, 100, 100, 100, 100),
    sigma_mgal: new Float64Array(5).fill(0.003),
    instrument_height_m: Float64Array.of(0.25, 0.25, -0.1, Number.NaN, 25.5),
    gradient_mgal_per_m: Float64Array.of(Number.NaN, -0.28, Number.NaN, -0.3, -0.3),
    flag: ["", "", "", "spike", ""],
    flag_reason: ["", "", "", "0.4 mGal off", ""],
  };

  it("adds what gravity loses between mark and sensor, by the measured gradient where there is one", () => {
    const { result, report } = correctInstrumentHeight(stands);
    for (const [i, value] of [100.07715, 100.07, 100 - 0.03086].entries())
      expect(readingOf(result)[i]).toBeCloseTo(value, 10);
    expect(report.rows).toMatchObject({ corrected: 3, measured_gradients: 3, flagged: 2 });
    const again = correctInstrumentHeight(result, { gradient_mgal_per_m: -0.31 }).result;
    expect(readingOf(again)[0]).toBeCloseTo(100.0775, 10);
  });

  it("flags readings without a height, and heights in another unit, beside the flags that are there", () => {
    const { result, report } = correctInstrumentHeight(stands);
    expect(readingOf(result)[3]).toBeNaN();
    expect(readingOf(result)[4]).toBeNaN();
    expect(result.flag).toEqual(["", "", "", "spike; no_instrument_height", "no_instrument_height"]);
    expect((result.flag_reason as string[])[4]).toBe(
      "the meter's height is 25.5 m, not -2 to 5 m above the mark",
    );
    expect(report.warnings).toHaveLength(1);
  });

  it("lets the sigma of the height grow the sigma of the reading", () => {
    const { result } = correctInstrumentHeight(stands, { heightSigma_m: 0.01 });
    expect(numbers(result, "sigma_mgal")[0]).toBeCloseTo(Math.hypot(0.003, 0.003086), 12);
    expect(numbers(correctInstrumentHeight(stands).result, "sigma_mgal")[0]).toBe(0.003);
  });

  it("has a normal gradient that is good to 0.3 µGal in a metre from the equator to the poles", () => {
    for (let latitude = 0; latitude <= 90; latitude += 10) {
      const gradient = normalGravity(latitude, 1) - normalGravity(latitude, 0);
      expect(Math.abs(gradient + 0.3086)).toBeLessThan(3.2e-4);
    }
  });

  it("refuses gradients in other units, with the other sign, and says which row", () => {
    for (const gradient of [0.3086, -308.6, -3.086])
      expect(() => correctInstrumentHeight(stands, { gradient_mgal_per_m: gradient })).toThrow(
        /options\.gradient_mgal_per_m is .* from -0\.7 to -0\.1/,
      );
    const column = { ...stands, gradient_mgal_per_m: Float64Array.of(-0.3, -0.3, -3, -0.3, -0.3) };
    expect(() => correctInstrumentHeight(column)).toThrow(/gradient_mgal_per_m in row 3 is -3/);
    expect(() => correctInstrumentHeight(stands, { heightSigma_m: -1 })).toThrow(/heightSigma_m is -1/);
  });
});
