import { describe, expect, test } from "vitest";
import type { Output } from "../../../course/runner/notebook-file.js";
import { collectOutputs, type OutputCollector } from "../../../course/runner/outputs.js";

type Content = Record<string, unknown>;

function send(collector: OutputCollector, request: string, type: string, content: Content): void {
  collector.take({ header: { msg_type: type }, parent_header: { msg_id: request }, content });
}

/** The outputs of one cell after these messages. */
function outputsAfter(
  ...messages: readonly (readonly [type: string, content: Content])[]
): readonly Output[] {
  const collector = collectOutputs();
  collector.begin(0, "r");
  for (const [type, content] of messages) send(collector, "r", type, content);
  return collector.outputs(0);
}

const out = (text: string) => ["stream", { name: "stdout", text }] as const;
const err = (text: string) => ["stream", { name: "stderr", text }] as const;
const shown = (text: string, id?: string) =>
  [
    "display_data",
    { data: { "text/plain": text }, metadata: {}, transient: id ? { display_id: id } : {} },
  ] as const;

describe("outputs of a cell", () => {
  test("neighbouring texts of one stream become one output", () => {
    expect(outputsAfter(out("a\n"), out("b"), err("!"), err("?"), out("c"))).toEqual([
      { output_type: "stream", name: "stdout", text: "a\nb" },
      { output_type: "stream", name: "stderr", text: "!?" },
      { output_type: "stream", name: "stdout", text: "c" },
    ]);
  });

  test("five thousand pieces of text stay whole and in order", () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `line ${i}\n`);
    expect(outputsAfter(...lines.map(out))).toEqual([
      { output_type: "stream", name: "stdout", text: lines.join("") },
    ]);
  });

  test("a result, a display and an error have nbformat's fields and no others", () => {
    const result = {
      data: { "text/html": "<b>1</b>" },
      metadata: { a: 1 },
      execution_count: 3,
      transient: {},
    };
    const error = { ename: "TypeError", evalue: "bad", traceback: ["TypeError: bad"], status: "error" };
    expect(outputsAfter(["execute_result", result], shown("x"), ["error", error])).toEqual([
      {
        output_type: "execute_result",
        data: { "text/html": "<b>1</b>" },
        metadata: { a: 1 },
        execution_count: 3,
      },
      { output_type: "display_data", data: { "text/plain": "x" }, metadata: {} },
      { output_type: "error", ename: "TypeError", evalue: "bad", traceback: ["TypeError: bad"] },
    ]);
  });

  test("clear_output empties at once, or with wait when the next output comes", () => {
    expect(outputsAfter(out("a"), ["clear_output", { wait: false }])).toEqual([]);
    expect(outputsAfter(out("a"), ["clear_output", { wait: true }])).toHaveLength(1);
    expect(outputsAfter(out("a"), ["clear_output", { wait: true }], out("b"))).toEqual([
      { output_type: "stream", name: "stdout", text: "b" },
    ]);
  });

  test("messages of other requests and of unknown types are ignored", () => {
    const collector = collectOutputs();
    collector.begin(0, "mine");
    send(collector, "other", "stream", { name: "stdout", text: "x" });
    send(collector, "mine", "comm_open", {});
    expect(collector.outputs(0)).toEqual([]);
  });

  test("a text that comes late goes to the cell that asked for it", () => {
    const collector = collectOutputs();
    collector.begin(0, "first");
    collector.begin(1, "second");
    send(collector, "second", "stream", { name: "stdout", text: "2" });
    send(collector, "first", "stream", { name: "stdout", text: "1" });
    expect(
      [collector.outputs(0), collector.outputs(1)].map(([one]) => (one as { text: string }).text),
    ).toEqual(["1", "2"]);
  });

  test("the count of the run is the kernel's", () => {
    const collector = collectOutputs();
    collector.begin(4, "r");
    expect(collector.executionCount(4)).toBeNull();
    send(collector, "r", "execute_input", { code: "1", execution_count: 7 });
    expect(collector.executionCount(4)).toBe(7);
  });
});

describe("displays with an id", () => {
  const texts = (collector: OutputCollector, cell: number): unknown[] =>
    collector.outputs(cell).map((one) => (one as { data: Content }).data["text/plain"]);

  test("an update changes the display wherever it stands, from a later cell too", () => {
    const collector = collectOutputs();
    collector.begin(0, "a");
    collector.begin(1, "b");
    send(collector, "a", ...shown("0 %", "bar"));
    send(collector, "a", ...shown("other"));
    send(collector, "b", "update_display_data", {
      data: { "text/plain": "100 %" },
      metadata: {},
      transient: { display_id: "bar" },
    });
    expect(texts(collector, 0)).toEqual(["100 %", "other"]);
    expect(collector.outputs(1)).toEqual([]);
  });

  test("showing an id again adds a display and updates the first", () => {
    const collector = collectOutputs();
    collector.begin(0, "a");
    send(collector, "a", ...shown("old", "x"));
    send(collector, "a", ...shown("new", "x"));
    expect(texts(collector, 0)).toEqual(["new", "new"]);
  });

  test("an update of an unknown id adds nothing", () => {
    expect(
      outputsAfter(["update_display_data", { data: {}, metadata: {}, transient: { display_id: "?" } }]),
    ).toEqual([]);
  });
});
