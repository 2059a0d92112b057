import { normalRandom, seededRandom } from "../../lib/index.js";
import { kilometres, MARK, placeAt } from "./area.js";
import { isCountryB } from "./campaign-places.js";
import { csvLine, Page, type Row } from "./campaign-rows.js";
import { toIndian1960 } from "./datum.js";
import { changedDigit, exchangedDigits, type FaultBook } from "./faults.js";
import { pointOnGround, REGION, surfaceHeight, type TruePoint } from "./world.js";

const COLUMNS = [
  "number",
  "sheet",
  "longitude_deg",
  "latitude_deg",
  "height",
  "height_unit",
  "gravity_mgal",
  "year",
];
const SPACING = 3.6;
/** How far its points reach over the border into Country A, km: there both countries' values meet. */
const OVERLAP = 9;
const POTSDAM = 14;
const METRES_PER_FOOT = 0.3048;

/** A map sheet of the compilation, from south to north, west before east. */
interface Sheet {
  readonly name: string;
  readonly unit: "m" | "ft";
  /** What its list says of the unit. */
  readonly saysUnit: "m" | "ft";
  readonly year: number;
  /** mGal that all its values are too high, beside the Potsdam datum. */
  readonly shift_mgal: number;
  /** Standard deviation of its heights, metres: levelled, or by barometer. */
  readonly heightSigma_m: number;
}

export const SHEETS: readonly Sheet[] = [
  { name: "B-1", unit: "m", saysUnit: "m", year: 1964, shift_mgal: 0.8, heightSigma_m: 1 },
  { name: "B-2", unit: "ft", saysUnit: "ft", year: 1958, shift_mgal: -1.7, heightSigma_m: 3 },
  { name: "B-3", unit: "m", saysUnit: "m", year: 1966, shift_mgal: 0.3, heightSigma_m: 1 },
  { name: "B-4", unit: "ft", saysUnit: "m", year: 1958, shift_mgal: -1.2, heightSigma_m: 3 },
  { name: "B-5", unit: "ft", saysUnit: "ft", year: 1959, shift_mgal: 2.4, heightSigma_m: 3 },
  { name: "B-6", unit: "m", saysUnit: "m", year: 1971, shift_mgal: -0.4, heightSigma_m: 0.6 },
];

interface LegacyPlace {
  readonly sheet: number;
  readonly point: TruePoint;
}

let places: LegacyPlace[] | undefined;

/** Where the compilation's points truly lie. */
export function legacyPoints(): TruePoint[] {
  places ??= findPlaces();
  return places.map(({ point }) => point);
}

function findPlaces(): LegacyPlace[] {
  const random = seededRandom(19580401);
  const [west, , south, north] = REGION;
  const found: { longitude: number; latitude: number; sheet: number }[] = [];
  for (let y = -73; y <= 73; y += SPACING)
    for (let x = -99; x <= -20; x += SPACING) {
      const here = placeAt(x + (random() - 0.5) * 0.9 * SPACING, y + (random() - 0.5) * 0.9 * SPACING);
      const longitude = Math.round(here.longitude * 1e5) / 1e5;
      const latitude = Math.round(here.latitude * 1e5) / 1e5;
      if (longitude < west + 0.01 || latitude < south + 0.01 || latitude > north - 0.01) continue;
      const inland = kilometres(longitude, latitude);
      const past = placeAt(inland.x - OVERLAP, inland.y);
      if (!isCountryB(past.longitude, past.latitude) || surfaceHeight(longitude, latitude) < 1) continue;
      // Roads are few: every fourth place was never reached; across the border they went less often still.
      if (random() < (isCountryB(longitude, latitude) ? 0.12 : 0.5)) continue;
      found.push({ longitude, latitude, sheet: sheetAt(longitude, latitude) });
    }
  return found
    .sort((a, b) => a.sheet - b.sheet)
    .map(({ longitude, latitude, sheet }, i) => ({
      sheet,
      point: pointOnGround(`B${i + 1}`, longitude, latitude),
    }));
}

function sheetAt(longitude: number, latitude: number): number {
  const row = latitude < 17.55 ? 0 : latitude < 18 ? 1 : 2;
  return 2 * row + (longitude < 105.15 ? 0 : 1);
}

/** Country B's list, and where its points truly are. */
export function legacyFiles(
  gravity: readonly number[],
  book: FaultBook,
): { readonly page: Page; readonly answers: string } {
  const points = legacyPoints();
  const random = seededRandom(19710815);
  const normal = () => normalRandom(random);
  const rows = (places ?? []).map(({ sheet, point }, i): Row => {
    const { name, unit, saysUnit, year, shift_mgal, heightSigma_m } = SHEETS[sheet];
    const { longitude, latitude } = toIndian1960({
      longitude: point.longitude,
      latitude: point.latitude,
      height: point.ellipsoidal_height_m,
    });
    const height = (point.height_m + heightSigma_m * normal()) / (unit === "ft" ? METRES_PER_FOOT : 1);
    return {
      cells: {
        number: String(i + 1),
        sheet: name,
        longitude_deg: longitude.toFixed(4),
        latitude_deg: latitude.toFixed(4),
        height: height.toFixed(0),
        height_unit: saysUnit,
        gravity_mgal: (gravity[i] + POTSDAM + shift_mgal + 0.12 * normal()).toFixed(1),
        year: String(year),
      },
    };
  });
  const all = plantFaults(rows, book);
  const page = new Page("legacy-country-b.csv");
  page.text(`# ${MARK}`);
  page.text(
    "# Gravity of Country B, compiled from its map sheets in 1975. Gravity: Potsdam datum. Positions: Indian 1960.",
  );
  page.text(COLUMNS.join(","));
  for (const row of all) page.row(row, (cells) => csvLine(cells, COLUMNS));
  return { page, answers: answersCsv(points, gravity) };
}

/** Plants the list's faults; two points stand there twice afterwards. */
function plantFaults(rows: readonly Row[], book: FaultBook): Row[] {
  const at = (number: number) => rows[number - 1];
  for (const [number, digit] of [
    [47, 3],
    [163, 3],
    [281, 4],
    [390, 3],
  ] as const) {
    const wrong = exchangedDigits(at(number).cells.gravity_mgal, digit, 8);
    book.overwrite(
      "typing error",
      [at(number)],
      String(number),
      "gravity_mgal",
      wrong,
      "two digits changed places",
    );
  }
  for (const [number, column, digit] of [
    [118, "latitude_deg", 2],
    [333, "longitude_deg", 4],
  ] as const) {
    const wrong = changedDigit(at(number).cells[column], digit, 2);
    book.overwrite("bad position", [at(number)], String(number), column, wrong, "one digit typed wrong");
  }
  for (const [number, written] of [
    [215, "height"],
    [420, "height"],
  ] as const) {
    const wrong = changedDigit(at(number).cells[written], 0, 3);
    book.overwrite("bad height", [at(number)], String(number), written, wrong, "one digit typed wrong");
  }
  const wrongUnit = SHEETS.find(({ unit, saysUnit }) => unit !== saysUnit);
  if (wrongUnit !== undefined)
    book.note(
      "wrong units",
      rows.filter(({ cells }) => cells.sheet === wrongUnit.name),
      {
        station: "",
        column: "height_unit",
        written: wrongUnit.saysUnit,
        truth: wrongUnit.unit,
        note: `the heights of sheet ${wrongUnit.name} are in feet`,
      },
    );
  const all = [...rows];
  for (const [number, step] of [
    [75, 6.3],
    [301, -4.8],
  ] as const) {
    const twin = { cells: { ...at(number).cells } };
    twin.cells.gravity_mgal = (Number(twin.cells.gravity_mgal) + step).toFixed(1);
    all.splice(all.indexOf(at(number)) + 1, 0, twin);
    book.note("duplicate with another value", [twin], {
      station: String(number),
      column: "gravity_mgal",
      written: twin.cells.gravity_mgal,
      truth: "",
      note: "the point stands there twice: the line above is right",
    });
  }
  return all;
}

function answersCsv(points: readonly TruePoint[], gravity: readonly number[]): string {
  const rows = points.map((point, i) =>
    [
      i + 1,
      point.longitude.toFixed(5),
      point.latitude.toFixed(5),
      point.height_m.toFixed(3),
      gravity[i].toFixed(4),
    ].join(","),
  );
  return [
    `# ${MARK}`,
    "# Where the points of legacy-country-b.csv truly are (WGS 84, height above the geoid) and their true gravity: for the checks, not for trainees.",
    "number,longitude_deg,latitude_deg,height_m,gravity_mgal",
    ...rows,
    "",
  ].join("\n");
}
