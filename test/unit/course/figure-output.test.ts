import { describe, expect, it } from "vitest";
import { figureOutput, figureTitle, plainFigure } from "../../../course/notebook/figure-output.js";

const MIME = "application/vnd.plotly.v1+json";
const figure = {
  data: [
    { type: "heatmap", x: Float64Array.of(1, 2), z: [Float32Array.of(0.5, Number.NaN), [1 / 3, Infinity]] },
  ],
  layout: { title: { text: "Bouguer <b>anomaly</b><br>mGal" }, width: 700 },
};

describe("the output of a figure", () => {
  it("holds the figure, a picture and a text, and no HTML that a viewer would prefer to the picture", () => {
    const { data, metadata } = figureOutput(figure, { png: Uint8Array.of(137, 80, 78, 71), width: 700 });
    expect(Object.keys(data).sort()).toEqual([MIME, "image/png", "text/plain"]);
    expect(data["image/png"]).toBe("iVBORw==");
    expect(data["text/plain"]).toBe("[Bouguer anomaly, mGal]");
    expect(metadata).toEqual({ "image/png": { width: 700, alt: "Bouguer anomaly, mGal" } });
  });

  it("describes the picture in the caller's words", () => {
    const { metadata } = figureOutput(
      figure,
      { png: Uint8Array.of(1), width: 9 },
      { alt: "A low in the north" },
    );
    expect(metadata).toEqual({ "image/png": { width: 9, alt: "A low in the north" } });
  });

  it("calls a figure without a title that", () => {
    const { data } = figureOutput({ data: [], layout: {} }, { png: Uint8Array.of(1), width: 9 });
    expect(data["text/plain"]).toBe("[A figure without a title]");
  });
});

describe("a figure as JSON", () => {
  it("turns typed arrays into arrays and numbers without a value into null", () => {
    const plain = plainFigure(figure);
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
    expect(plain.data).toEqual([
      {
        type: "heatmap",
        x: [1, 2],
        z: [
          [0.5, null],
          [0.333333333, null],
        ],
      },
    ]);
  });

  it("keeps 9 significant digits of a fraction and every digit of an integer", () => {
    const plain = plainFigure({
      data: [{ x: [978567.4123456, 1793865600123, 12n], f: () => 1 }],
      layout: {},
    });
    expect(plain.data).toEqual([{ x: [978567.412, 1793865600123, 12], f: undefined }]);
  });

  it("writes dates as ISO text and keeps the config", () => {
    const plain = plainFigure({
      data: [{ x: [new Date(0), new Date(Number.NaN)] }],
      layout: {},
      config: { scrollZoom: true },
    });
    expect(plain).toEqual({
      data: [{ x: ["1970-01-01T00:00:00.000Z", null] }],
      layout: {},
      config: { scrollZoom: true },
    });
  });
});

describe("the title of a figure", () => {
  it("is read in both of plotly's forms, without markup", () => {
    expect(figureTitle({ data: [], layout: { title: " Profile <i>A</i> &amp; &lt;B&gt;" } })).toBe(
      "Profile A & <B>",
    );
    expect(figureTitle(figure)).toBe("Bouguer anomaly, mGal");
    expect(figureTitle({ data: [], layout: {} })).toBe("");
  });
});
