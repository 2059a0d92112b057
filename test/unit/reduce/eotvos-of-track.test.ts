import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { seededRandom } from "../../../lib/core/random.js";
import { GRS80, metresPerDegree } from "../../../lib/earth/ellipsoid.js";
import { eotvosCorrection } from "../../../lib/reduce/eotvos.js";
import { eotvosOfTrack } from "../../../lib/reduce/eotvos-of-track.js";

const radians = Math.PI / 180;
const start = Date.UTC(2026, 0, 5);

/** A cruise whose velocity is known at every moment: it wanders smoothly around the middle of a region. */
function cruise(seconds: readonly number[], middle: readonly [number, number] = [119.3, -4.2]) {
  const [longitude, latitude] = [
    seconds.map((t) => middle[0] + 0.4 * Math.sin(t / 9000) + 1e-5 * t),
    seconds.map((t) => middle[1] + 0.3 * Math.cos(t / 7000)),
  ];
  const truth = seconds.map((t, i) => {
    const metres = metresPerDegree(latitude[i]);
    const north = ((-0.3 * Math.sin(t / 7000)) / 7000) * metres.latitude;
    const east = ((0.4 * Math.cos(t / 9000)) / 9000 + 1e-5) * metres.longitude;
    return { north, east, eotvos: eotvosCorrection(north, east, latitude[i]) };
  });
  const track = {
    time_utc: seconds.map((t) => new Date(start + 1000 * t).toISOString()),
    longitude_deg: Float64Array.from(longitude),
    latitude_deg: Float64Array.from(latitude),
  };
  return { track, truth };
}

const minutes = (count: number) => Array.from({ length: count }, (_, i) => 60 * i);
const numbers = (columns: Columns, name: string) => columns[name] as Float64Array;

describe("the Eötvös correction along a track", () => {
  it("is right within 0.02 mGal on a winding cruise with a position a minute, ends included", () => {
    const { track, truth } = cruise(minutes(300));
    const { result, report } = eotvosOfTrack(track);
    truth.forEach(({ north, east, eotvos }, i) => {
      expect(Math.abs(numbers(result, "eotvos_correction_mgal")[i] - eotvos)).toBeLessThan(0.02);
      expect(numbers(result, "speed_m_per_s")[i]).toBeCloseTo(Math.hypot(north, east), 2);
      const course = numbers(result, "course_deg")[i] - Math.atan2(east, north) / radians;
      expect(Math.abs(((((course + 180) % 360) + 360) % 360) - 180)).toBeLessThan(0.02);
    });
    expect(report.warnings).toEqual([]);
  });

  it("keeps second order where the positions come at uneven times", () => {
    const random = seededRandom(7);
    const times = minutes(200).map((t) => Math.round((t + 40 * random()) * 1000) / 1000);
    const { track, truth } = cruise(times);
    const { result } = eotvosOfTrack(track);
    truth.forEach(({ eotvos }, i) => {
      expect(Math.abs(numbers(result, "eotvos_correction_mgal")[i] - eotvos)).toBeLessThan(0.03);
    });
  });

  it("derives nothing across a gap, and is as good beside it as elsewhere", () => {
    const times = minutes(120).filter((t) => t < 2400 || t > 5400);
    const { track, truth } = cruise(times);
    const { result, report } = eotvosOfTrack(track);
    expect(report.rows.breaks).toBe(1);
    expect(report.rows.without_correction).toBe(0);
    truth.forEach(({ eotvos }, i) => {
      expect(Math.abs(numbers(result, "eotvos_correction_mgal")[i] - eotvos)).toBeLessThan(0.02);
    });
    // Whatever comes after the gap does not reach back across it, unless the gap is said to be none.
    const last = times.indexOf(2340);
    const elsewhere = { ...track, longitude_deg: track.longitude_deg.map((v, i) => (i > last ? v + 1 : v)) };
    const upToGap = (columns: Columns) => numbers(columns, "eotvos_correction_mgal").slice(0, last + 1);
    expect(upToGap(eotvosOfTrack(elsewhere).result)).toEqual(upToGap(result));
    const bridged = eotvosOfTrack(elsewhere, { longestGap_s: 1e5 });
    expect(bridged.report.rows.breaks).toBe(0);
    expect(upToGap(bridged.result)).not.toEqual(upToGap(result));
  });

  it("leaves rows without position as gaps and joins their neighbours", () => {
    const { track, truth } = cruise(minutes(60));
    track.latitude_deg[20] = Number.NaN;
    const { result, report } = eotvosOfTrack(track);
    const eotvos = numbers(result, "eotvos_correction_mgal");
    expect(eotvos[20]).toBeNaN();
    expect(Math.abs(eotvos[19] - truth[19].eotvos)).toBeLessThan(0.03);
    expect(report.rows.without_correction).toBe(1);
    expect(report.warnings).toEqual([expect.stringMatching(/^1 rows have no Eötvös correction/)]);
  });

  it("crosses the meridian of 180 degrees without a jump", () => {
    const { track, truth } = cruise(minutes(200), [179.8, -16]);
    const wrapped = track.longitude_deg.map((value) => (value > 180 ? value - 360 : value));
    expect(Math.min(...wrapped)).toBeLessThan(-179);
    const { result } = eotvosOfTrack({ ...track, longitude_deg: wrapped });
    truth.forEach(({ eotvos }, i) => {
      expect(Math.abs(numbers(result, "eotvos_correction_mgal")[i] - eotvos)).toBeLessThan(0.02);
    });
  });

  it("does not mind the order of rows, and keeps lines apart", () => {
    const { track, truth } = cruise(minutes(40));
    const order = [...Array(40).keys()].reverse();
    const shuffled = {
      time_utc: order.map((i) => track.time_utc[i]),
      longitude_deg: Float64Array.from(order, (i) => track.longitude_deg[i]),
      latitude_deg: Float64Array.from(order, (i) => track.latitude_deg[i]),
      line: order.map((i) => (i < 20 ? "L1" : "L2")),
    };
    const { result, report } = eotvosOfTrack(shuffled);
    expect(report.rows.breaks).toBe(1);
    order.forEach((i, row) => {
      const error = numbers(result, "eotvos_correction_mgal")[row] - truth[i].eotvos;
      expect(Math.abs(error)).toBeLessThan(0.02);
    });
  });

  it("takes the height of an aircraft into its velocity", () => {
    const seconds = Array.from({ length: 60 }, (_, i) => i);
    const latitude = 15;
    const east = 80; // m/s at 3000 m
    const N =
      GRS80.semimajorAxis /
      Math.sqrt(1 - GRS80.flattening * (2 - GRS80.flattening) * Math.sin(latitude * radians) ** 2);
    const degrees = east / ((N + 3000) * Math.cos(latitude * radians)) / radians;
    const { result } = eotvosOfTrack({
      elapsed_minutes: Float64Array.from(seconds, (t) => t / 60),
      longitude_deg: Float64Array.from(seconds, (t) => 100 + degrees * t),
      latitude_deg: new Float64Array(60).fill(latitude),
      ellipsoidal_height_m: new Float64Array(60).fill(3000),
    });
    expect(numbers(result, "speed_m_per_s")[30]).toBeCloseTo(80, 6);
    expect(numbers(result, "eotvos_correction_mgal")[30]).toBeCloseTo(
      eotvosCorrection(0, east, latitude, 3000),
      4,
    );
  });

  it("finds the speed of an aircraft that flies north at 4000 m", () => {
    const seconds = Array.from({ length: 21 }, (_, i) => i);
    const sin2 = Math.sin(20 * radians) ** 2;
    const e2 = GRS80.flattening * (2 - GRS80.flattening);
    const M = (GRS80.semimajorAxis * (1 - e2)) / (1 - e2 * sin2) ** 1.5;
    const degrees = 90 / (M + 4000) / radians; // 90 m/s
    const { result } = eotvosOfTrack({
      elapsed_minutes: Float64Array.from(seconds, (t) => t / 60),
      longitude_deg: new Float64Array(21).fill(100),
      latitude_deg: Float64Array.from(seconds, (t) => 20 + degrees * (t - 10)),
      ellipsoidal_height_m: new Float64Array(21).fill(4000),
    });
    expect(numbers(result, "speed_m_per_s")[10]).toBeCloseTo(90, 6);
    expect(numbers(result, "course_deg")[10]).toBeCloseTo(0, 9);
    expect(numbers(result, "eotvos_correction_mgal")[10]).toBeCloseTo((90 ** 2 / (M + 4000)) * 1e5, 4);
  });

  it("tells the noise that positions make, which the scatter of made noise confirms, and a span lowers it", () => {
    const random = seededRandom(11);
    const gauss = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const { track, truth } = cruise(Array.from({ length: 2000 }, (_, i) => 10 * i));
    const sigma = 2;
    const noisy = {
      ...track,
      longitude_deg: track.longitude_deg.map(
        (v, i) => v + (sigma * gauss()) / metresPerDegree(track.latitude_deg[i]).longitude,
      ),
      latitude_deg: track.latitude_deg.map(
        (v, i) => v + (sigma * gauss()) / metresPerDegree(track.latitude_deg[i]).latitude,
      ),
    };
    for (const span_s of [0, 300]) {
      const { result } = eotvosOfTrack(noisy, { span_s, positionSigma_m: sigma });
      const ratios = truth.map(
        ({ eotvos }, i) =>
          (numbers(result, "eotvos_correction_mgal")[i] - eotvos) /
          numbers(result, "eotvos_correction_sigma_mgal")[i],
      );
      const scatter = Math.sqrt(ratios.reduce((sum, r) => sum + r * r, 0) / ratios.length);
      expect(scatter).toBeGreaterThan(0.9);
      expect(scatter).toBeLessThan(1.1);
    }
    const at = (span_s: number) =>
      numbers(
        eotvosOfTrack(noisy, { span_s, positionSigma_m: sigma }).result,
        "eotvos_correction_sigma_mgal",
      )[1000];
    expect(at(300) / at(0)).toBeCloseTo(10 / 150, 2);
  });

  it("gives no number where it has none: one position alone, a time twice, no time column", () => {
    const { track } = cruise([0, 60, 60, 120, 9000]);
    const { result, report } = eotvosOfTrack(track);
    const eotvos = numbers(result, "eotvos_correction_mgal");
    expect(eotvos[2]).toBeNaN();
    expect(eotvos[4]).toBeNaN();
    expect(Number.isFinite(eotvos[0] + eotvos[1] + eotvos[3])).toBe(true);
    expect(report.warnings.join(" ")).toMatch(/1 rows have the time of another row/);
    expect(() =>
      eotvosOfTrack({ latitude_deg: track.latitude_deg, longitude_deg: track.longitude_deg }),
    ).toThrow(/time_utc or elapsed_minutes/);
    expect(() => eotvosOfTrack(track, { span_s: -1 })).toThrow(/options.span_s is -1/);
    expect(() => eotvosOfTrack(track, { longestGap_s: 0 })).toThrow(/options.longestGap_s is 0/);
    expect(() => eotvosOfTrack(track, { positionSigma_m: Number.NaN })).toThrow(/options.positionSigma_m/);
  });

  it("names rows whose speed cannot be right", () => {
    const { track } = cruise(minutes(10));
    track.longitude_deg[5] += 1;
    expect(eotvosOfTrack(track).report.warnings.join(" ")).toMatch(
      /The speed is above 300 m\/s at row 5, row 7/,
    );
  });
});
