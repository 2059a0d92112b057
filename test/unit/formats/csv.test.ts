import { describe, expect, it } from "vitest";
import { readCsv, writeCsv } from "../../../lib/formats/csv.js";

const read = (text: string, options = {}) => readCsv(text, { file: "a.csv", ...options });

describe("reading delimited text", () => {
  it("finds comma, semicolon and tab, a byte order mark, and Windows line ends", () => {
    for (const separator of [",", ";", "\t"]) {
      const text = `\uFEFFname${separator}height\r\nA${separator}1.5\r\nB${separator}-2e3\r\n`;
      const { columns } = read(text);
      expect(columns).toEqual({ name: ["A", "B"], height: Float64Array.of(1.5, -2000) });
    }
  });

  it("knows the line of each row, behind remarks, blank lines and quoted line breaks", () => {
    const { lines } = read('# remark\n\nname,note\nA,"two\nlines"\n\nB,x\n');
    expect(lines).toEqual([4, 7]);
  });

  it("keeps station names text where every one looks like a number", () => {
    expect(read("station,z\n031,1\n", { texts: ["station"] }).columns.station).toEqual(["031"]);
  });

  it("takes an alias for its column, but not where the column itself is there", () => {
    const aliases = { height_m: ["elevation"] };
    expect(Object.keys(read("Elevation\n1\n", { aliases }).columns)).toEqual(["height_m"]);
    expect(Object.keys(read("elevation,height_m\n1,2\n", { aliases }).columns)).toEqual([
      "elevation",
      "height_m",
    ]);
  });

  it.each([
    ["", /a\.csv, line 1: the file is empty/],
    ["# only a remark\n", /the file is empty/],
    ["a,b\n", /line 1: there is a header line but no row/],
    ["a,b\n1,2\n3\n", /line 3: 1 cells where the header has 2/],
    ["a,a\n1,2\n", /column a: this column is there twice/],
    ['a,b\n1,"open\n', /quote/],
    ["a,z\n1,2\n", /column height_m: this column is missing\. The columns are: a, z/],
  ])("says where and what is wrong in %j", (text, message) => {
    expect(() => read(text, { required: text.includes("z") ? ["height_m"] : [] })).toThrow(message);
  });

  it("asks whether a column without its unit was meant, where one begins so", () => {
    const wanting = (text: string) => () => read(text, { required: ["bouguer_anomaly"] });
    expect(wanting("station,bouguer_anomaly_mgal\na,1\n")).toThrow(
      /missing\. Is it bouguer_anomaly_mgal\? The columns/,
    );
    expect(wanting("bouguer_anomaly_mgal,bouguer_anomaly_m\n1,1\n")).toThrow(/missing\. The columns/);
  });

  it.each(["abc", "NaN", "1,5", "1.2.3", "0x10", "Infinity"])("refuses %j where a number belongs", (cell) => {
    const text = `station;height_m\nA;1\nB;${cell}\n`;
    expect(() => read(text, { numbers: ["height_m"] })).toThrow(
      `a.csv, line 3, column height_m: '${cell}' is not a number`,
    );
  });

  it("knows a column whatever its case, and passes over a spreadsheet's empty columns", () => {
    const { columns } = read("Station,Height_m,,\nA,1,,\n", { required: ["station", "height_m"] });
    expect(columns).toEqual({ station: ["A"], height_m: Float64Array.of(1) });
    expect(() => read("station,\nA,7\n")).toThrow(/line 1: column 2 has values but no name/);
  });

  it("keeps a row whose station begins with #, and takes '# ' for a remark", () => {
    expect(read("# one\n#two\nstation,z\n#A,1\n# remark,2\nB,3\n").columns.station).toEqual(["#A", "B"]);
  });

  it("tells a decimal comma, a typographic minus and a file that is no text", () => {
    const numbers = { numbers: ["z"] };
    expect(() => read("a;z\nA;101,72\n", numbers)).toThrow(/Numbers need a decimal point: 101\.72/);
    expect(() => read("a;z\nA;−100\n", numbers)).toThrow(/plain hyphen: -100/);
    expect(() => read("s\0t\0a\0", numbers)).toThrow(/a\.csv: this is not a text file in UTF-8/);
  });

  it("writes what it reads: numbers to twelve digits, NaN as an empty cell, quotes kept", () => {
    const columns = { name: ['a "b", c', "d"], z: Float64Array.of(978567.41 + 1e-9, Number.NaN) };
    const text = writeCsv(columns, ["made up"]);
    expect(text).toBe('# made up\nname,z\n"a ""b"", c",978567.41\nd,\n');
    expect(read(text, { numbers: ["z"] }).columns).toEqual({
      ...columns,
      z: Float64Array.of(978567.41, Number.NaN),
    });
  });
});
