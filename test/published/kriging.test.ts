import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Anisotropy, CovarianceKind, CovarianceModel } from "../../lib/grid/covariance-model.js";
import { fitKriging } from "../../lib/grid/kriging.js";

/** Made by kriging-pykrige.py. */
interface Reference {
  readonly x: number[];
  readonly y: number[];
  readonly values: number[];
  readonly height: number[];
  readonly atX: number[];
  readonly atY: number[];
  readonly atHeight: number[];
  readonly cases: readonly {
    readonly name: string;
    readonly kind: CovarianceKind;
    readonly parameters: [number, number, number];
    readonly neighbours?: number;
    readonly degree?: 1;
    readonly drift?: boolean;
    readonly atData?: boolean;
    readonly anisotropy?: Anisotropy;
    readonly values: number[];
    readonly variances: number[];
  }[];
}

const reference = JSON.parse(
  readFileSync(new URL("kriging-pykrige.json", import.meta.url), "utf8"),
) as Reference;

/** PyKrige's Gaussian model is exp(-(7 h / 4 range)²), ours exp(-3 (h / range)²). */
function modelOf(kind: CovarianceKind, [sill, range, nugget]: [number, number, number]): CovarianceModel {
  return { kind, sill, nugget, range: kind === "gaussian" ? range * (4 / 7) * Math.sqrt(3) : range };
}

describe("PyKrige, on eleven points", () => {
  const column = (numbers: number[]): Float64Array => Float64Array.from(numbers);
  const points = { x: column(reference.x), y: column(reference.y), values: column(reference.values) };

  it.each(reference.cases)("gives the same values and variances: $name", (wanted) => {
    const model = modelOf(wanted.kind, wanted.parameters);
    const surface = fitKriging(points, {
      model: wanted.anisotropy ? { ...model, anisotropy: wanted.anisotropy } : model,
      neighbours: wanted.neighbours ?? "all",
      degree: wanted.degree ?? 0,
      ...(wanted.drift && {
        drift: { points: [column(reference.height)], at: () => [column(reference.atHeight)] },
      }),
    });
    const at = wanted.atData ? points : { x: column(reference.atX), y: column(reference.atY) };
    const [values, sigma] = [surface.predict(at), surface.predictSigma(at)];
    for (const [k, value] of wanted.values.entries()) {
      expect(values[k]).toBeCloseTo(value, 9);
      expect(sigma[k] ** 2).toBeCloseTo(wanted.variances[k], 9);
    }
  });
});
