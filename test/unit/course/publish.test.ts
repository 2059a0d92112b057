import { afterEach, describe, expect, it, vi } from "vitest";
import { publish } from "../../../course/notebook/publish.js";

const DISPLAY = Symbol.for("igdp.display");
const globals = globalThis as unknown as Record<PropertyKey, unknown>;
const output = {
  data: { "application/vnd.plotly.v1+json": {}, "image/png": "iVBO", "text/plain": "[A figure]" },
};

afterEach(() => {
  delete globals[DISPLAY];
  delete globals.__tslab__;
  vi.restoreAllMocks();
});

describe("publishing an output", () => {
  it("hands the whole bundle to the kernel, in the order of the calls", () => {
    const shown: unknown[] = [];
    globals[DISPLAY] = (one: unknown) => shown.push(one);
    publish(output);
    publish({ data: { "text/plain": "second" } });
    expect(shown).toEqual([output, { data: { "text/plain": "second" } }]);
  });

  it("sends the picture under plain tslab, which takes one type at a time", () => {
    const raw = vi.fn();
    globals.__tslab__ = { require: () => ({ display: { raw } }) };
    publish(output);
    expect(raw.mock.calls).toEqual([["image/png", "iVBO"]]);
  });

  it("prints the text outside a notebook", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    publish(output);
    expect(log.mock.calls).toEqual([["[A figure]"]]);
  });
});
