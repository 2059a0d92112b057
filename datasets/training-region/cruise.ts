import { GRS80, normalRandom, seededRandom } from "../../lib/index.js";
import { MARK } from "./area.js";
import { csvLine, Page, type Row, utcText } from "./campaign-rows.js";
import { meterTides } from "./campaign-tide.js";
import { cruiseTrack, type ShipFix } from "./cruise-track.js";
import { changedDigit, type FaultBook } from "./faults.js";
import { pointOnSea, surfaceHeight, type TruePoint } from "./world.js";

const COLUMNS = [
  "time_utc",
  "line",
  "longitude_deg",
  "latitude_deg",
  "depth_m",
  "course_deg",
  "speed_knots",
  "meter_mgal",
];
/** The marine meter: its reading is gravity less this, mGal, at the first quay. */
const ZERO = 968_000;
const DRIFT_MGAL_PER_DAY = 0.23;
/** Standard deviation of a line's level, mGal, and of its slope from end to end. */
const LEVEL_SIGMA = 1.1;
/** Noise of a sample: part of it is a slow swell. */
const SWELL_SIGMA = 0.5;
const SAMPLE_SIGMA = 0.2;
const RADIANS = Math.PI / 180;
const METRES_PER_SECOND = 1852 / 3600;

/** What is true of the cruise. */
export interface CruiseTruth {
  readonly zero_mgal: number;
  readonly drift_mgal_per_day: number;
  /** Level of each line, mGal, in its readings. */
  readonly levels_mgal: Readonly<Record<string, number>>;
  readonly quay_gravity_mgal: number;
}

let track: ShipFix[] | undefined;

/** The ship's places, H = 0. */
export function cruisePoints(): TruePoint[] {
  track ??= cruiseTrack();
  return track.map(({ longitude, latitude }, i) => pointOnSea(`C${i}`, longitude, latitude));
}

/**
 * The Eötvös effect, mGal: how much less gravity a ship feels that moves over the ground with a speed v (m/s) and a
 * course α: 2 ω v cos φ sin α + v² (cos² α / M + sin² α / N), with the ellipsoid's radii of curvature M and N.
 *
 * Source: Torge (1989), Gravimetry, eq. 7.9 and the ellipsoidal form of its second term.
 */
export function eotvosEffect(latitude: number, course: number, knots: number): number {
  const { semimajorAxis: a, flattening: f, angularVelocity } = GRS80;
  const v = knots * METRES_PER_SECOND;
  const phi = latitude * RADIANS;
  const alpha = course * RADIANS;
  const e2 = f * (2 - f);
  const w2 = 1 - e2 * Math.sin(phi) ** 2;
  const across = a / Math.sqrt(w2);
  const along = (across * (1 - e2)) / w2;
  const turning = 2 * angularVelocity * v * Math.cos(phi) * Math.sin(alpha);
  return 1e5 * (turning + v * v * (Math.cos(alpha) ** 2 / along + Math.sin(alpha) ** 2 / across));
}

/** The cruise's file, its truth, and the file of true gravity at each of its samples. */
export function cruiseFiles(
  gravity: readonly number[],
  book: FaultBook,
): { readonly page: Page; readonly answers: string; readonly truth: CruiseTruth } {
  const points = cruisePoints();
  const fixes = track ?? [];
  const random = seededRandom(20260218);
  const normal = () => normalRandom(random);
  const tides = meterTides(
    fixes.map(({ time }) => time),
    points,
  );
  const levels: Record<string, number> = {};
  let swell = 0;
  const rows = fixes.map((fix, i): Row => {
    if (fix.line !== "" && fix.line !== "QUAY" && levels[fix.line] === undefined)
      levels[fix.line] = Math.round(100 * LEVEL_SIGMA * normal()) / 100;
    const still = fix.speed === 0;
    swell = 0.7 * swell + Math.sqrt(1 - 0.49) * SWELL_SIGMA * normal();
    const noise = still ? 0.02 * normal() : swell + SAMPLE_SIGMA * normal();
    const drift = (DRIFT_MGAL_PER_DAY * (fix.time - fixes[0].time)) / 86_400_000;
    const reading =
      gravity[i] -
      tides[i] -
      eotvosEffect(fix.latitude, fix.course, fix.speed) +
      (levels[fix.line] ?? 0) +
      drift +
      noise;
    return { cells: cellsOf(fix, reading - ZERO, normal) };
  });
  plantFaults(rows, book);
  const quay = gravity[0];
  const page = new Page("cruise.csv");
  page.text(`# ${MARK}`);
  page.text(
    "# Marine gravimeter on a ship, every two minutes, sensor at sea level. The Eötvös effect is in meter_mgal.",
  );
  page.text(
    `# Gravity at the quay (line QUAY), by a tie on land: ${(quay + 0.015 * normal()).toFixed(3)} mGal, sigma 0.015 mGal.`,
  );
  page.text(COLUMNS.join(","));
  for (const row of rows) page.row(row, (cells) => csvLine(cells, COLUMNS));
  return { page, answers: answersCsv(fixes, points, gravity), truth: truthOf(levels, quay) };
}

function truthOf(levels_mgal: Record<string, number>, quay: number): CruiseTruth {
  return {
    zero_mgal: ZERO,
    drift_mgal_per_day: DRIFT_MGAL_PER_DAY,
    levels_mgal,
    quay_gravity_mgal: Math.round(quay * 1e4) / 1e4,
  };
}

function cellsOf(fix: ShipFix, reading: number, normal: () => number): Record<string, string> {
  const { longitude, latitude, course, speed } = fix;
  const still = speed === 0;
  const depth = -surfaceHeight(longitude, latitude) + 0.2 * normal();
  const steered = still ? 0 : (course + 0.3 * normal() + 360) % 360;
  return {
    time_utc: utcText(fix.time),
    line: fix.line,
    longitude_deg: (longitude + 2e-5 * normal()).toFixed(5),
    latitude_deg: (latitude + 2e-5 * normal()).toFixed(5),
    depth_m: depth.toFixed(1),
    course_deg: (Math.round(10 * steered) / 10 === 360 ? 0 : steered).toFixed(1),
    speed_knots: (still ? 0 : speed + 0.015 * normal()).toFixed(2),
    meter_mgal: reading.toFixed(2),
  };
}

function plantFaults(rows: readonly Row[], book: FaultBook): void {
  const onLine = (line: string, share: number) => {
    const mine = rows.filter(({ cells }) => cells.line === line);
    return mine[Math.floor(share * mine.length)];
  };
  for (const [line, share, step] of [
    ["L03", 0.4, 24.6],
    ["L08", 0.7, -31.2],
    ["T2", 0.55, 18.3],
  ] as const) {
    const row = onLine(line, share);
    const wrong = (Number(row.cells.meter_mgal) + step).toFixed(2);
    book.overwrite("spike", [row], line, "meter_mgal", wrong, "a wave: one sample");
  }
  const row = onLine("L06", 0.5);
  const wrong = changedDigit(row.cells.longitude_deg, 3, 3);
  book.overwrite("bad position", [row], "L06", "longitude_deg", wrong, "one digit wrong");
}

/** True places and gravity of the samples. */
function answersCsv(
  fixes: readonly ShipFix[],
  points: readonly TruePoint[],
  gravity: readonly number[],
): string {
  const rows = fixes.map((fix, i) =>
    [
      utcText(fix.time),
      points[i].longitude.toFixed(6),
      points[i].latitude.toFixed(6),
      gravity[i].toFixed(4),
    ].join(","),
  );
  return [
    `# ${MARK}`,
    "# True gravity at H = 0 along the cruise: for the checks, not for trainees.",
    "time_utc,longitude_deg,latitude_deg,gravity_mgal",
    ...rows,
    "",
  ].join("\n");
}
