import { from } from "arquero";
import { expect, test } from "vitest";
import { tableFromHtml } from "../../../../course/authoring/book/shown-table.js";
import { tableHtml } from "../../../../course/notebook/table-html.js";

const rows = Array.from({ length: 30 }, (_, i) => ({ station: `<S${i}> & "co"`, reading_mgal: i / 8 }));

test("a table that show wrote is read back with caption, columns, rows, gap and note", () => {
  const table = tableFromHtml(tableHtml(from(rows), { rows: 4, caption: "A < B" }));
  expect(table).toEqual({
    caption: "A < B",
    columns: [
      { name: "station", align: "left" },
      { name: "reading_mgal", align: "right" },
    ],
    rows: [
      ['<S0> & "co"', "0.000"],
      ['<S1> & "co"', "0.125"],
      null,
      ['<S28> & "co"', "3.500"],
      ['<S29> & "co"', "3.625"],
    ],
    note: "30 rows × 2 columns; the first 2 and the last 2 rows are shown",
  });
});

test("a table without rows has columns and no rows", () => {
  expect(tableFromHtml(tableHtml(from([{ a: 1 }]).filter(() => false)))?.rows).toEqual([]);
});

test("HTML that show did not write is not read", () => {
  expect(tableFromHtml("<table><tr><td>1</td></tr></table>")).toBeUndefined();
  expect(
    tableFromHtml('<div style="overflow-x: auto">\n<table>\n<script>x</script></table>'),
  ).toBeUndefined();
  expect(tableFromHtml("")).toBeUndefined();
});
