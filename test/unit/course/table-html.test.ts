import * as aq from "arquero";
import { describe, expect, it } from "vitest";
import { tableHtml, tableText } from "../../../course/notebook/table-html.js";
import { ArgumentError } from "../../../lib/core/errors.js";

const stations = (rows: number) =>
  aq.table({
    station: Array.from({ length: rows }, (_, i) => `B${i + 1}`),
    gravity_mgal: Float64Array.from({ length: rows }, (_, i) => 978567.41 + i),
  });
const bodyRows = (html: string) => html.match(/<tr><td/g)?.length;

describe("a table as HTML", () => {
  it("names the columns in head cells with a scope and sets numbers flush right", () => {
    const html = tableHtml(stations(2));
    expect(html).toContain(
      '<th scope="col" style="text-align: right; white-space: nowrap">gravity_mgal</th>',
    );
    expect(html).toContain('<td style="text-align: right; white-space: nowrap">978568.41</td>');
    expect(html).toContain('<td style="text-align: left; white-space: nowrap">B2</td>');
    expect(html).toContain("2 rows × 2 columns</small>");
  });

  it("escapes names, cells and the caption", () => {
    const table = aq.table({ '<i>a"&b</i>': ["<script>alert(1)</script>"] });
    const html = tableHtml(table, { caption: "<img src=x onerror=alert(1)>" });
    expect(html).not.toMatch(/<script|<img|<i>/);
    expect(html).toContain("&lt;i&gt;a&quot;&amp;b&lt;/i&gt;");
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;</caption>");
  });

  it("shows 20 rows as they are, and of 21 the first 10 and the last 10", () => {
    expect(bodyRows(tableHtml(stations(20)))).toBe(20);
    expect(tableHtml(stations(20))).not.toContain("⋮");
    const html = tableHtml(stations(21));
    expect(bodyRows(html)).toBe(21);
    expect(html).toContain(">B10<");
    expect(html).not.toContain(">B11<");
    expect(html).toContain(">B12<");
    expect(html).toContain("21 rows × 2 columns; the first 10 and the last 10 rows are shown");
  });

  it("shows as many rows as asked for, down to one and up to all", () => {
    expect(tableHtml(stations(9), { rows: 1 })).toContain("9 rows × 2 columns; the first row is shown");
    expect(tableHtml(stations(9), { rows: 3 })).toContain("the first 2 and the last rows are shown");
    expect(bodyRows(tableHtml(stations(1500), { rows: Number.POSITIVE_INFINITY }))).toBe(1500);
    expect(tableHtml(stations(1500))).toContain("1,500 rows");
  });

  it("refuses a number of rows that is not a whole number of at least 1", () => {
    for (const rows of [0, -1, 2.5, Number.NaN]) {
      expect(() => tableHtml(stations(3), { rows })).toThrow(ArgumentError);
    }
    expect(() => tableHtml(stations(3), { rows: 0 })).toThrow(
      /options\.rows is 0, but must be a whole number/,
    );
  });

  it("shows a filtered, sorted table in the order that a person sees", () => {
    const table = stations(5)
      .filter((d: { gravity_mgal: number }) => d.gravity_mgal > 978568)
      .orderby(aq.desc("gravity_mgal"));
    const names = [...tableHtml(table).matchAll(/>(B\d)</g)].map((match) => match[1]);
    expect(names).toEqual(["B5", "B4", "B3", "B2"]);
  });

  it("shows an empty table by its head and its size", () => {
    expect(tableHtml(aq.table({ station: [] }))).toContain("0 rows × 1 column<");
  });

  it("lets long texts wrap, and nothing else", () => {
    const html = tableHtml(
      aq.table({ flag_reason: ["a repeated reading that differs by more than 0.1 mGal"] }),
    );
    expect(html).toContain('<td style="text-align: left">a repeated');
  });
});

describe("a table as text", () => {
  it("aligns the columns and says the size", () => {
    expect(tableText(stations(2), { caption: "Bases" })).toBe(
      [
        "Bases",
        "station  gravity_mgal",
        "B1          978567.41",
        "B2          978568.41",
        "2 rows × 2 columns",
      ].join("\n"),
    );
  });

  it("marks the rows that are left out", () => {
    expect(tableText(stations(9), { rows: 2 }).split("\n")[2]).toBe("⋮");
  });
});
