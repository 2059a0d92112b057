import { seededRandom } from "../../lib/core/random.js";
import { unpacked } from "./real-data.js";

/** Columns of a compilation. */
export interface Compilation {
  readonly longitude_deg: Float64Array;
  readonly latitude_deg: Float64Array;
  readonly height_m: Float64Array;
  readonly gravity_mgal: Float64Array;
}

/** What was done to a row. */
export interface Planted {
  readonly row: number;
  readonly kind: string;
  /** Size of the change: mGal, metres or kilometres. */
  readonly size: number;
}

/** Unpacks `latitude longitude elevation gravity` with the program xz; undefined where there is none. */
export function readAst(path: string): Compilation | undefined {
  const text = unpacked(path);
  if (text === undefined) return undefined;
  const rows = text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]);
  return { latitude_deg: column(0), longitude_deg: column(1), height_m: column(2), gravity_mgal: column(3) };
}

/** A way to spoil a row: it returns the size of the change, or undefined where the row cannot be spoilt so. */
export type Spoil = (data: Compilation, row: number, random: () => number) => number | undefined;

/** Adds an error to gravity, up or down. */
export function gravityError(mgal: number): Spoil {
  return (data, row, random) => {
    data.gravity_mgal[row] += random() < 0.5 ? -mgal : mgal;
    return mgal;
  };
}

/** Swaps two digits of the height that stand beside each other: 1243 becomes 1423. */
export const swappedDigits: Spoil = (data, row, random) => {
  const digits = String(Math.round(data.height_m[row])).split("");
  const places = Array.from(digits.keys()).filter((k) => k > 0 && digits[k] !== digits[k - 1]);
  if (places.length === 0) return undefined;
  const k = places[Math.floor(random() * places.length)];
  [digits[k - 1], digits[k]] = [digits[k], digits[k - 1]];
  const spoilt = Number(digits.join(""));
  const size = Math.abs(spoilt - data.height_m[row]);
  data.height_m[row] = spoilt;
  return size;
};

/** Moves a position by half a degree in a direction of its own. */
export const shiftedPosition: Spoil = (data, row, random) => {
  const direction = 2 * Math.PI * random();
  data.latitude_deg[row] += 0.5 * Math.cos(direction);
  data.longitude_deg[row] += 0.5 * Math.sin(direction);
  return 55;
};

/** Spoils rows of a copy, each once; the same seed spoils the same rows. Sea stations and duplicates are left alone. */
export function plant(
  clean: Compilation,
  kinds: Readonly<Record<string, Spoil>>,
  count: number,
  seed: number,
): { readonly data: Compilation; readonly planted: readonly Planted[] } {
  const data = {
    longitude_deg: clean.longitude_deg.slice(),
    latitude_deg: clean.latitude_deg.slice(),
    height_m: clean.height_m.slice(),
    gravity_mgal: clean.gravity_mgal.slice(),
  };
  const places = new Map<string, number>();
  const place = (row: number) => `${clean.longitude_deg[row]} ${clean.latitude_deg[row]}`;
  for (let row = 0; row < clean.height_m.length; row++)
    places.set(place(row), (places.get(place(row)) ?? 0) + 1);
  const random = seededRandom(seed);
  const names = Object.keys(kinds);
  const planted = new Map<number, Planted>();
  while (planted.size < count) {
    const row = Math.floor(random() * clean.height_m.length);
    if (planted.has(row) || !(clean.height_m[row] > 0) || places.get(place(row)) !== 1) continue;
    const kind = names[planted.size % names.length];
    const size = kinds[kind](data, row, random);
    if (size !== undefined) planted.set(row, { row, kind, size });
  }
  return { data, planted: [...planted.values()] };
}
