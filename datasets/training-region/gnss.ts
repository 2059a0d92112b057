import { normalRandom, seededRandom } from "../../lib/index.js";
import { MARK } from "./area.js";
import type { Place, Site } from "./campaign-places.js";
import { csvLine, Page, type Row } from "./campaign-rows.js";
import { utm48 } from "./datum.js";
import { changedDigit, exchangedDigits, type FaultBook } from "./faults.js";

const COLUMNS = [
  "station",
  "longitude_deg",
  "latitude_deg",
  "ellipsoidal_height_m",
  "height_sigma_m",
  "site",
];
/** Standard deviation of a height, metres: trees hide the sky. */
const HEIGHT_SIGMA: Readonly<Record<Site, number>> = { rock: 0.02, field: 0.02, road: 0.025, forest: 0.07 };
/** Standard deviation of a position, metres. */
const POSITION_SIGMA = 0.015;
const METRES_PER_DEGREE = 110_000;
const METRES_PER_FOOT = 0.3048;

/** The coordinate list of all stations and bases by GNSS, with its planted faults. */
export function gnssPage(places: readonly Place[], book: FaultBook): Page {
  const random = seededRandom(20260301);
  const normal = () => normalRandom(random);
  const rows = places.map(({ name, site, point }): Row => {
    const sigma = HEIGHT_SIGMA[site];
    return {
      cells: {
        station: name,
        longitude_deg: (point.longitude + (POSITION_SIGMA * normal()) / METRES_PER_DEGREE).toFixed(7),
        latitude_deg: (point.latitude + (POSITION_SIGMA * normal()) / METRES_PER_DEGREE).toFixed(7),
        ellipsoidal_height_m: (point.ellipsoidal_height_m + sigma * normal()).toFixed(3),
        height_sigma_m: sigma.toFixed(3),
        site,
      },
    };
  });
  plantFaults(rows, book);
  const page = new Page("gnss-coordinates.csv");
  page.text(`# ${MARK}`);
  page.text(
    "# GNSS, WGS 84 (= GRS 80 here). Heights are above the ellipsoid; the geoid is a grid of its own.",
  );
  page.text(COLUMNS.join(","));
  for (const row of rows) page.row(row, (cells) => csvLine(cells, COLUMNS));
  return page;
}

/** Stations with faults, by their place in the list of stations; none of them twice. */
function plantFaults(rows: readonly Row[], book: FaultBook): void {
  const at = (name: number) => {
    const row = rows.find(({ cells }) => cells.station === String(name));
    if (row === undefined) throw new Error(`no station ${name}`);
    return row;
  };
  badHeights(at, book);
  for (const name of [1431, 1432, 1433, 1434]) {
    const row = at(name);
    const feet = (Number(row.cells.ellipsoidal_height_m) / METRES_PER_FOOT).toFixed(3);
    book.overwrite(
      "wrong units",
      [row],
      String(name),
      "ellipsoidal_height_m",
      feet,
      "feet in place of metres",
    );
  }
  for (const name of [1117, 1778, 2204]) {
    const row = at(name);
    const { longitude_deg, latitude_deg } = row.cells;
    const { easting, northing } = utm48(Number(longitude_deg), Number(latitude_deg));
    const number = book.next();
    const note = "easting and northing of UTM zone 48 N in place of longitude and latitude";
    book.overwrite(
      "metres for degrees",
      [row],
      String(name),
      "longitude_deg",
      easting.toFixed(3),
      note,
      number,
    );
    book.overwrite(
      "metres for degrees",
      [row],
      String(name),
      "latitude_deg",
      northing.toFixed(3),
      note,
      number,
    );
  }
  for (const name of [1260, 1655, 2381]) {
    const row = at(name);
    const { longitude_deg, latitude_deg } = row.cells;
    const kind = "swapped latitude and longitude";
    const number = book.next();
    book.overwrite(
      kind,
      [row],
      String(name),
      "longitude_deg",
      latitude_deg,
      "in each other's column",
      number,
    );
    book.overwrite(
      kind,
      [row],
      String(name),
      "latitude_deg",
      longitude_deg,
      "in each other's column",
      number,
    );
  }
  for (const name of [1529, 2066]) {
    const row = at(name);
    const south = `-${row.cells.latitude_deg}`;
    book.overwrite("wrong hemisphere", [row], String(name), "latitude_deg", south, "a minus sign: south");
  }
  for (const [name, column, digit] of [
    [1344, "longitude_deg", 3],
    [1911, "latitude_deg", 2],
    [2290, "longitude_deg", 4],
  ] as const) {
    const wrong = changedDigit(at(name).cells[column], digit, 4);
    book.overwrite("bad position", [at(name)], String(name), column, wrong, "one digit typed wrong");
  }
}

function badHeights(at: (name: number) => Row, book: FaultBook): void {
  const height = (name: number) => at(name).cells.ellipsoidal_height_m;
  const bad: readonly [number, string, string][] = [
    [1088, exchangedDigits(height(1088), 0, 50), "two digits changed places"],
    [1402, exchangedDigits(height(1402), 1, 9), "two digits changed places"],
    [1716, (Number(height(1716)) + 100).toFixed(3), "100 m too high"],
    [1999, (Number(height(1999)) - 30).toFixed(3), "30 m too low"],
    [2155, (Number(height(2155)) + 12).toFixed(3), "12 m too high"],
    [2448, (Number(height(2448)) + 8).toFixed(3), "8 m too high"],
  ];
  for (const [name, wrong, note] of bad)
    book.overwrite("bad height", [at(name)], String(name), "ellipsoidal_height_m", wrong, note);
}
