import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { run as grid } from "../../../lib/cli/grid.js";
import { run as reduce } from "../../../lib/cli/reduce.js";
import { run as release } from "../../../lib/cli/release.js";
import { commandFolder } from "./command-folder.js";

const { at, said, warned } = commandFolder("release");
const HOSTILE = '<img src=x onerror=alert(1)>"&';

/** A small survey with a hostile name, reduced and gridded in the test's folder. */
async function survey(): Promise<void> {
  const rows = Array.from({ length: 30 }, (_, k) => {
    const [x, y] = [k % 6, Math.floor(k / 6)];
    const name = k === 7 ? HOSTILE.replaceAll('"', '""') : `S${k}`;
    const gravity = 978_300 + 3 * x - 2 * y + 5 * Math.sin(x) * Math.cos(y);
    return `"${name}",${(102 + 0.1 * x).toFixed(2)},${(16 + 0.1 * y).toFixed(2)},${150 + 3 * k},${gravity.toFixed(3)}`;
  });
  const head = "station,longitude_deg,latitude_deg,height_m,gravity_mgal";
  writeFileSync(at("stations.csv"), `${[head, ...rows].join("\n")}\n`);
  expect(
    await reduce([at("stations.csv"), "--out", at("anomalies.csv"), "--report", at("reduce.json")]),
  ).toBe(0);
  const words = [at("anomalies.csv"), "--column", "bouguer_anomaly_mgal", "--spacing", "0.05deg"];
  expect(await grid([...words, "--out", at("bouguer.nc"), "--report", at("grid.json")])).toBe(0);
}

const options = () => [
  ...["--grid", at("bouguer.nc"), "--points", at("anomalies.csv")],
  ...["--reports", `${at("reduce.json")},${at("grid.json")}`],
  ...[
    "--title",
    HOSTILE,
    "--author",
    HOSTILE,
    "--keyword",
    HOSTILE,
    "--organisation",
    "Survey <b>&</b>",
    "--contact",
    "gravity@example.org",
  ],
  ...["--licence", "CC-BY-4.0", "--date", "2026-11-22", "--sheet", "A4", "--dpi", "40", "--no-coasts"],
];

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

describe("igdp release", () => {
  it("makes a folder from which verify makes the same map again, and in which what people wrote is never markup", async () => {
    await survey();
    expect(await release([at("one"), ...options()])).toBe(0);
    expect(warned.filter((line) => line.startsWith("warning: the raw file"))).toEqual([]);
    expect(filesIn(at("one"))).toEqual([
      ...[
        "LICENSE.txt",
        "SHA256SUMS",
        "contours/bouguer.geojson",
        "contours/bouguer.gpkg",
        "data-quality.txt",
      ],
      ...["grids/bouguer.nc", "grids/bouguer.tif", "index.html"],
      ...["maps/bouguer-a4.pdf", "maps/bouguer-a4.png", "maps/bouguer-a4.svg"],
      ...["metadata/dcat.jsonld", "metadata/iso19139.xml", "metadata/stac-item.json"],
      ...["points/datapackage.json", "points/stations.csv", "points/stations.gpkg", "points/stations.xyz"],
      ...["provenance.json", "release.json", "report.html", "report.pdf", "source/folder-1/stations.csv"],
    ]);
    expect(readFileSync(at("one/provenance.json"), "utf8")).not.toContain(dirname(at("one")));
    checkMarkup(at("one"));
    cpSync(at("one"), at("two"), { recursive: true });

    // Verify runs the commands again, and makes each file a second time from what comes out.
    expect(await release(["verify", at("one")])).toBe(0);
    expect(said.slice(-1)[0]).toBe("the same map comes out: 20 files, byte for byte");
    await checkTampering();
    await checkChains();
  }, 300_000);
});

/** Titles, names and addresses are text in every file that a browser opens. */
function checkMarkup(folder: string): void {
  for (const name of filesIn(folder).filter((path) => /\.(svg|html|xml)$/.test(path)))
    expect(readFileSync(join(folder, name), "utf8"), name).not.toMatch(/<img|<b>&/);
  const html = readFileSync(join(folder, "report.html"), "utf8");
  expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
  expect(html).toContain("default-src 'none'");
  for (const name of ["stac-item.json", "dcat.jsonld"])
    expect(readFileSync(join(folder, "metadata", name), "utf8")).toContain(
      '<img src=x onerror=alert(1)>\\"&',
    );
}

/** What verify says of files that were changed, taken away or added. */
async function checkTampering(): Promise<void> {
  said.length = 0;
  writeFileSync(at("one/points/stations.csv"), "changed");
  rmSync(at("one/LICENSE.txt"));
  writeFileSync(at("one/notes.txt"), "mine");
  expect(await release(["verify", at("one"), "--checksums-only"])).toBe(1);
  expect(said).toEqual(
    expect.arrayContaining(["differs: points/stations.csv", "missing: LICENSE.txt", "extra: notes.txt"]),
  );

  // A raw value that was changed after the release: checksums tell it, and the chain is not run with it.
  said.length = 0;
  const raw = at("one/source/folder-1/stations.csv");
  writeFileSync(raw, readFileSync(raw, "utf8").replace(",150,", ",151,"));
  expect(await release(["verify", at("one")])).toBe(1);
  expect(said.join("\n")).toContain("differs: source/folder-1/stations.csv");
  expect(said.join("\n")).toMatch(/not made again: link 1, igdp reduce: there is no .*stations\.csv/);
}

/** What verify says of a chain that was changed, by mistake or by a stranger. */
async function checkChains(): Promise<void> {
  said.length = 0;
  const path = at("two/provenance.json");
  const text = readFileSync(path, "utf8");
  // Another tension: the map that comes out is told to be another, with its largest difference.
  writeFileSync(path, text.replace('"0.05deg"', '"0.05deg",\n          "--tension",\n          "0.9"'));
  expect(await release(["verify", at("two")])).toBe(1);
  const all = said.join("\n");
  expect(all).toContain("differs: provenance.json");
  expect(all).toContain("came out differently: grids/bouguer.nc");
  expect(Number(/largest difference ([\d.e-]+) mGal/.exec(all)?.[1])).toBeGreaterThan(0.01);

  for (const [from, to] of [
    [/"folder-1\/bouguer\.nc"/, '"../../escaped.nc"'],
    [/"folder-1\/bouguer\.nc"/g, '"../../escaped.nc"'],
    [/"command": "grid"/, '"command": "run"'],
  ] as const) {
    writeFileSync(path, text.replace(from, to));
    expect(readFileSync(path, "utf8")).not.toBe(text);
    said.length = 0;
    expect(await release(["verify", at("two")])).toBe(1);
    expect([...said, ...warned].join("\n")).toMatch(
      /outside the release|not inside the release|'run' is not one/,
    );
  }
}

describe("igdp release says in one line", () => {
  it("everything that is missing", async () => {
    expect(await release([at("out"), "--title", "T", "--contact", "a@b.c"])).toBe(1);
    expect(warned[0]).toMatch(
      /^igdp release: --grid, --reports, --organisation, --licence, --date is 'missing', but must be given\./,
    );
  });

  it.each([
    [["--date", "22.11.2026"], "date is '22.11.2026'"],
    [["--date", "2026-02-30"], "date is '2026-02-30'"],
    [["--contact", "nobody"], "e-mail"],
    [["--licence", "mine"], "--licence-text"],
    [["--grid-format", "../x"], "--grid-format is"],
    [["--period", "2020-01-02/2019-01-01"], "period"],
  ])("that %j cannot be used", async (words, message) => {
    writeFileSync(at("r.json"), '{"igdp": "0.1.0", "steps": []}');
    const good = ["--title", "T", "--organisation", "O", "--contact", "a@b.c", "--licence", "CC0-1.0"];
    const given = ["--date", "2026-11-22", "--grid", at("g.nc"), "--reports", at("r.json")];
    expect(await release([at("out"), ...good, ...given, ...words])).toBe(1);
    expect(warned[0]).toContain(message);
  });

  it("that a picture is no report", async () => {
    writeFileSync(at("map.png"), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe));
    const good = ["--title", "T", "--organisation", "O", "--contact", "a@b.c", "--licence", "CC0-1.0"];
    const given = ["--date", "2026-11-22", "--grid", at("g.nc"), "--reports", at("map.png")];
    expect(await release([at("out"), ...good, ...given])).toBe(1);
    expect(warned[0]).toMatch(
      /map\.png: this is no JSON.*A report is what igdp COMMAND … --report FILE writes\./,
    );
  });

  it("what is wrong with a settings file, and takes its files from beside it", async () => {
    mkdirSync(at("plan"));
    writeFileSync(at("plan/release.json"), '{"titel": "T"}');
    expect(await release([at("out"), "--settings", at("plan/release.json")])).toBe(1);
    expect(warned[0]).toContain("there is no setting 'titel'");
    const settings = {
      title: "T",
      organisation: "O",
      contact: "a@b.c",
      licence: "CC0-1.0",
      date: "2026-11-22",
    };
    const files = { grid: ["none.nc"], reports: ["none.json"] };
    writeFileSync(at("plan/release.json"), JSON.stringify({ ...settings, ...files }));
    warned.length = 0;
    expect(await release([at("out"), "--settings", at("plan/release.json")])).toBe(1);
    expect(warned[0]).toContain(join("plan", "none.json"));
  });

  it("what is wrong with a release that is verified", async () => {
    expect(await release(["verify", at("nothing")])).toBe(1);
    expect(warned[0]).toMatch(/nothing: there is no release here.*igdp release wrote/);
    mkdirSync(at("bad"));
    const broken = [
      ["{", "no JSON"],
      ["{}", "which igdp"],
      ['{"igdp": "1", "files": [{"path": "../x", "sha256": ""}], "grids": [], "sources": []}', "'../x'"],
      ['{"igdp": "1", "files": [], "grids": [], "sources": [], "chain": 7}', "no chain"],
      ['{"igdp": "1", "files": [], "grids": [[]], "sources": []}', "no list 'grids'"],
    ];
    for (const [text, message] of broken) {
      warned.length = 0;
      writeFileSync(at("bad/provenance.json"), text);
      expect(await release(["verify", at("bad")])).toBe(1);
      expect(warned[0]).toContain(message);
      expect(warned[0]).not.toContain("fault in igdp");
    }
  });
});
