import { describe, expect, it } from "vitest";
import { makeGrid, regularAxis } from "../../../lib/core/grid.js";
import { prismGravity } from "../../../lib/kernels/prism.js";
import { tesseroidGravity } from "../../../lib/kernels/tesseroid.js";
import { airyMohoDepth } from "../../../lib/reduce/airy.js";
import { isostaticCorrection } from "../../../lib/reduce/isostatic-correction.js";

const column = (result: Readonly<Record<string, unknown>>, name: string): Float64Array =>
  result[name] as Float64Array;

describe("the isostatic correction", () => {
  const hill = (x: number, y: number): number =>
    2500 * Math.exp(-(x ** 2 + (y - 2e4) ** 2) / (2 * 6e4 ** 2)) - 300;
  const axis = regularAxis(-200_000, 200_000, 10_000);
  const nodes = Array.from({ length: axis.length ** 2 }, (_, i) => [
    axis[i % axis.length],
    axis[Math.floor(i / axis.length)],
  ]);
  const options = { earth: "planar" } as const;
  const moho = makeGrid({
    ...{ x: axis, y: axis, crs: "plane", name: "moho_depth_m", units: "m" },
    values: Float64Array.from(nodes, ([x, y]) => airyMohoDepth(hill(x, y), options)),
  });
  const stations = {
    easting_m: Float64Array.of(0, -30_000, 90_000),
    northing_m: Float64Array.of(0, 25_000, -70_000),
    height_m: Float64Array.of(2000, 300, 0),
  };

  it("on a plane is the sum of exact prisms, to 0.01 mGal", () => {
    const { result } = isostaticCorrection(stations, moho, { ...options, radius: 1e9 });
    for (let k = 0; k < 3; k++) {
      const sum = nodes.reduce((total, [x, y], i) => {
        const depth = moho.values[i];
        const prism = {
          ...{ west: x - 5000, east: x + 5000, south: y - 5000, north: y + 5000 },
          ...{
            bottom: -Math.max(depth, 30_000),
            top: -Math.min(depth, 30_000),
            density: depth > 30_000 ? -400 : 400,
          },
        };
        return (
          total +
          prismGravity(stations.easting_m[k], stations.northing_m[k], stations.height_m[k], prism) * 1e5
        );
      }, 0);
      expect(Math.abs(sum)).toBeGreaterThan(5);
      expect(Math.abs(column(result, "isostatic_correction_mgal")[k] + sum)).toBeLessThan(0.01);
    }
  });

  it("on the Earth is the sum of tesseroids on a sphere, to the 0.3 % by which ellipsoid and sphere differ", () => {
    const degrees = regularAxis(-2, 2, 0.25);
    const at = Array.from({ length: degrees.length ** 2 }, (_, i) => [
      degrees[i % degrees.length],
      degrees[Math.floor(i / degrees.length)],
    ]);
    const there = makeGrid({
      ...{ x: degrees, y: degrees, crs: "EPSG:4326", name: "moho_depth_m", units: "m" },
      values: Float64Array.from(at, ([x, y]) => airyMohoDepth(hill(x * 111e3, y * 111e3))),
    });
    const place = {
      longitude_deg: Float64Array.of(0.1),
      latitude_deg: Float64Array.of(0.2),
      height_m: Float64Array.of(1500),
    };
    const { result } = isostaticCorrection(place, there, { radius: 1e9 });
    const R = 6_371_000;
    const sum = at.reduce((total, [x, y], i) => {
      const depth = there.values[i];
      const body = {
        ...{ west: x - 0.125, east: x + 0.125, south: y - 0.125, north: y + 0.125 },
        ...{
          bottom: R - Math.max(depth, 30_000),
          top: R - Math.min(depth, 30_000),
          density: depth > 30_000 ? -400 : 400,
        },
      };
      return total + tesseroidGravity(0.1, 0.2, R + 1500, body) * 1e5;
    }, 0);
    expect(column(result, "isostatic_correction_mgal")[0] / -sum).toBeCloseTo(1, 2); // 0.005
  });

  it("makes the isostatic anomaly of the complete Bouguer anomaly", () => {
    const complete = Float64Array.of(-150, -80, -20);
    const { result } = isostaticCorrection(
      { ...stations, complete_bouguer_anomaly_mgal: complete },
      moho,
      options,
    );
    const correction = column(result, "isostatic_correction_mgal");
    expect(correction[0]).toBeGreaterThan(0);
    for (let k = 0; k < 3; k++)
      expect(column(result, "isostatic_anomaly_mgal")[k]).toBe(complete[k] + correction[k]);
  });

  it("warns where the grid ends short of the radius, with a fair guess of what is missing", () => {
    const raised = makeGrid({ ...moho, values: moho.values.map(() => 33_000) });
    const inner = regularAxis(-100_000, 100_000, 10_000);
    const small = makeGrid({
      ...raised,
      x: inner,
      y: inner,
      values: new Float64Array(inner.length ** 2).fill(33_000),
    });
    const first = {
      easting_m: Float64Array.of(0),
      northing_m: Float64Array.of(0),
      height_m: Float64Array.of(0),
    };
    const settings = { ...options, radius: 150_000 };
    const full = isostaticCorrection(first, raised, settings);
    const cut = isostaticCorrection(first, small, settings);
    const missing =
      column(full.result, "isostatic_correction_mgal")[0] -
      column(cut.result, "isostatic_correction_mgal")[0];
    expect(full.report.warnings.join(" ")).not.toContain("ends less than");
    expect(cut.report.warnings.join(" ")).toContain("ends less than 150 km from 1 stations");
    expect(cut.report.figures.largest_beyond_grid_mgal as number).toBeCloseTo(missing, 0);
  });

  it("tells of a Moho that was made with another normal depth, and about what that costs", () => {
    const made = { ...options, normalMohoDepth: 33_000 };
    const deeper = makeGrid({
      ...moho,
      values: Float64Array.from(nodes, ([x, y]) => airyMohoDepth(hill(x, y), made)),
    });
    const right = isostaticCorrection(stations, deeper, made);
    const wrong = isostaticCorrection(stations, deeper, options);
    expect(right.report.warnings.join(" ")).not.toContain("normalMohoDepth");
    const layer = Math.min(...deeper.values) - 30_000;
    expect(layer).toBeGreaterThan(1000);
    const [warning] = wrong.report.warnings;
    expect(warning).toContain(`deeper than normalMohoDepth, 30000 m, by ${Math.round(layer)} m or more`);
    // The sheet of 2πGΔρ that it tells of, and what the layer does within 166.7 km: somewhat less.
    const said = Number(/adds up to ([\d.]+) mGal/.exec(warning)?.[1]);
    const flat = makeGrid({ ...moho, values: new Float64Array(moho.values.length).fill(30_000 + layer) });
    const layerAlone = isostaticCorrection(stations, flat, options);
    const felt = column(layerAlone.result, "isostatic_correction_mgal")[0];
    expect(felt / said).toBeGreaterThan(0.75);
    expect(felt / said).toBeLessThan(1);
    const shallow = isostaticCorrection(stations, moho, { ...options, normalMohoDepth: 50_000 });
    expect(shallow.report.warnings[0]).toContain("shallower than normalMohoDepth, 50000 m");
  });

  it("gives NaN for a station without position, and says so; it names what it cannot take", () => {
    const lost = { ...stations, easting_m: Float64Array.of(Number.NaN, 0, 0) };
    const { result, report } = isostaticCorrection(lost, moho, options);
    expect(column(result, "isostatic_correction_mgal")[0]).toBeNaN();
    expect(report.warnings.join(" ")).toContain("1 stations have no position or height");
    const gap = makeGrid({ ...moho, values: moho.values.map((v, i) => (i === 7 ? Number.NaN : v)) });
    expect(() => isostaticCorrection(stations, gap)).toThrow("moho.values[7]");
    expect(() => isostaticCorrection(stations, moho, { radius: 0 })).toThrow("options.radius is 0");
  });
});
