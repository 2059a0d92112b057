import { describe, expect, it } from "vitest";
import exercises from "../../../../course/lessons/01-first-map/checks.js";
import { longmanTide } from "../../../../lib/earth/tide-longman.js";
import { readDialTable } from "../../../../lib/formats/instruments/dial-table.js";
import { readPoints } from "../../../../lib/formats/points.js";
import { dataset } from "../../../../lib/node/dataset.js";

const survey = dataset("first-survey");

describe("the data that lesson 01 gives", () => {
  it("shows rows of the survey's own dial table", async () => {
    const table = readDialTable(await survey.read("dial-table.csv"));
    const given = givenOf("01.1") as { table: { counter: number; value_mgal: number; factor: number }[] }[];
    for (const row of given.flatMap((variant) => variant.table)) {
      const place = table.counter.indexOf(row.counter);
      expect([table.value_mgal[place], table.factor[place]]).toEqual([row.value_mgal, row.factor]);
    }
  });

  it("gives the tide of a day in the district, and of a day in the north of Luzon", () => {
    const places = [
      { day: "2026-01-19", latitude: 16.12, longitude: 102.05, height: 200 },
      { day: "2026-03-04", latitude: 16.41, longitude: 120.59, height: 1500 },
    ];
    const given = givenOf("01.2") as { tide: { time_utc: string; pull_up_mgal: number }[] }[];
    for (const [variant, { day, latitude, longitude, height }] of places.entries()) {
      for (const { time_utc, pull_up_mgal } of given[variant].tide) {
        const time = Date.parse(`${day}T${time_utc}:00Z`);
        const { total } = longmanTide(time, latitude, longitude, height);
        expect(Math.abs(total - pull_up_mgal), `${day} ${time_utc}`).toBeLessThan(0.00051);
      }
    }
  });

  it("gives gravity, place and height of stations as they truly are, and normal gravity of GRS80", async () => {
    const truth = readPoints(await survey.read("truth.csv"));
    const given = givenOf("01.4") as Record<string, string & number>[];
    for (const { station, gravity_mgal, latitude_deg, height_m, normal_gravity_mgal } of given) {
      const row = (truth.station as string[]).indexOf(station);
      const at = (name: string) => (truth[name] as Float64Array)[row];
      expect([at("latitude_deg"), at("height_m")]).toEqual([latitude_deg, height_m]);
      expect(Math.abs(at("gravity_mgal") - gravity_mgal)).toBeLessThan(0.0051);
      expect(Math.abs(somigliana(latitude_deg) - normal_gravity_mgal)).toBeLessThan(0.0051);
    }
  });
});

/** Normal gravity on GRS80 by Somigliana's formula, with the constants of Moritz (1980), mGal. */
function somigliana(latitude: number): number {
  const sine2 = Math.sin((latitude * Math.PI) / 180) ** 2;
  return (978032.67715 * (1 + 0.001931851353 * sine2)) / Math.sqrt(1 - 0.0066943800229 * sine2);
}

function givenOf(id: string): readonly unknown[] {
  return exercises.find((exercise) => exercise.id === id)?.given ?? [];
}
