import { describe, expect, it } from "vitest";
import { figureSvg } from "../../../../lib/map/figure-svg.js";
import { cleanReadings } from "../../../../lib/survey/clean/clean-readings.js";
import { nameSides } from "../../../../lib/survey/clean/quality-map-names.js";
import { qualityReport } from "../../../../lib/survey/clean/quality-report.js";
import { columnsFrom, madeSurvey, simpleReadings, stopOf } from "./made-readings.js";

/** One field day with some faults, cleaned. */
function fieldDay() {
  const { readings, stations, bases } = madeSurvey({ seed: 3, days: 1, stops: 20 });
  readings[5].reading_mgal += 0.3;
  readings[20].tilt_x_arcsec = 33;
  for (const reading of readings.filter(({ stop }) => stop === 9)) reading.latitude_deg *= -1;
  const last = readings.filter(({ stop }) => stop < readings[readings.length - 1].stop);
  return cleanReadings(columnsFrom(last), { stations, bases });
}

describe("the quality report of a field day", () => {
  const { result, report } = fieldDay();
  const quality = qualityReport(result, { title: "Field day 1", reports: [report] });

  it("fits on a page, and says what there is, what is doubtful and what to do next", () => {
    console.log(quality.text);
    expect(quality.text.split("\n").length).toBeLessThanOrEqual(55);
    expect(quality.text).toMatch(
      /^Field day 1\n\n\d+ readings at 21 stations with CG-6 7, in 1 loop, from 2026-01-12 00:40/,
    );
    expect(quality.text).toMatch(
      /tilt: 1 reading \(\d.\d %\). Such a reading was taken with a tilted meter\./,
    );
    expect(quality.text).toMatch(/One good reading scatters by 0.00[5-7]\d mGal/);
    expect(quality.text).toMatch(/has no\s+closing base after 1011/);
    expect(quality.text).toMatch(/Next: Every reading is flagged at 1009: decide there, or read it again\./);
  });

  it("counts every flag", () => {
    const flags = (result.flag as string[]).flatMap((flag) => (flag === "" ? [] : flag.split("; ")));
    expect(Object.values(quality.counts).reduce((a, b) => a + b)).toBe(flags.length);
    expect(quality.counts.tilt).toBe(1);
    expect(quality.counts.position).toBe(flags.filter((flag) => flag === "position").length);
  });

  it("shows every reading once on the time line, every station once on the map, every repeat in the histogram", () => {
    const { timeLine, map, histogram, counts } = quality.figures;
    const points = (figure: typeof timeLine) =>
      figure?.data.filter(({ mode }) => mode !== "text").map(({ x }) => (x as unknown[]).length) ?? [];
    const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
    expect(sum(points(timeLine))).toBe(quality.rows.readings);
    expect(sum(points(map))).toBe(21);
    expect(sum(histogram?.data.flatMap(({ y }) => y as number[]) ?? [])).toBe(quality.rows.readings);
    expect(sum(counts.data[0].x as number[])).toBeGreaterThanOrEqual(quality.rows.flagged);
    expect(timeLine?.data.slice(1).map(({ name }) => name)).toContain("tilt (1)");
  });

  it("tells the readings of one stop together, with their lines or rows", () => {
    const told = /^ {2}1009 at [^(]*, (\d) readings \((row \d+ to row \d+)\), position: /m.exec(quality.text);
    expect(told?.[1]).toBe(String((result.station as string[]).filter((name) => name === "1009").length));
    expect(quality.text.match(/^ {2}1009 at/gm)).toHaveLength(1);
  });

  it("draws a jump as far out as it is, beside its name, and good readings within their noise", () => {
    const [quiet, ...rest] = quality.figures.timeLine?.data ?? [];
    const names = rest.find(({ mode }) => mode === "text") as { text: string[]; y: number[] };
    const jump = rest.find(({ name }) => String(name).startsWith("unsettled")) as { y: number[] };
    expect(jump.y[0]).toBeGreaterThan(0.28);
    expect(jump.y[0]).toBeLessThan(0.32);
    expect(names.y[names.text.indexOf("1001")]).toBe(jump.y[0]);
    expect(Math.max(...(quiet.y as number[]).map(Math.abs))).toBeLessThan(0.05);
  });

  it("draws a station far from the rest at the rim of the map, with its coordinates", () => {
    const { data, layout } = quality.figures.map ?? { data: [], layout: {} };
    const far = data.find(({ name }) => String(name).startsWith("not on this map")) as { y: number[] };
    const good = data[0] as { y: number[] };
    expect(far.y[0]).toBeGreaterThanOrEqual(Math.min(...good.y) - 0.001);
    const names = data.find(({ mode }) => mode === "text") as { text: string[] };
    expect(names.text.some((name) => /^1009 \([\d.]+, −[\d.]+\)$/.test(name))).toBe(true);
    expect(layout.height as number).toBeGreaterThan(300);
  });

  it("is drawn by the still pictures of a notebook", () => {
    for (const figure of Object.values(quality.figures)) {
      const svg = figureSvg(figure, { width: 760, height: 420 });
      expect(svg).not.toMatch(/Not drawn|NaN/);
      expect(svg.length).toBeGreaterThan(2000);
    }
  });
});

describe("the names on the map of a quality report", () => {
  const frame = { toX: (x: number) => x, toY: (y: number) => y, width: 500, height: 500 };
  const at = (x: number, y: number) => ({ name: "1122 (105.46, −17.52)", x, y });

  it("stand where they cover no station and no other name, and do not leave the map", () => {
    const [middle, right] = [at(250, 250), at(490, 250)];
    expect(nameSides([middle], [middle], frame)).toEqual(["middle right"]);
    expect(nameSides([middle], [middle, at(300, 252)], frame)).toEqual(["middle left"]);
    expect(nameSides([right], [right], frame)).toEqual(["middle left"]);
    expect(nameSides([right], [right, at(430, 250)], frame)).toEqual(["top left"]);
    const sides = nameSides([middle, at(270, 252)], [middle, at(270, 252)], frame);
    expect(sides).toEqual(["middle left", "middle right"]);
  });
});

describe("the quality report of other tables", () => {
  it("draws what lies beyond half a milligal at the edge, and says so", () => {
    const { figures } = qualityReport({
      ...simpleReadings([...stopOf("A", 0, [1, 1.01, 1.02, 91]), ...stopOf("B", 30, [3, 3.01])]),
      flag: ["", "", "", "spike", "", ""],
      flag_reason: ["", "", "", "89.99 mGal off", "", ""],
    });
    const timeLine = figures.timeLine as { data: Record<string, unknown>[]; layout: Record<string, unknown> };
    expect((timeLine.data[1].y as number[])[0]).toBe(0.5);
    expect((timeLine.data[2].text as string[])[0]).toBe("A (+89.99)");
    expect(JSON.stringify(timeLine.layout.yaxis)).toContain("beyond ±0.5 at the edge");
  });

  it("measures a reading against the others of its setup, never against itself", () => {
    const { figures } = qualityReport(simpleReadings(stopOf("A", 0, [5, 5.004, 5.002])));
    // 5 less 5.003, 5.004 less 5.001, 5.002 less 5.002.
    expect(figures.timeLine?.data[0].y).toEqual([-0.003, 0.003, 0]);
  });

  it("shows the readings less the median of their meter where stops were read once", () => {
    const { figures } = qualityReport(
      simpleReadings([...stopOf("A", 0, [10]), ...stopOf("B", 20, [12]), ...stopOf("C", 40, [17])]),
    );
    expect(figures.timeLine?.data[0].y).toEqual([-2, 0, 5]);
  });

  it("needs neither coordinates nor a clock nor a flag", () => {
    const { figures, text, counts } = qualityReport(
      simpleReadings([...stopOf("A", 0, [1, 1.01]), ...stopOf("B", 9, [3])]),
    );
    expect(counts).toEqual({});
    expect(Object.keys(figures)).toEqual(["counts", "timeLine", "histogram"]);
    expect(text).toMatch(
      /3 readings at 2 stations, in 1 loop. 3 readings \(100.0 %\) carry no flag. Nothing was\s+found/,
    );
    expect(text).toMatch(/Next: Every station has a good reading: go on with the drift.$/);
  });

  it("takes counter readings before the dial table, and says so in the unit", () => {
    const { reading_mgal, ...rest } = simpleReadings(stopOf("A", 0, [2094.31, 2094.32, 2094.3, 2094.31]));
    const { text, figures } = qualityReport({ ...rest, counter: reading_mgal });
    expect(text).toMatch(/scatters by 0.01\d\d counter units/);
    expect(JSON.stringify(figures.histogram)).toMatch(/counter units/);
  });

  it("stays one page for a large survey with many faults and many remarks", () => {
    const { readings, stations, bases } = madeSurvey({ seed: 5, days: 20, stops: 20 });
    for (const [row, reading] of readings.entries()) {
      if (row % 7 === 0) reading.reading_mgal += row % 2 === 0 ? 3 : -2;
      if (row % 11 === 0) reading.tilt_x_arcsec = 400;
      if (row % 13 === 0) reading.station = `X${row}`;
    }
    const cleaned = cleanReadings(columnsFrom(readings), { stations, bases });
    const { text, figures } = qualityReport(cleaned.result, { reports: [cleaned.report] });
    expect(text.split("\n").length).toBeLessThanOrEqual(55);
    expect(text).toMatch(/\d+ of the \d+ doubtful readings:/);
    expect(text).toMatch(/more remarks in the report/);
    expect(text).toMatch(/Next: /);
    expect(JSON.stringify(figures).length).toBeLessThan(400_000);
  });
});
