import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../lib/core/random.js";
import { cleanReadings } from "../../../../lib/survey/clean/clean-readings.js";
import type { Notice } from "../../../../lib/survey/clean/reading-finding.js";
import { columnsFrom, type MadeReading, madeSurvey } from "./made-readings.js";

const SEED = 20261122;

/** Plants faults of every kind that flags readings into a survey; each reading remembers the rule that should see it. */
function withFaults(seed: number) {
  const survey = madeSurvey({ seed, days: 12, stops: 16 });
  const random = seededRandom(seed + 1);
  const stops = new Map<number, MadeReading[]>();
  for (const reading of survey.readings)
    stops.set(reading.stop, [...(stops.get(reading.stop) ?? []), reading]);
  const free = [...stops.values()].filter(([{ station }]) => station !== "9001");
  const take = () => free.splice(Math.floor(random() * free.length), 1)[0];
  const between = (low: number, high: number) => low + (high - low) * random();
  const sign = () => (random() < 0.5 ? -1 : 1);
  const mark = (readings: readonly MadeReading[], fault: string, change: (reading: MadeReading) => void) => {
    for (const reading of readings) {
      change(reading);
      reading.fault = fault;
    }
  };
  for (let i = 0; i < 8; i++) {
    const spike = sign() * between(0.1, 0.5);
    mark([take()[1]], "spike", (r) => {
      r.reading_mgal += spike;
    });
    const creep = sign() * between(0.08, 0.3);
    mark([take()[0]], "unsettled", (r) => {
      r.reading_mgal += creep;
    });
    const typed = sign() * between(0.9, 90);
    mark([take()[2]], "spike", (r) => {
      r.reading_mgal += typed;
    });
    mark([take()[0]], "high_deviation", (r) => {
      r.sample_sigma_mgal = between(0.11, 0.4);
    });
    mark([take()[1]], "tilt", (r) => {
      r.tilt_y_arcsec = sign() * between(21, 90);
    });
    const warm = sign() * between(6, 300);
    mark(take(), "temperature", (r) => {
      r.sensor_temperature_mk += warm;
    });
  }
  for (let i = 0; i < 4; i++) {
    mark(take(), "instrument_height", (r) => {
      r.instrument_height_m *= i % 2 === 0 ? 100 : 10;
    });
    mark(take(), "station_name", (r) => {
      r.station = i % 2 === 0 ? r.station.replace("1", "l") : `${r.station[0]}${r.station}`;
    });
    mark(take(), "position", (r) => {
      r.latitude_deg *= -1;
    });
    const shift = between(0.002, 0.05);
    mark(take(), "position", (r) => {
      r.longitude_deg += shift;
    });
  }
  const again = take();
  const copies = again.map((r) => ({ ...r, fault: "duplicate" }));
  survey.readings.push(...copies);
  const page = survey.readings.filter(({ loop, fault }) => loop === "D03" && fault === "");
  survey.readings.push(...page.map((r) => ({ ...r, fault: "duplicate" })));
  return survey;
}

describe("planted faults", () => {
  it("are found by their rule, at least 95 of 100, with at most 1 good reading in 100 flagged", () => {
    const { readings, stations, bases } = withFaults(SEED);
    const { result } = cleanReadings(columnsFrom(readings), { stations, bases });
    const flag = result.flag as readonly string[];
    const kinds = [...new Set(readings.map(({ fault }) => fault))].filter(Boolean);
    const table = kinds.map((kind) => {
      const planted = readings.flatMap(({ fault }, row) => (fault === kind ? [row] : []));
      const flagged = flag.flatMap((codes, row) => (codes.split("; ").includes(kind) ? [row] : []));
      const right = planted.filter((row) => flagged.includes(row)).length;
      return {
        kind,
        planted: planted.length,
        found: right,
        recall: right / planted.length,
        precision: right / flagged.length,
      };
    });
    const good = readings.flatMap(({ fault }, row) => (fault === "" ? [row] : []));
    const falseAlarms = good.filter((row) => flag[row] !== "");
    const faulty = readings.flatMap(({ fault }, row) => (fault !== "" ? [row] : []));
    const found = faulty.filter((row) => flag[row] !== "");
    console.log(
      `Seed ${SEED}, ${readings.length} readings. All kinds: recall ${(found.length / faulty.length).toFixed(3)}, ` +
        `${falseAlarms.length} false alarms among ${good.length} good readings.\n` +
        table
          .map(
            (k) =>
              `  ${k.kind.padEnd(18)} planted ${String(k.planted).padStart(3)}  recall ${k.recall.toFixed(3)}  precision ${k.precision.toFixed(3)}`,
          )
          .join("\n"),
    );
    expect(found.length / faulty.length).toBeGreaterThanOrEqual(0.95);
    expect(falseAlarms.length / good.length).toBeLessThanOrEqual(0.01);
    for (const { kind, recall, precision } of table) {
      expect.soft(recall, `recall of ${kind}`).toBeGreaterThanOrEqual(0.9);
      expect.soft(precision, `precision of ${kind}`).toBeGreaterThanOrEqual(0.9);
    }
  });

  it("in names are found by the spelling alone where readings have no position", () => {
    const { readings, stations, bases } = withFaults(SEED);
    const without = ["longitude_deg", "latitude_deg", "height_m", "gps_longitude_deg", "gps_latitude_deg"];
    const { result } = cleanReadings(columnsFrom(readings, without), { stations, bases });
    const wrong = readings.flatMap(({ fault }, row) => (fault === "station_name" ? [row] : []));
    const flagged = (result.flag as readonly string[]).flatMap((codes, row) =>
      codes.split("; ").includes("station_name") ? [row] : [],
    );
    expect(wrong.length).toBeGreaterThan(10);
    expect(flagged).toEqual(wrong);
  });

  it("leave a survey without faults alone, whatever its seed", () => {
    let [flags, rows] = [0, 0];
    const notices: Notice[] = [];
    for (let seed = 100; seed < 110; seed++) {
      const { readings, stations, bases } = madeSurvey({ seed });
      const { report } = cleanReadings(columnsFrom(readings), { stations, bases });
      flags += report.rows.flagged;
      rows += report.rows.readings;
      notices.push(...(report.figures.notices as Notice[]));
    }
    console.log(
      `No fault planted: ${flags} flags on ${rows} readings, ${notices.length} notices on 60 loops.`,
    );
    expect(flags / rows).toBeLessThanOrEqual(0.001);
    expect(notices).toEqual([]);
  });

  it("that are tares are told with their size, and with the minutes that enclose them", () => {
    const sizes = [0.06, 0.1, 0.15, 0.2, 0.3];
    const seen = sizes.map((size) => {
      let found = 0;
      let error = 0;
      for (let seed = 1; seed <= 20; seed++) {
        const { readings, stations, bases } = madeSurvey({ seed });
        const random = seededRandom(seed);
        const day = readings.filter(({ loop }) => loop === "D04");
        const from = day[Math.floor(day.length * (0.1 + 0.7 * random()))].stop;
        const step = seed % 2 === 0 ? size : -size;
        for (const reading of day) if (reading.stop >= from) reading.reading_mgal += step;
        const { report } = cleanReadings(columnsFrom(readings), { stations, bases });
        const tares = (report.figures.notices as Notice[]).filter(({ rule }) => rule === "tare");
        const start = day.findIndex(({ stop }) => stop === from);
        const right = tares.filter(({ values }) => {
          const [a, b] = [values.from_minutes as number, values.to_minutes as number];
          return (
            values.loop === "D04 / CG-6 7" && a * 60_000 < day[start].time && b * 60_000 > day[start - 1].time
          );
        });
        expect(tares.length).toBe(right.length);
        if (right.length > 0) found++;
        for (const { values } of right)
          error = Math.max(error, Math.abs((values.step_mgal as number) - step));
      }
      return { size, found, error };
    });
    console.log(
      `Tares in 20 seeds each: ${seen.map(({ size, found, error }) => `${size} mGal: ${found} found, size to ${error.toFixed(3)}`).join("; ")}`,
    );
    for (const { size, found, error } of seen.filter(({ size }) => size >= 0.15)) {
      expect(found, `${size} mGal`).toBeGreaterThanOrEqual(19);
      expect(error).toBeLessThan(0.05);
    }
  });
});
