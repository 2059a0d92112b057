import { describe, expect, it } from "vitest";
import { csvRows, textOf, Undo } from "./training-region-files.js";
import { answers, faults } from "./training-region-processing.js";
import { secondTide } from "./training-region-tide.js";

describe("the cruise and the neighbour's list", () => {
  it("gives back gravity at sea when its Eötvös effect, drift and line levels are taken away", () => {
    const undo = new Undo(faults, "cruise.csv");
    const rows = csvRows(textOf("cruise.csv")).map((row) => undo.cells(Number(row.lineNumber), row));
    const real = csvRows(textOf("answers-cruise.csv")).map(({ gravity_mgal }) => Number(gravity_mgal));
    expect(rows).toHaveLength(real.length);
    const { zero_mgal, drift_mgal_per_day, levels_mgal } = answers.cruise;
    const start = Date.parse(rows[0].time_utc);
    const errors = rows.map((row, i) => {
      const time = Date.parse(row.time_utc);
      const [latitude, knots] = [Number(row.latitude_deg), Number(row.speed_knots)];
      // 7.5028 V cos φ sin α + 0.004154 V² (V in knots), Hinze and others' textbook form.
      const phi = (latitude * Math.PI) / 180;
      const alpha = (Number(row.course_deg) * Math.PI) / 180;
      const eotvos = 7.5028 * knots * Math.cos(phi) * Math.sin(alpha) + 0.004154 * knots ** 2;
      const tide = secondTide(time, latitude, Number(row.longitude_deg), 0);
      const drift = (drift_mgal_per_day * (time - start)) / 86_400_000;
      return (
        Number(row.meter_mgal) + zero_mgal + eotvos + tide - drift - (levels_mgal[row.line] ?? 0) - real[i]
      );
    });
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const rms = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
    console.log(
      `cruise: ${errors.length} samples, mean error ${mean.toFixed(3)}, rms ${rms.toFixed(3)} mGal`,
    );
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(rms).toBeLessThan(0.8);
  });

  it("gives back the neighbour's gravity and positions when datums, sheets and units are undone", () => {
    const undo = new Undo(faults, "legacy-country-b.csv");
    const rows = csvRows(textOf("legacy-country-b.csv"))
      .filter(({ lineNumber }) => !undo.isTwice(Number(lineNumber)))
      .map((row) => undo.cells(Number(row.lineNumber), row));
    const real = csvRows(textOf("answers-legacy.csv"));
    expect(rows).toHaveLength(real.length);
    expect(rows.length).toBeGreaterThanOrEqual(400);
    const { potsdam_minus_modern_mgal, sheets, indian_1960_to_wgs84_m } = answers.legacy;
    const errors = rows.map((row, i) => {
      const sheet = sheets.find(({ sheet }) => sheet === row.sheet);
      const height = Number(row.height) * (row.height_unit === "ft" ? 0.3048 : 1);
      const [longitude, latitude] = molodensky(
        Number(row.longitude_deg),
        Number(row.latitude_deg),
        indian_1960_to_wgs84_m,
      );
      expect(Math.abs(longitude - Number(real[i].longitude_deg))).toBeLessThan(0.00007);
      expect(Math.abs(latitude - Number(real[i].latitude_deg))).toBeLessThan(0.00007);
      expect(Math.abs(height - Number(real[i].height_m))).toBeLessThan(14);
      return (
        Number(row.gravity_mgal) -
        potsdam_minus_modern_mgal -
        (sheet?.shift_mgal ?? Number.NaN) -
        Number(real[i].gravity_mgal)
      );
    });
    const rms = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
    console.log(`legacy: ${errors.length} points, rms ${rms.toFixed(3)} mGal`);
    expect(rms).toBeLessThan(0.15);
  });
});

/** Everest 1830 (1937) to WGS 84 by the abridged Molodensky formulas (NIMA TR 8350.2, eq. 7-3), degrees. */
function molodensky(longitude: number, latitude: number, [dx, dy, dz]: readonly [number, number, number]) {
  const [a, f] = [6_377_276.345, 1 / 300.8017];
  const [da, df] = [6_378_137 - a, 1 / 298.257223563 - f];
  const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  const e2 = f * (2 - f);
  const w2 = 1 - e2 * Math.sin(phi) ** 2;
  const [across, along] = [a / Math.sqrt(w2), (a * (1 - e2)) / w2 ** 1.5];
  const north =
    -dx * Math.sin(phi) * Math.cos(lambda) -
    dy * Math.sin(phi) * Math.sin(lambda) +
    dz * Math.cos(phi) +
    (a * df + f * da) * Math.sin(2 * phi);
  const east = -dx * Math.sin(lambda) + dy * Math.cos(lambda);
  const degrees = 180 / Math.PI;
  return [
    longitude + (east / (across * Math.cos(phi))) * degrees,
    latitude + (north / along) * degrees,
  ] as const;
}
