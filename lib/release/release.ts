import { type InputFile, VERSION } from "../core/report.js";
import type { Chain } from "./chain.js";
import { dataFiles } from "./data-files.js";
import { gridFacts } from "./grid-facts.js";
import { licenceText } from "./licences.js";
import { dcatRecord } from "./metadata/dcat-record.js";
import { isoMetadata } from "./metadata/iso-19139.js";
import { identifierOf, type MetadataFacts, usualLongitudes } from "./metadata/metadata-facts.js";
import { stacItem } from "./metadata/stac-item.js";
import { qualityStatement } from "./quality.js";
import { releasePage } from "./release-page.js";
import type { ListedFile, ReleaseFile, ReleaseParts, ReleaseTools } from "./release-parts.js";
import { abstractOf, degreesOf } from "./release-words.js";
import { reportDocument } from "./report-document.js";
import { reportHtml } from "./report-html.js";
import { sheetFiles } from "./sheets.js";

const encoder = new TextEncoder();

/** What `provenance.json` holds. */
export interface Provenance {
  readonly igdp: string;
  readonly chain: Chain;
  /** The grids as they were read: each file by its name in the chain, those beside it after it. */
  readonly grids: readonly (readonly InputFile[])[];
  readonly points?: InputFile;
  /** The raw files that are in the release, by their paths in it. */
  readonly sources: readonly { readonly path: string; readonly sha256: string }[];
  /** Every file of the release but `provenance.json` and `SHA256SUMS`. */
  readonly files: readonly ListedFile[];
}

/**
 * Everything that a release holds, as paths and bytes; nothing is written. The same parts give the same bytes: no clock,
 * no random number and no path of the machine is in them.
 *
 * @param parts - see {@link ReleaseParts}
 * @param tools - what needs the machine: checksums, pictures, PDF
 * @returns the files; `provenance.json` lists all others with their checksums
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
  const grids = parts.grids.map((part) => gridFacts(part, parts.points));
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
