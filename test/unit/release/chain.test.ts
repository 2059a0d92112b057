import { describe, expect, it } from "vitest";
import { type ChainLink, makeChain } from "../../../lib/release/chain.js";
import { parseReport, reportText } from "../../../lib/release/command-run.js";
import { localNames, renamed } from "../../../lib/release/local-names.js";
import { rerunRefusal } from "../../../lib/release/rerun-arguments.js";

const sum = (letter: string) => letter.repeat(64).replace(/[^0-9a-f]/g, "0");
const file = (name: string, letter: string) => ({ name, sha256: sum(letter) });

function report(command: string, inputs: readonly string[], outputs: readonly string[], words?: string[]) {
  const files = (pairs: readonly string[]) => pairs.map((pair) => file(pair.slice(2), pair[0]));
  const run = {
    command,
    arguments: words ?? [inputs[0].slice(2), "--out", outputs[0].slice(2)],
    inputs: files(inputs),
    outputs: files(outputs),
  };
  return { name: `${command}.json`, version: "0.1.0", steps: [], run };
}

describe("a chain of reports", () => {
  it("puts commands after those whose results they read, in whatever order the reports come", () => {
    const chain = makeChain({
      reports: [
        report("grid", ["c:anomalies.csv"], ["d:grid.nc"]),
        report("clean", ["a:raw.csv"], ["b:flagged.csv"]),
        report("reduce", ["b:flagged.csv", "e:dem.tif"], ["c:anomalies.csv"]),
      ],
      results: [file("grid.nc", "d"), file("anomalies.csv", "c")],
    });
    expect(chain.links.map(({ command }) => command)).toEqual(["clean", "reduce", "grid"]);
    expect(chain.links[1].inputs.map(({ fromLink, isSource }) => [fromLink, isSource])).toEqual([
      [1, undefined],
      [undefined, true],
    ]);
    expect(chain.sources.map(({ name }) => name)).toEqual(["raw.csv", "dem.tif"]);
    expect(chain.results.map(({ fromLink }) => fromLink)).toEqual([3, 2]);
    expect(chain.missing).toEqual([]);
  });

  it("says that a file was changed between two commands, and takes it as it was read", () => {
    const chain = makeChain({
      reports: [
        report("reduce", ["a:s.csv"], ["b:anomalies.csv"]),
        report("grid", ["c:anomalies.csv"], ["d:g.nc"]),
      ],
      results: [file("g.nc", "d")],
    });
    expect(chain.missing).toEqual([
      "anomalies.csv is not the file that igdp reduce wrote: it was changed before igdp grid read it.",
    ]);
    expect(chain.sources.map(({ sha256 }) => sha256)).toEqual([sum("a"), sum("c")]);
  });

  it("says which result no report knows, and which report names no command", () => {
    const { run: _, ...old } = report("grid", ["a:a.csv"], ["b:b.nc"]);
    const chain = makeChain({ reports: [old], results: [file("folder/b.nc", "b")] });
    expect(chain.missing).toHaveLength(2);
    expect(chain.missing[0]).toContain("grid.json does not say which command");
    expect(chain.missing[1]).toContain("folder/b.nc is not the result of any of the reports");
    expect(chain.results[0].isSource).toBe(true);
  });

  it("does not hang on reports that wait for each other", () => {
    const chain = makeChain({
      reports: [report("grid", ["a:a.csv"], ["b:b.csv"]), report("clean", ["b:b.csv"], ["a:a.csv"])],
      results: [],
    });
    expect(chain.links).toHaveLength(2);
    // The first of the two reads a file that a later one makes: there is no order in which that could be.
    expect(chain.links[0].inputs[0].fromLink).toBeUndefined();
  });

  it("tells nothing of the machine's folders, in arguments or in what the steps say", () => {
    const given = "/home/dao/survey 1/points.csv";
    const one = report(
      "clean",
      [`a:${given}`],
      ["b:C:\\work\\flagged.csv"],
      [given, "--out=C:\\work\\flagged.csv", "--threshold", "3"],
    );
    const step = {
      step: "cleanPoints",
      version: "0.1.0",
      parameters: {},
      rows: {},
      figures: { file: given },
    };
    const steps = [{ ...step, warnings: [`${given}: look at line 3.`], inputs: [file(given, "a")] }];
    const chain = makeChain({ reports: [{ ...one, steps }], results: [] });
    expect(JSON.stringify(chain)).not.toMatch(/dao|work/);
    expect(chain.links[0].arguments).toEqual([
      "folder-1/points.csv",
      "--out=folder-2/flagged.csv",
      "--threshold",
      "3",
    ]);
    expect(chain.links[0].steps[0].warnings).toEqual(["folder-1/points.csv: look at line 3."]);
  });
});

describe("names inside a release", () => {
  it("never lead out of it, and keep files of one folder together", () => {
    const local = localNames();
    const names = [
      "../a.csv",
      "../b.csv",
      "..",
      "/etc/passwd",
      "C:x.csv",
      "a/../../b",
      "~/x",
      "\\\\host\\x\\y.csv",
    ];
    for (const name of names.map(local)) expect(name).toMatch(/^folder-\d+\/[^/:\\]+$/);
    expect(local("../a.csv").split("/")[0]).toBe(local("../b.csv").split("/")[0]);
    expect(local("raw/a.csv")).toBe("raw/a.csv");
  });

  it("leave words alone that are no path but happen to be a file's name", () => {
    const names = new Map([
      ["grid", "grid"],
      ["/x/grid", "folder-1/grid"],
    ]);
    expect(renamed("the grid in /x/grid is fine", names)).toBe("the grid in folder-1/grid is fine");
  });
});

describe("a link that a stranger wrote", () => {
  const link = (words: readonly string[], command = "grid"): ChainLink => ({
    ...{ command, arguments: words, version: "0.1.0", steps: [] },
    ...{ inputs: [{ ...file("plans/plan.json", "a") }], outputs: [] },
  });

  it.each([
    ["/etc/passwd"],
    ["--out=/tmp/x.nc"],
    ["..\\x.nc"],
    ["a/../../x.nc"],
    ["C:x.nc"],
    ["\\\\host\\share\\x.nc"],
    ["file:///etc/passwd"],
    ["~/.profile"],
    ["depth=../x"],
  ])("is not run with the argument %s", (word) => {
    expect(rerunRefusal(link(["points.csv", word]))).toContain("outside the release");
  });

  it.each([
    ["--region", "-10.5/12/3e0/4"],
    ["--tare", "/2@2026-01-05T07:00"],
    ["--column", "g (mGal/m)"],
    ["--crs", "EPSG:32648"],
  ])("is run with %s %s", (...words) => {
    expect(rerunRefusal(link(words))).toBeUndefined();
  });

  it.each([["run"], ["release"], ["datasets"], ["__proto__"]])(
    "is not run where its command is %s",
    (command) => {
      expect(rerunRefusal(link([], command))).toContain(`'${command}'`);
    },
  );

  it("is not run where a file of it lies outside", () => {
    const outside = { ...link([]), outputs: [file("../x.nc", "b")] };
    expect(rerunRefusal(outside)).toContain("'../x.nc'");
  });

  it("is not run where a plan names a file outside, seen from the plan's own folder", () => {
    const plan = (name: string) => JSON.stringify({ sources: [{ file: name }] });
    const compile = link(["plans/plan.json"], "compile");
    expect(rerunRefusal(compile, plan("../points/a.csv"))).toBeUndefined();
    expect(rerunRefusal(compile, plan("../../a.csv"))).toContain("plan");
    expect(rerunRefusal(compile, plan("/etc/passwd"))).toContain("plan");
    expect(rerunRefusal(compile, plan("C:\\a.csv"))).toContain("plan");
  });
});

describe("a report file", () => {
  it("comes back as it was written", () => {
    const { run } = report("grid", ["a:a.csv"], ["b:b.nc"]);
    expect(parseReport({ name: "r.json", text: reportText(run, []) }).run).toEqual(run);
  });

  it.each([
    ["no JSON", "{"],
    ["an empty object", "{}"],
    ["a list", "[]"],
    ["a step without a name", '{"igdp": "1", "steps": [{}]}'],
    [
      "a run whose checksum is none",
      '{"igdp": "1", "steps": [], "run": {"command": "grid", "arguments": [], "inputs": [{"name": "a", "sha256": "x"}], "outputs": []}}',
    ],
    [
      "arguments that are no texts",
      '{"igdp": "1", "steps": [], "run": {"command": "grid", "arguments": [1], "inputs": [], "outputs": []}}',
    ],
  ])("is refused with its name: %s", (_, text) => {
    expect(() => parseReport({ name: "bad.json", text })).toThrow(/^bad\.json: /);
  });
});
