import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../lib/core/errors.js";
import type { Figure } from "../../../lib/core/figure.js";
import { figureSvg } from "../../../lib/map/figure-svg.js";
import { renderPng } from "../../../lib/node/render-png.js";
import { decodePng, pixelAt } from "./decode-png.js";
import { type MeasuredText, measuredTexts, shapesOverlap } from "./svg-texts.js";

const SIZE = { width: 640, height: 420 };
const times = Array.from(
  { length: 30 },
  (_, i) =>
    `2026-03-03 ${String(6 + Math.floor(i / 4)).padStart(2, "0")}:${String((i % 4) * 15).padStart(2, "0")}`,
);
const wave = times.map((_, i) => Math.sin(i / 4));

const FIGURES: [string, Figure][] = [
  [
    "two scatter traces over time",
    {
      data: [
        {
          type: "scatter",
          mode: "markers",
          name: "Base readings of meter G-504, both loops",
          x: times,
          y: wave,
          error_y: { type: "constant", value: 0.2 },
        },
        { mode: "lines", name: "Drift", x: times, y: wave.map((v) => v * 0.9), line: { dash: "dash" } },
      ],
      layout: {
        title: { text: "Drift &amp; <b>ties</b>" },
        xaxis: { title: { text: "Time (UTC)" } },
        yaxis: { title: { text: "mGal" } },
      },
    },
  ],
  [
    "a histogram",
    { data: [{ type: "histogram", x: wave }], layout: { title: "Residuals", xaxis: { title: "µGal" } } },
  ],
  [
    "grouped bars",
    {
      data: [
        { type: "bar", name: "before", x: ["base-1", "base-2", "base-3"], y: [12, -3, 4] },
        { type: "bar", name: "after", x: ["base-1", "base-2", "base-3"], y: [2, -1, 1] },
      ],
      layout: {},
    },
  ],
  [
    "a contour trace with stations",
    {
      data: [
        {
          type: "contour",
          z: Array.from({ length: 20 }, (_, j) =>
            Array.from({ length: 30 }, (_, i) => (i > 25 && j > 15 ? null : i * j)),
          ),
          colorbar: { title: { text: "mGal" } },
        },
        { type: "scatter", mode: "markers", x: [3, 8], y: [4, 9], marker: { symbol: "triangle-up" } },
      ],
      layout: { xaxis: { title: "x (km)" }, yaxis: { scaleanchor: "x" } },
    },
  ],
  [
    "logarithmic axes",
    {
      data: [{ x: [1, 10, 1000], y: [1e-3, 1, 50] }],
      layout: { xaxis: { type: "log" }, yaxis: { type: "log" } },
    },
  ],
  ["nothing at all", { data: [], layout: {} }],
];

describe.each(FIGURES)("figureSvg of %s", (_, figure) => {
  const svg = figureSvg(figure, SIZE);

  it("has no overlapping texts, and none that leaves the picture", () => {
    const texts = measuredTexts(svg);
    for (const [i, a] of texts.entries()) {
      for (const [x, y] of a.corners)
        expect(x >= 0 && y >= 0 && x <= SIZE.width && y <= SIZE.height, a.text).toBe(true);
      for (const b of texts.slice(i + 1))
        expect(shapesOverlap(a.corners, b.corners), `${a.text} and ${b.text}`).toBe(false);
    }
  });

  it("holds no broken number, and is the same text each time", () => {
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(figureSvg(figure, SIZE)).toBe(svg);
    expect(decodePng(renderPng(svg)).width).toBe(SIZE.width);
  });
});

describe("figureSvg", () => {
  it("puts each marker where its value stands on the ticks", () => {
    const svg = figureSvg(
      { data: [{ type: "scatter", mode: "markers", x: [0, 2.5, 10], y: [-4, 1, 6] }], layout: {} },
      SIZE,
    );
    const [toX, toY] = axesOf(measuredTexts(svg));
    const dots = [...svg.matchAll(/<circle cx="([^"]*)" cy="([^"]*)"/g)].map(([, x, y]) => [
      toX(Number(x)),
      toY(Number(y)),
    ]);
    [
      [0, -4],
      [2.5, 1],
      [10, 6],
    ].forEach(([x, y], i) => {
      expect(dots[i][0]).toBeCloseTo(x, 1);
      expect(dots[i][1]).toBeCloseTo(y, 1);
    });
  });

  it("breaks a line at a gap, and joins it where the trace says so", () => {
    const trace = { type: "scatter", mode: "lines", x: [0, 1, 2, 3, 4], y: [1, 2, null, 2, 1] };
    const moves = (figure: Figure): number => {
      const path = /<path d="(M[^"]*)" fill="none" stroke="#1f77b4"/.exec(figureSvg(figure, SIZE))?.[1] ?? "";
      return path.split("M").length - 1;
    };
    expect(moves({ data: [trace], layout: {} })).toBe(2);
    expect(moves({ data: [{ ...trace, connectgaps: true }], layout: {} })).toBe(1);
  });

  it("draws bars as high as their values, from zero", () => {
    const svg = figureSvg(
      { data: [{ type: "bar", x: ["a", "b"], y: [4, -2], marker: { color: "#123456" } }], layout: {} },
      SIZE,
    );
    const [, toY] = axesOf(measuredTexts(svg), true);
    const bars = [
      ...svg.matchAll(/<rect x="[^"]*" y="([^"]*)" width="[^"]*" height="([^"]*)" fill="#123456"/g),
    ];
    const spans = bars.map(([, y, h]) => [toY(Number(y)), toY(Number(y) + Number(h))]);
    expect(spans[0][0]).toBeCloseTo(4, 1);
    expect(spans[0][1]).toBeCloseTo(0, 1);
    expect(spans[1][0]).toBeCloseTo(0, 1);
    expect(spans[1][1]).toBeCloseTo(-2, 1);
  });

  it("counts every value once in a histogram", () => {
    const values = Array.from({ length: 500 }, (_, i) => Math.sin(i * 1.7) * 3);
    const svg = figureSvg(
      { data: [{ type: "histogram", x: values, marker: { color: "#123456" } }], layout: {} },
      SIZE,
    );
    const [, toY] = axesOf(measuredTexts(svg));
    const bars = [
      ...svg.matchAll(/<rect x="[^"]*" y="([^"]*)" width="[^"]*" height="([^"]*)" fill="#123456"/g),
    ];
    const total = bars.reduce((sum, [, y, h]) => sum + toY(Number(y)) - toY(Number(y) + Number(h)), 0);
    expect(Math.abs(total - 500)).toBeLessThan(3);
  });

  it("stacks bars where the layout says so", () => {
    const figure = {
      data: [
        { type: "bar", x: ["a"], y: [3], marker: { color: "#111111" } },
        { type: "bar", x: ["a"], y: [2], marker: { color: "#222222" } },
      ],
      layout: { barmode: "stack", showlegend: false },
    };
    const [first, second] = [
      ...figureSvg(figure, SIZE).matchAll(
        /<rect x="([^"]*)" y="([^"]*)" width="[^"]*" height="([^"]*)" fill="#(?:111111|222222)"/g,
      ),
    ].map((m) => m.slice(1).map(Number));
    expect(second[0]).toBe(first[0]);
    expect(second[1] + second[2]).toBeCloseTo(first[1], 1);
  });

  it("colours heatmap cells by their values, and leaves gaps white", () => {
    const colorscale = [
      [0, "rgb(0,0,0)"],
      [1, "rgb(200,100,0)"],
    ];
    const figure = {
      data: [
        {
          type: "heatmap",
          z: [
            [0, 1],
            [2, null],
          ],
          zmin: 0,
          zmax: 2,
          colorscale,
          showscale: false,
        },
      ],
      layout: {},
    };
    const svg = figureSvg(figure, SIZE);
    const [, x, y, w, h] = (
      /<image x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"/.exec(svg) as RegExpExecArray
    ).map(Number);
    const png = decodePng(renderPng(svg));
    const cell = (u: number, v: number): number[] => pixelAt(png, x + u * w, y + v * h).slice(0, 3);
    expect(cell(0.2, 0.8)).toEqual([0, 0, 0]);
    cell(0.8, 0.8).forEach((part, i) => {
      expect(Math.abs(part - [100, 50, 0][i])).toBeLessThanOrEqual(2);
    });
    expect(cell(0.2, 0.2)).toEqual([200, 100, 0]);
    expect(cell(0.8, 0.3)).toEqual([255, 255, 255]);
  });

  it("writes the names of points on the side that the trace asks for, and only where its mode says text", () => {
    const svgOf = (mode: string) =>
      figureSvg(
        {
          data: [
            {
              mode,
              x: [0, 1, 2],
              y: [0, 0, 0],
              text: ["P1", "", "P3"],
              textposition: ["middle right", "middle right", "middle left"],
            },
          ],
          layout: {},
        },
        SIZE,
      );
    const placeOf = (name: string) =>
      new RegExp(`<text x="([\\d.]+)"[^>]*?(text-anchor="end")?[^>]*>${name}<`).exec(svgOf("markers+text"));
    const circles = [...svgOf("markers+text").matchAll(/<circle cx="([\d.]+)"/g)].map(([, cx]) => Number(cx));
    expect(Number(placeOf("P1")?.[1])).toBeCloseTo(circles[0] + 7, 1);
    expect(Number(placeOf("P3")?.[1])).toBeCloseTo(circles[2] - 7, 1);
    expect(svgOf("markers+text")).toMatch(/text-anchor="end"[^>]*>P3</);
    expect(svgOf("markers")).not.toMatch(/>P[13]</);
  });

  it("says what it did not draw", () => {
    const figure = {
      data: [{ type: "pie", name: "shares" }, { y: [1, 2] }, { y: [1], yaxis: "y2", name: "second" }],
      layout: { annotations: [{ text: "here" }] },
    };
    expect(figureSvg(figure, SIZE)).toContain(
      "Not drawn in this still picture: shares (pie), second (on a second pair of axes), annotations.",
    );
    expect(figureSvg({ data: [{ y: [1, 2] }], layout: {} }, SIZE)).not.toContain("Not drawn");
  });

  it("writes any text without breaking the document", () => {
    const text = `<script>alert(1)</script> "&' \u0001`;
    const svg = figureSvg(
      {
        data: [
          { y: [1, 2], name: text },
          { x: [text], y: [1], name: "b" },
        ],
        layout: { title: text, xaxis: { title: { text } } },
      },
      SIZE,
    );
    expect(svg).not.toContain("<script");
    expect(() => renderPng(svg)).not.toThrow();
  });

  it("draws typed arrays, as the library's own figures may hold them", () => {
    const lists = figureSvg({ data: [{ x: [1, 2, 3], y: [4, 5, 6] }], layout: {} }, SIZE);
    expect(
      figureSvg({ data: [{ x: Float64Array.of(1, 2, 3), y: Float64Array.of(4, 5, 6) }], layout: {} }, SIZE),
    ).toBe(lists);
  });

  it("refuses what is no figure, and sizes that no picture has", () => {
    expect(() => figureSvg({} as Figure, SIZE)).toThrow(ArgumentError);
    expect(() => figureSvg({ data: [], layout: {} }, { width: 0, height: 10 })).toThrow(ArgumentError);
  });
});

/** Ways from px to axis numbers, read off the tick labels alone. */
function axesOf(texts: MeasuredText[], onlyY = false): [(x: number) => number, (y: number) => number] {
  const ticks = texts.filter((text) => text.class === "tick");
  const number = (text: MeasuredText): number => Number(text.text.replace("−", "-").replace(/\u202f/g, ""));
  const lowest = Math.max(...ticks.map((tick) => tick.y));
  const below = ticks.filter((tick) => tick.y === lowest);
  const beside = ticks.filter((tick) => tick.y !== lowest);
  const middle = (tick: MeasuredText): number => tick.y - (10 * 0.714) / 2;
  const straight = (a: number, va: number, b: number, vb: number) => (at: number) =>
    va + ((at - a) / (b - a)) * (vb - va);
  const [x1, x2] = [below[0], below[below.length - 1]];
  const [y1, y2] = [beside[0], beside[beside.length - 1]];
  return [
    onlyY ? () => Number.NaN : straight(x1.x, number(x1), x2.x, number(x2)),
    straight(middle(y1), number(y1), middle(y2), number(y2)),
  ];
}

describe("texts beside points", () => {
  it("stand where textposition says, and a person's signs stay what they are", () => {
    const trace = {
      type: "scatter",
      mode: "markers+text",
      x: [0, 1, 2, 3],
      y: [0, 0, 0, 0],
      text: ["up", "&lt;b&gt;right", "", "on"],
      textposition: ["top center", "middle right", "top center", "middle center"],
      marker: { size: 10 },
    };
    const svg = figureSvg({ data: [trace], layout: {} }, SIZE);
    const circles = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [+x, +y]);
    const texts = measuredTexts(svg);
    const middle = (text: string) => {
      const found = texts.find((one) => one.text === text) as MeasuredText;
      const of = (axis: 0 | 1) => found.corners.map((corner) => corner[axis]);
      return [(Math.min(...of(0)) + Math.max(...of(0))) / 2, (Math.min(...of(1)) + Math.max(...of(1))) / 2];
    };
    expect(circles).toHaveLength(4);
    expect(middle("up")[0]).toBeCloseTo(circles[0][0], -0.5);
    expect(middle("up")[1]).toBeLessThan(circles[0][1] - 5);
    const right = texts.find((one) => one.text.includes("right")) as MeasuredText;
    expect(right.text).toMatch(/^(<b>|&lt;b&gt;)right$/);
    expect(Math.min(...right.corners.map(([x]) => x))).toBeGreaterThan(circles[1][0] + 5);
    expect(middle("on")[1]).toBeCloseTo(circles[3][1], -0.5);
    expect(texts.some((one) => one.text === "")).toBe(false);
  });
});

describe("an area within a line", () => {
  const area = (more: object) =>
    figureSvg(
      {
        data: [
          {
            ...{ type: "scatter", mode: "lines", fill: "toself", fillcolor: "#00ff00", line: { width: 0.5 } },
            ...{ x: [1, 3, 3, 1, 1], y: [1, 1, 3, 3, 1], ...more },
          },
        ],
        layout: { xaxis: { range: [0, 4] }, yaxis: { range: [0, 4] } },
      },
      SIZE,
    );
  const greens = (svg: string): number => {
    const { width, height, pixels } = decodePng(renderPng(svg));
    let count = 0;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [red, green, blue] = pixelAt({ width, height, pixels } as ReturnType<typeof decodePng>, x, y);
        if (red < 30 && green > 220 && blue < 30) count++;
      }
    return count;
  };

  it("is filled where the figure asks for it, a quarter of this plot, and not elsewhere", () => {
    const filled = greens(area({}));
    expect(filled).toBeGreaterThan(0.15 * SIZE.width * SIZE.height);
    expect(filled).toBeLessThan(0.25 * SIZE.width * SIZE.height);
    expect(greens(area({ fill: "none" }))).toBe(0);
  });

  it("is closed from gap to gap", () => {
    const two = greens(area({ x: [1, 2, 2, 1, null, 2, 3, 3, 2], y: [1, 1, 2, 2, null, 2, 2, 3, 3] }));
    expect(two / greens(area({}))).toBeCloseTo(0.5, 1);
  });
});
