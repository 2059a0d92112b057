import { defineExercise, type Exercise, instead, number, scale, swapped } from "../../exercise/index.js";

interface DatumGiven {
  readonly datum: string;
  readonly longitude_deg: number;
  readonly latitude_deg: number;
}

/** An ellipsoid (metres, 1/flattening), and the shift of its middle to that of WGS 84, metres. */
interface LocalDatum {
  readonly a: number;
  readonly inverseFlattening: number;
  readonly shift: readonly [number, number, number];
}

/** Source: NIMA (2000), TR8350.2, 3rd ed., appendices A and B. */
const LOCAL: Readonly<Record<string, LocalDatum>> = {
  "Luzon 1911": { a: 6378206.4, inverseFlattening: 294.9786982, shift: [-133, -77, -51] },
  "Timbalai 1948": { a: 6377298.556, inverseFlattening: 300.8017, shift: [-679, 669, -48] },
  "Kertau 1968": { a: 6377304.063, inverseFlattening: 300.8017, shift: [-11, 851, 5] },
};

const RADIANS = Math.PI / 180;

/**
 * How far a place moves, metres, by the formulas of Molodensky at height 0: no step of the transformation that the
 * trainee calls. Source: NIMA (2000), TR8350.2, 3rd ed., chapter 7.
 */
function molodensky({ datum, longitude_deg, latitude_deg }: DatumGiven): { north: number; east: number } {
  const { a, inverseFlattening, shift } = LOCAL[datum];
  const [dx, dy, dz] = shift;
  const f = 1 / inverseFlattening;
  const [da, df] = [6378137 - a, 1 / 298.257223563 - f];
  const [phi, lambda] = [latitude_deg * RADIANS, longitude_deg * RADIANS];
  const [sin, cos] = [Math.sin(phi), Math.cos(phi)];
  const e2 = f * (2 - f);
  const w = Math.sqrt(1 - e2 * sin * sin);
  const across = a / w;
  const along = (a * (1 - e2)) / w ** 3;
  const north =
    -dx * sin * Math.cos(lambda) -
    dy * sin * Math.sin(lambda) +
    dz * cos +
    (da * across * e2 * sin * cos) / a +
    df * (along / (1 - f) + across * (1 - f)) * sin * cos;
  return { north, east: -dx * Math.sin(lambda) + dy * Math.cos(lambda) };
}

/** Normal gravity at the new place less that at the old one, mGal: 0.000814 sin 2φ for a metre, of the first term of GRS80. */
const gravityOf = (north: number, { latitude_deg }: DatumGiven): number =>
  0.000814 * Math.sin(2 * latitude_deg * RADIANS) * north;

function answerOf(given: DatumGiven, north: number, east: number) {
  return { north_m: north, east_m: east, change_mgal: gravityOf(north, given) };
}

/** Exercise 04.3. */
export const oldDatum: Exercise = defineExercise({
  id: "04.3",
  objective: "Bring a place from an old datum to WGS 84, and say how far it moves and what that costs",
  minutes: 6,
  points: 2,
  given: [
    { datum: "Luzon 1911", longitude_deg: 120.98, latitude_deg: 14.6 },
    { datum: "Timbalai 1948", longitude_deg: 116.07, latitude_deg: 5.98 },
    { datum: "Kertau 1968", longitude_deg: 100.42, latitude_deg: 6.12 },
  ] satisfies DatumGiven[],
  reads: {
    // Molodensky's formulas leave out terms of the second order, below half a metre here.
    north_m: number("m", { tolerance: 2 }),
    east_m: number("m", { tolerance: 2 }),
    change_mgal: number("mGal", { tolerance: 0.002 }),
  },
  check: ({ given }) => {
    const { north, east } = molodensky(given);
    return answerOf(given, north, east);
  },
  misconceptions: [
    swapped(
      "swapped",
      "north_m",
      "east_m",
      "North and east have changed places. Latitude grows to the north, longitude grows to the east.",
    ),
    instead(
      "other-way",
      "east_m",
      ({ given }) => -molodensky(given).east,
      "The size of the move to the east is right, but its sign is not. A move is the new place minus the old one, and to the east it is positive. Perhaps you went the way back, from WGS 84 to the old datum. The place is on the old datum, so this datum is `from`.",
    ),
    scale(
      "degrees",
      "north_m",
      1 / 110_600,
      "This is in degrees. Multiply a difference of latitude by the metres in one degree of latitude, from `igdp.metresPerDegree`. Do the same with the longitude.",
    ),
    scale("kilometres", "north_m", 0.001, "This is in kilometres. The question asks for metres."),
    instead(
      "no-move",
      "east_m",
      () => 0,
      "The place did not move, so no datum was changed. Is the code in `from` the code of the old datum? The code EPSG:4326 is WGS 84 itself.",
    ),
    instead(
      "change-by-height-rule",
      "change_mgal",
      ({ given }) => 0.3086 * molodensky(given).north,
      "The move to the north is right. But 0.3086 mGal belongs to a metre up. For a metre north the rule is 0.000814 times the sine of twice the latitude.",
      { whenRight: ["north_m"] },
    ),
    instead(
      "change-by-distance",
      "change_mgal",
      ({ given }) => gravityOf(Math.hypot(molodensky(given).north, molodensky(given).east), given),
      "You used the whole distance. Normal gravity does not change along a parallel, to the east or west. Only the part to the north counts.",
      { whenRight: ["north_m"] },
    ),
    instead(
      "change-sign",
      "change_mgal",
      ({ given }) => -gravityOf(molodensky(given).north, given),
      "The size is right. But think of the sign: north of the equator, normal gravity falls when a place moves to the south.",
      { whenRight: ["north_m"] },
    ),
  ],
  hints: [
    "Which code has this datum in the table of datums? And which of the two codes is `from`?",
    "Transform the place, and take the difference new minus old of latitude and of longitude. A degree of longitude has fewer metres than a degree of latitude: `igdp.metresPerDegree(latitude_deg)` gives both. Only the move to the north changes normal gravity.",
    'Write: `const [east_m, north_m] = moveOf("EPSG:....", longitude_deg, latitude_deg);` with the code from the table. Then `const change_mgal = 0.000814 * Math.sin(2 * latitude_deg * Math.PI / 180) * ...;`',
  ],
  wrong: {
    swapped: ({ given }) => {
      const { north, east } = molodensky(given);
      return { ...answerOf(given, north, east), north_m: east, east_m: north };
    },
    "other-way": ({ given }) => {
      const { north, east } = molodensky(given);
      return answerOf(given, -north, -east);
    },
    degrees: ({ given }) => {
      const { north, east } = molodensky(given);
      return { ...answerOf(given, north, east), north_m: north / 110_600, east_m: east / 110_900 };
    },
    "no-move": ({ given }) => answerOf(given, 0, 0),
    kilometres: ({ given }) => {
      const { north, east } = molodensky(given);
      return { ...answerOf(given, north, east), north_m: north / 1000, east_m: east / 1000 };
    },
    "change-by-height-rule": ({ given }) => {
      const { north, east } = molodensky(given);
      return { north_m: north, east_m: east, change_mgal: (north * 3086) / 10_000 };
    },
    "change-by-distance": ({ given }) => {
      const { north, east } = molodensky(given);
      const distance = Math.sqrt(north ** 2 + east ** 2);
      return { north_m: north, east_m: east, change_mgal: gravityOf(distance, given) };
    },
    "change-sign": ({ given }) => {
      const { north, east } = molodensky(given);
      return { north_m: north, east_m: east, change_mgal: gravityOf(-north, given) };
    },
  },
});
