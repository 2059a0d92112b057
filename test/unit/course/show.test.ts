import * as aq from "arquero";
import { afterEach, describe, expect, it } from "vitest";
import { outputOf, show } from "../../../course/notebook/show.js";
import { ArgumentError } from "../../../lib/core/errors.js";
import { makeGrid, regularAxis } from "../../../lib/core/grid.js";
import { gravityMap } from "../../../lib/map/gravity-map.js";

const PLOTLY = "application/vnd.plotly.v1+json";
const DISPLAY = Symbol.for("igdp.display");
const globals = globalThis as unknown as Record<symbol, unknown>;
const profile = {
  data: [{ type: "scatter", x: [0, 1, 2], y: [-40, -38, -41] }],
  layout: { title: { text: "Profile A" }, width: 500, height: 300 },
};

afterEach(() => delete globals[DISPLAY]);

describe("what a value looks like in a notebook", () => {
  it("is HTML and text for an arquero table", () => {
    const { data } = outputOf(aq.table({ height_m: [1.5] }), { caption: "Bases" });
    expect(Object.keys(data)).toEqual(["text/html", "text/plain"]);
    expect(data["text/html"]).toContain("Bases</caption>");
    expect(data["text/plain"]).toContain("1 row × 1 column");
  });

  it("is the figure and its picture for a plotly figure", () => {
    const { data, metadata } = outputOf(profile, { alt: "A profile" });
    expect(data[PLOTLY]).toEqual(profile);
    expect(Buffer.from(String(data["image/png"]), "base64").readUInt32BE(16)).toBe(750);
    expect(metadata).toEqual({ "image/png": { width: 500, alt: "A profile" } });
  });

  it("is a picture of a usual size for a figure that names none, or a useless one", () => {
    const widthOf = (layout: object) =>
      Buffer.from(String(outputOf({ data: [], layout }).data["image/png"]), "base64").readUInt32BE(16);
    expect(widthOf({})).toBe(1080);
    expect(widthOf({ width: Number.NaN })).toBe(1080);
    expect(widthOf({ width: 20, height: 20 })).toBe(180);
  });

  it("is the figure and the sheet for a map, together below 400 kB for 300 stations and 80 × 60 nodes", () => {
    const [x, y] = [regularAxis(27, 28.58, 0.02), regularAxis(-26, -24.82, 0.02)];
    const values = Float64Array.from(
      { length: x.length * y.length },
      (_, k) => 40 * Math.sin((k % 80) / 9) * Math.cos(k / 80 / 11) + 3 * Math.sin(k * k),
    );
    const grid = makeGrid({ x, y, values, crs: "EPSG:4326", name: "bouguer_anomaly_mgal", units: "mGal" });
    const along = (axis: Float64Array, step: number) =>
      Float64Array.from(
        { length: 300 },
        (_, i) => axis[0] + ((i * step) % 1) * (axis[axis.length - 1] - axis[0]),
      );
    const stations = {
      x: along(x, 0.618),
      y: along(y, 0.414),
      label: Array.from({ length: 300 }, (_, i) => `B${i}`),
    };
    const map = gravityMap(grid, { title: "A < B & C", stations });
    const output = outputOf(map);
    expect(output.metadata).toEqual({ "image/png": { width: map.width, alt: "A < B & C" } });
    expect(output.data[PLOTLY]).toHaveProperty("layout.title.text", "A &lt; B &amp; C");
    expect(JSON.stringify(output).length).toBeLessThan(400_000);
  });

  it("is what the value says itself, if it has a MIME bundle", () => {
    const value = { [Symbol.for("Jupyter.mimebundle")]: () => ({ "text/markdown": "**bold**" }) };
    expect(outputOf(value)).toEqual({ data: { "text/markdown": "**bold**" } });
  });

  it("is refused for anything else, in words that say what to do", () => {
    const refusal = (value: unknown): string => {
      try {
        outputOf(value);
      } catch (error) {
        expect(error).toBeInstanceOf(ArgumentError);
        return (error as Error).message;
      }
      throw new Error("it was shown");
    };
    expect(refusal(3)).toMatch(/^value is 3, but must be a map, .*console\.log\(value\)\.$/);
    expect(refusal(undefined)).toContain("value is undefined");
    expect(refusal(null)).toContain("value is null");
    expect(refusal([{ a: 1 }])).toContain("aq.from(value)");
    expect(refusal(Promise.resolve(profile))).toContain("show(await ...)");
    expect(refusal({ result: aq.table({}), report: {} })).toContain("show its result");
    expect(refusal({ data: "text" })).toContain("an object");
  });
});

describe("show", () => {
  it("returns nothing, and shows at once and in the order of the calls", () => {
    const shown: string[] = [];
    globals[DISPLAY] = ({ data }: { data: Record<string, string> }) => shown.push(data["text/plain"]);
    expect(show(profile)).toBeUndefined();
    expect(shown).toEqual(["[Profile A]"]);
    show(aq.table({ a: [1] }));
    show(profile, { alt: "again" });
    expect(shown.map((text) => text.split("\n")[0])).toEqual(["[Profile A]", "a", "[again]"]);
  });
});
