import { factorCholesky } from "../../../lib/core/cholesky.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";

/** A field drawn from a covariance, and the surveys that saw parts of it. */
export interface MadeSurveys {
  readonly survey: string[];
  readonly easting_m: Float64Array;
  readonly northing_m: Float64Array;
  readonly bouguer_anomaly_mgal: Float64Array;
  readonly bouguer_anomaly_sigma_mgal: Float64Array;
}

/** What the field and its surveys are. */
export interface MadeField {
  readonly sill: number;
  readonly range_km: number;
  /** Where each survey's points lie, and its shift and error; positions in kilometres from two uniform numbers. */
  readonly surveys: readonly {
    readonly name: string;
    readonly count: number;
    readonly shift: number;
    readonly sigma: number;
    readonly place: (u: number, v: number) => readonly [number, number];
  }[];
}

/** Draws the field at all points at once, by the Cholesky factor of its whole covariance. */
export function madeSurveys({ sill, range_km, surveys }: MadeField, seed: number): MadeSurveys {
  const random = seededRandom(seed);
  const survey = surveys.flatMap(({ name, count }) => Array<string>(count).fill(name));
  const of = surveys.flatMap((one) => Array<(typeof surveys)[number]>(one.count).fill(one));
  const places = of.map(({ place }) => place(random(), random()));
  const n = of.length;
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const distance = Math.hypot(places[i][0] - places[j][0], places[i][1] - places[j][1]);
      factor[i * n + j] = sill * Math.exp(-distance / range_km) + (i === j ? 1e-9 : 0);
    }
  if (factorCholesky(factor, n) >= 0) throw new Error("the covariance is singular");
  const white = Float64Array.from({ length: n }, () => normalRandom(random));
  const field = Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += factor[i * n + j] * white[j];
    return sum;
  });
  return {
    survey,
    easting_m: Float64Array.from(places, ([x]) => 1000 * x),
    northing_m: Float64Array.from(places, ([, y]) => 1000 * y),
    bouguer_anomaly_mgal: field.map((v, i) => v + of[i].shift + of[i].sigma * normalRandom(random)),
    bouguer_anomaly_sigma_mgal: Float64Array.from(of, ({ sigma }) => sigma),
  };
}
