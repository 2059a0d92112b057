import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type DialTable,
  longmanTide,
  makeDialTable,
  milligalToCounter,
  normalRandom,
  seededRandom,
} from "../../lib/index.js";
import { bouguerAnomaly, DISTRICT, gravity, height } from "./model.js";
import { retypedAnswers, retypedSheets } from "./retyped.js";

/** One station of the survey, with what is true there. */
interface Station {
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly height: number;
  readonly gravity: number;
}

const SEED = 20260105;
const DAYS = 6;
const STATIONS_PER_DAY = 24;
/** Noise of one dial reading, mGal. */
const READING_NOISE = 0.01;
/** Standard deviation of the gravity that the base list gives, mGal: no base is known exactly. */
const BASE_SIGMA = 0.005;
const MARK = "SYNTHETIC DATA, made by igdp for training. No such survey was ever measured.";

/** Writes all files of the dataset into `folder`: the same bytes every time, on every machine. */
export function generate(folder: string): Record<string, string> {
  const files = campaign(SEED);
  Object.assign(files, retypedSheets(files));
  files["retyped-answers.csv"] = retypedAnswers(files);
  files["checksums.txt"] = Object.entries(files)
    .map(([name, text]) => `${createHash("sha256").update(text).digest("hex")}  ${name}\n`)
    .join("");
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return files;
}

/** The dial table, the bases, the sheets of all days and the truth: another survey for every seed. */
export function campaign(seed: number): Record<string, string> {
  const random = seededRandom(seed);
  const dialTable = makeTable();
  const bases = [base("B1", 101.72, 16.22), base("B2", 102.06, 16.39)];
  const days = Array.from({ length: DAYS }, (_, day) => stationsOfDay(day, random));
  const files: Record<string, string> = {
    "dial-table.csv": dialTableCsv(dialTable),
    "bases.csv": basesCsv(bases, random),
  };
  days.forEach((stations, day) => {
    files[`day-${day + 1}.csv`] = daySheet(day, stations, bases[day < 3 ? 0 : 1], dialTable, random);
  });
  files["truth.csv"] = truthCsv([...bases, ...days.flat()]);
  return files;
}

function base(name: string, longitude: number, latitude: number): Station {
  return station(name, longitude, latitude);
}

/** A station on the ground. Coordinates are rounded first, so that the truth belongs to what is written. */
function station(name: string, longitude: number, latitude: number): Station {
  const [x, y] = [round(longitude, 5), round(latitude, 5)];
  const z = round(height(x, y), 2);
  return { name, longitude: x, latitude: y, height: z, gravity: round(gravity(x, y, z), 4) };
}

/** Stations of one day: a jittered lattice over that day's share of the district, in the order of a drive. */
function stationsOfDay(day: number, random: () => number): Station[] {
  const [west, east, south, north] = DISTRICT;
  const [columns, rows] = [6, 4];
  const width = (east - west) / 3;
  const depth = (north - south) / 2;
  const left = west + (day % 3) * width;
  const bottom = day < 3 ? south : south + depth;
  return Array.from({ length: STATIONS_PER_DAY }, (_, i) => {
    const row = Math.floor(i / columns);
    const along = i % columns;
    const column = row % 2 === 0 ? along : columns - 1 - along;
    const jitter = () => 0.15 + 0.7 * random();
    return station(
      `S${String(day * STATIONS_PER_DAY + i + 1).padStart(3, "0")}`,
      left + ((column + jitter()) * width) / columns,
      bottom + ((row + jitter()) * depth) / rows,
    );
  });
}

/** One day in the field: base, stations, the base again at noon and in the evening. */
function daySheet(
  day: number,
  stations: readonly Station[],
  homeBase: Station,
  dialTable: DialTable,
  random: () => number,
): string {
  const drift = 0.012 + 0.02 * random(); // mGal/h
  const start = Date.UTC(2026, 0, 17 + day, 0, 40 + Math.floor(20 * random()));
  const route = [homeBase, ...stations.slice(0, 12), homeBase, ...stations.slice(12), homeBase];
  let time = start;
  const rows = route.map((place) => {
    const hours = (time - start) / 3_600_000;
    const tide = longmanTide(time, place.latitude, place.longitude, place.height).total;
    const noise = READING_NOISE * normalRandom(random);
    const value = place.gravity - METER_ZERO - tide + drift * hours + noise;
    const counter = milligalToCounter(value, dialTable);
    const clock = new Date(time)
      .toISOString()
      .replace(":00.000Z", "Z")
      .replace(/T(\d\d:\d\d)Z/, "T$1:00Z");
    time += 60_000 * Math.round(14 + 9 * random());
    return [
      place.name,
      place.longitude,
      place.latitude,
      place.height.toFixed(2),
      clock,
      counter.toFixed(3),
    ].join(",");
  });
  return [
    `# ${MARK}`,
    `# Field day ${day + 1}. Meter: LaCoste & Romberg G-999 (made up). Times are UTC.`,
    "station,longitude_deg,latitude_deg,height_m,time_utc,counter",
    ...rows,
    "",
  ].join("\n");
}

/** Gravity at which this meter's counter would stand at zero, mGal. */
const METER_ZERO = 976_150;

/** A calibration table as a maker prints it: values to 0.01 mGal, factors to five decimals. */
function makeTable(): DialTable {
  const counter = Array.from({ length: 36 }, (_, i) => 100 * i);
  const factor = counter.map((c) => round(1.00512 + 0.0011 * Math.cos(c / 1900) - 2.1e-7 * c, 5));
  const value: number[] = [0];
  for (let i = 1; i < counter.length; i++) value.push(round(value[i - 1] + 100 * factor[i - 1], 3));
  return makeDialTable(counter, value, factor);
}

function dialTableCsv(table: DialTable): string {
  const rows = Array.from(table.counter, (counter, i) =>
    [counter, table.value_mgal[i].toFixed(3), table.factor[i].toFixed(5)].join(","),
  );
  return [
    `# ${MARK}`,
    "# Calibration table of LaCoste & Romberg G-999 (made up).",
    "counter,value_mgal,factor",
    ...rows,
    "",
  ].join("\n");
}

function basesCsv(bases: readonly Station[], random: () => number): string {
  const rows = bases.map((b) =>
    [
      b.name,
      b.longitude,
      b.latitude,
      b.height.toFixed(2),
      (b.gravity + BASE_SIGMA * normalRandom(random)).toFixed(3),
      BASE_SIGMA,
    ].join(","),
  );
  return [
    `# ${MARK}`,
    "station,longitude_deg,latitude_deg,height_m,gravity_mgal,gravity_sigma_mgal",
    ...rows,
    "",
  ].join("\n");
}

function truthCsv(stations: readonly Station[]): string {
  const rows = stations.map((s) =>
    [
      s.name,
      s.longitude,
      s.latitude,
      s.height.toFixed(2),
      s.gravity.toFixed(4),
      bouguerAnomaly(s.longitude, s.latitude, s.height).toFixed(4),
    ].join(","),
  );
  return [
    `# ${MARK}`,
    "# What is true at each station: for checks, not for the survey.",
    "station,longitude_deg,latitude_deg,height_m,gravity_mgal,bouguer_anomaly_mgal",
    ...rows,
    "",
  ].join("\n");
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

if (process.argv[1]?.endsWith("generate.js")) {
  // This file runs as dist/datasets/first-survey/generate.js.
  const folder = fileURLToPath(new URL("../../../datasets/first-survey/", import.meta.url));
  const files = generate(folder);
  const bytes = Object.values(files).reduce((sum, text) => sum + text.length, 0);
  console.log(`datasets/first-survey: ${Object.keys(files).length} files, ${bytes} bytes`);
}
