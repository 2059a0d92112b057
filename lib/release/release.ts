import { VERSION } from "../core/report.js";
import { dataFiles } from "./data-files.js";
import { gridFacts } from "./grid-facts.js";
import { licenceText } from "./licences.js";
import { dcatRecord } from "./metadata/dcat-record.js";
import { isoMetadata } from "./metadata/iso-19139.js";
import { identifierOf, type MetadataFacts, usualLongitudes } from "./metadata/metadata-facts.js";
import { stacItem } from "./metadata/stac-item.js";
import { qualityStatement } from "./quality.js";
import { releasePage } from "./release-page.js";
import type { ListedFile, Provenance, ReleaseFile, ReleaseParts, ReleaseTools } from "./release-parts.js";
import { abstractOf, degreesOf } from "./release-words.js";
import { reportDocument } from "./report-document.js";
import { reportHtml } from "./report-html.js";
import { sheetFiles } from "./sheets.js";

const encoder = new TextEncoder();

/**
 * Everything that a release holds, as paths and bytes; nothing is written. The same parts give the same bytes: no clock,
 * no random number and no path of the machine is in them.
 *
 * @param parts - see {@link ReleaseParts}
 * @param tools - what needs the machine: checksums, pictures, PDF
 * @returns the files; `provenance.json` lists all others with their checksums
 * @throws ArgumentError if a grid has no value, or a format cannot hold it
 *
 * @example
 * const axis = regularAxis(0, 2000, 1000);
 * const values = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
 * const grid = makeGrid({ x: axis, y: axis, values, crs: "plane", name: "bouguer_anomaly_mgal", units: "mGal" });
 * const settings = releaseSettings({
 *   title: "A slope", organisation: "Survey", contact: "gravity@example.org", licence: "CC0-1.0", date: "2026-11-22",
 *   sheet: "A4", dpi: 30,
 * });
 * const file = { name: "slope.nc", sha256: "0".repeat(64) };
 * const chain = makeChain({ reports: [], results: [file] });
 * const parts: ReleaseParts = { settings, grids: [{ stem: "slope", grid, files: [file] }], chain, sources: [] };
 * const nothing = new Uint8Array(1); // releaseTools() of igdp/node makes checksums, pictures and PDF
 * const tools: ReleaseTools = { sha256: () => "0".repeat(64), png: () => nothing, pdf: async () => nothing, reportPdf: async () => nothing };
 * const files = await makeRelease(parts, tools);
 * files.some(({ path }) => path === "metadata/iso19139.xml"); // => true
 * chain.missing.length; // => 1
 */
export async function makeRelease(parts: ReleaseParts, tools: ReleaseTools): Promise<ReleaseFile[]> {
  const data = [...(await sheetFiles(parts, tools)), ...(await dataFiles(parts))];
  const described = data.map((file) => listed(file, tools));
  const files: ReleaseFile[] = [
    ...data,
    ...(await documents(parts, tools, described)),
    ...releasePage(parts, described),
    ...parts.sources.map((source) => ({
      path: `source/${source.name}`,
      title: "Raw file",
      copyOf: source,
    })),
  ];
  const all = files.map((file) => listed(file, tools));
  const provenance: Provenance = {
    igdp: VERSION,
    chain: parts.chain,
    grids: parts.grids.map((grid) => grid.files),
    ...(parts.points && { points: parts.points.file }),
    sources: parts.sources.map(({ name, sha256 }) => ({ path: `source/${name}`, sha256 })),
    files: all,
  };
  const told = textFile("provenance.json", "The chain of reports, with checksums", json(provenance));
  const sums = [...all, listed(told, tools)].map(({ sha256, path }) => `${sha256}  ${path}\n`).join("");
  return [...files, told, textFile("SHA256SUMS", "Checksums", sums)];
}

/** Metadata, licence, quality statement, settings and the written report. */
async function documents(
  parts: ReleaseParts,
  tools: ReleaseTools,
  files: readonly ListedFile[],
): Promise<ReleaseFile[]> {
  const { settings, chain } = parts;
  const grids = parts.grids.map((part) => gridFacts(part, parts.points, parts.chain));
  const degrees = degreesOf(grids);
  const quality = qualityStatement(parts, grids);
  const facts: MetadataFacts = {
    ...{ settings, grids, chain, files, quality, abstract: abstractOf(parts, grids) },
    identifier: identifierOf(tools.sha256(files.map(({ path, sha256 }) => `${sha256} ${path}\n`).join(""))),
    ...(degrees && { degrees: usualLongitudes(degrees) }),
  };
  const report = reportDocument(parts, grids);
  const licence = licenceText(
    settings.licence,
    settings.organisation,
    settings.date.slice(0, 4),
    settings.licenceText,
  );
  return [
    textFile("report.html", "Report", reportHtml(report)),
    { path: "report.pdf", title: "Report, PDF", bytes: await tools.reportPdf(report) },
    textFile("data-quality.txt", "Statement on the quality of the data", `${quality.join("\n\n")}\n`),
    textFile("LICENSE.txt", "Licence", licence),
    textFile("metadata/iso19139.xml", "Metadata, ISO 19115", isoMetadata(facts)),
    textFile("metadata/stac-item.json", "Metadata, STAC item", json(stacItem(facts))),
    textFile("metadata/dcat.jsonld", "Metadata, DCAT", json(dcatRecord(facts))),
    textFile("release.json", "Settings of this release", json(settings)),
  ];
}

function textFile(path: string, title: string, text: string): ReleaseFile & { readonly bytes: Uint8Array } {
  return { path, title, bytes: encoder.encode(text) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A file with its length and checksum. */
export function listed({ path, title, bytes, copyOf }: ReleaseFile, tools: ReleaseTools): ListedFile {
  if (copyOf !== undefined) return { path, title, bytes: copyOf.bytes ?? 0, sha256: copyOf.sha256 };
  const content = bytes ?? new Uint8Array();
  return { path, title, bytes: content.length, sha256: tools.sha256(content) };
}
