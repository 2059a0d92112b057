import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fitEquivalentSources } from "../../lib/grid/equivalent-sources.js";

const path = new URL("equivalent-sources-harmonica.json", import.meta.url);
const { points, positions, fields, depth_by_rule_m, sphere } = JSON.parse(readFileSync(path, "utf8"));
const arrays = (columns: Record<string, number[]>) =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]));

describe("equivalent sources beside harmonica's EquivalentSources, without damping", () => {
  test("the depth by the rule of 4.5 mean spacings is the same", () => {
    const { report } = fitEquivalentSources(arrays(points) as never, { depth: "spacing" });
    expect(report.figures.source_depth_m).toBeCloseTo(depth_by_rule_m, 6);
  });

  for (const [depth, predicted] of Object.entries(fields) as [string, number[]][])
    test(`the field is the same at three heights, depth ${depth}`, () => {
      const model = fitEquivalentSources(arrays(points) as never, {
        depth: Number(depth),
        damping: 0,
        level: 0,
      });
      const found = model.predict(arrays(positions) as never);
      for (const [k, value] of predicted.entries()) expect(found[k]).toBeCloseTo(value, 4);
    });
});

describe("equivalent sources on the ellipsoid beside harmonica's EquivalentSourcesSph, without damping", () => {
  // harmonica's field is harmonic itself; ours is harmonic times r, as gravity is, and falls off by r₀ / r more.
  test("the field is the same on the ground, and aloft but for that factor", () => {
    const model = fitEquivalentSources(arrays(sphere.points) as never, {
      ...{ coordinates: "geographic", depth: sphere.depth, damping: 0, level: 0, solver: "dense" },
    });
    const found = model.predict(arrays(sphere.positions) as never);
    for (const [k, value] of (sphere.field as number[]).entries()) {
      const fall = 6_367_000 / (6_367_000 + sphere.positions.height[k] - 250);
      expect(found[k] / fall / value).toBeCloseTo(1, 3);
    }
  });
});
