import { element, escapeXml } from "../../map/svg.js";
import type { ChainLink } from "../chain.js";
import type { GridFacts } from "../release-parts.js";
import { addressOf, licenceFacts, type MetadataFacts, mediaType } from "./metadata-facts.js";

const CODES = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml";
const NAMESPACES = {
  "xmlns:gmd": "http://www.isotc211.org/2005/gmd",
  "xmlns:gco": "http://www.isotc211.org/2005/gco",
  "xmlns:gml": "http://www.opengis.net/gml/3.2",
  "xmlns:xlink": "http://www.w3.org/1999/xlink",
};

/**
 * Metadata of a release by ISO 19115:2003, in the XML of ISO/TS 19139:2007: who, what, where, when, under which licence,
 * in which files, how good, and from what by which commands.
 *
 * @returns the text of the file; it validates against the schemas of 2007-04-17
 */
export function isoMetadata(facts: MetadataFacts): string {
  const { settings, identifier, grids } = facts;
  const systems = [...new Set(grids.map(({ crs }) => crs))].filter((crs) => crs.startsWith("EPSG:"));
  const root = element(
    "gmd:MD_Metadata",
    NAMESPACES,
    text("gmd:fileIdentifier", identifier),
    text("gmd:language", "eng"),
    code("gmd:characterSet", "MD_CharacterSetCode", "utf8"),
    code("gmd:hierarchyLevel", "MD_ScopeCode", "dataset"),
    wrap("gmd:contact", party(facts, "pointOfContact")),
    wrap("gmd:dateStamp", element("gco:Date", {}, settings.date)),
    text("gmd:metadataStandardName", "ISO 19115:2003 Geographic information - Metadata"),
    text("gmd:metadataStandardVersion", "ISO/TS 19139:2007"),
    ...grids.map((grid) => wrap("gmd:spatialRepresentationInfo", representation(grid))),
    ...systems.map(referenceSystem),
    wrap("gmd:identificationInfo", identification(facts)),
    wrap("gmd:distributionInfo", distribution(facts)),
    wrap("gmd:dataQualityInfo", quality(facts)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function wrap(name: string, ...children: readonly string[]): string {
  return element(name, {}, ...children);
}

function text(name: string, value: string): string {
  return wrap(name, element("gco:CharacterString", {}, escapeXml(value)));
}

function code(name: string, list: string, value: string): string {
  return wrap(name, element(`gmd:${list}`, { codeList: `${CODES}#${list}`, codeListValue: value }, value));
}

function party({ settings }: MetadataFacts, role: string): string {
  const { organisation, contact } = settings;
  const address = wrap("gmd:address", wrap("gmd:CI_Address", text("gmd:electronicMailAddress", contact)));
  return wrap(
    "gmd:CI_ResponsibleParty",
    text("gmd:organisationName", organisation),
    wrap("gmd:contactInfo", wrap("gmd:CI_Contact", address)),
    code("gmd:role", "CI_RoleCode", role),
  );
}

function author(name: string, organisation: string): string {
  return wrap(
    "gmd:citedResponsibleParty",
    wrap(
      "gmd:CI_ResponsibleParty",
      text("gmd:individualName", name),
      text("gmd:organisationName", organisation),
      code("gmd:role", "CI_RoleCode", "author"),
    ),
  );
}

function citation(title: string, date: string, ...more: readonly string[]): string {
  return wrap(
    "gmd:CI_Citation",
    text("gmd:title", title),
    wrap(
      "gmd:date",
      wrap(
        "gmd:CI_Date",
        wrap("gmd:date", element("gco:Date", {}, date)),
        code("gmd:dateType", "CI_DateTypeCode", "publication"),
      ),
    ),
    ...more,
  );
}

/** Which nodes a grid has: rows first, as the standard counts. */
function representation({ size, spacing, crs }: GridFacts): string {
  const [columns, rows] = size;
  const uom = crs === "EPSG:4326" ? "urn:ogc:def:uom:EPSG::9102" : "urn:ogc:def:uom:EPSG::9001";
  const axis = (name: string, count: number, step: number) =>
    wrap(
      "gmd:axisDimensionProperties",
      wrap(
        "gmd:MD_Dimension",
        code("gmd:dimensionName", "MD_DimensionNameTypeCode", name),
        wrap("gmd:dimensionSize", element("gco:Integer", {}, String(count))),
        wrap("gmd:resolution", element("gco:Measure", { uom }, String(Number(step.toPrecision(9))))),
      ),
    );
  return wrap(
    "gmd:MD_GridSpatialRepresentation",
    wrap("gmd:numberOfDimensions", element("gco:Integer", {}, "2")),
    axis("row", rows, spacing[1]),
    axis("column", columns, spacing[0]),
    code("gmd:cellGeometry", "MD_CellGeometryCode", "point"),
    wrap("gmd:transformationParameterAvailability", element("gco:Boolean", {}, "false")),
  );
}

function referenceSystem(crs: string): string {
  const identifier = wrap("gmd:RS_Identifier", text("gmd:code", crs.slice(5)), text("gmd:codeSpace", "EPSG"));
  return wrap(
    "gmd:referenceSystemInfo",
    wrap("gmd:MD_ReferenceSystem", wrap("gmd:referenceSystemIdentifier", identifier)),
  );
}

function identification(facts: MetadataFacts): string {
  const { settings, identifier, abstract, grids } = facts;
  const { title, date, organisation, authors = [], keywords = [] } = settings;
  const licence = licenceFacts(settings);
  const named = wrap("gmd:identifier", wrap("gmd:MD_Identifier", text("gmd:code", identifier)));
  const words = [...new Set(["gravity", "gravity anomaly", ...keywords])];
  return wrap(
    "gmd:MD_DataIdentification",
    wrap("gmd:citation", citation(title, date, named, ...authors.map((name) => author(name, organisation)))),
    text("gmd:abstract", abstract),
    code("gmd:status", "MD_ProgressCode", "completed"),
    wrap("gmd:pointOfContact", party(facts, "owner")),
    wrap(
      "gmd:descriptiveKeywords",
      wrap("gmd:MD_Keywords", ...words.map((word) => text("gmd:keyword", word))),
    ),
    wrap(
      "gmd:resourceConstraints",
      wrap(
        "gmd:MD_LegalConstraints",
        code("gmd:accessConstraints", "MD_RestrictionCode", "license"),
        code("gmd:useConstraints", "MD_RestrictionCode", "license"),
        text("gmd:otherConstraints", [licence.title, licence.url].filter(Boolean).join(", ")),
      ),
    ),
    code("gmd:spatialRepresentationType", "MD_SpatialRepresentationTypeCode", "grid"),
    ...resolutions(grids),
    text("gmd:language", "eng"),
    wrap("gmd:topicCategory", element("gmd:MD_TopicCategoryCode", {}, "geoscientificInformation")),
    ...extents(facts),
  );
}

/** Distances in metres alone: the standard's "distance" is a length on the ground. */
function resolutions(grids: readonly GridFacts[]): string[] {
  const first = grids.find(({ crs }) => crs !== "EPSG:4326");
  if (first === undefined) return [];
  const distance = element("gco:Distance", { uom: "m" }, String(Number(first.spacing[0].toPrecision(9))));
  return [wrap("gmd:spatialResolution", wrap("gmd:MD_Resolution", wrap("gmd:distance", distance)))];
}

function extents({ degrees, settings }: MetadataFacts): string[] {
  const parts: string[] = [];
  if (degrees !== undefined) {
    const [west, east, south, north] = degrees.map((value) => value.toFixed(6));
    const bound = (name: string, value: string) => wrap(`gmd:${name}`, element("gco:Decimal", {}, value));
    const box = wrap(
      "gmd:EX_GeographicBoundingBox",
      bound("westBoundLongitude", west),
      bound("eastBoundLongitude", east),
      bound("southBoundLatitude", south),
      bound("northBoundLatitude", north),
    );
    parts.push(wrap("gmd:geographicElement", box));
  }
  const [first, last] = settings.period?.split("/") ?? [];
  if (first !== undefined) {
    const period = element(
      "gml:TimePeriod",
      { "gml:id": "period" },
      wrap("gml:beginPosition", first),
      wrap("gml:endPosition", last),
    );
    parts.push(wrap("gmd:temporalElement", wrap("gmd:EX_TemporalExtent", wrap("gmd:extent", period))));
  }
  return parts.length === 0 ? [] : [wrap("gmd:extent", wrap("gmd:EX_Extent", ...parts))];
}

function distribution({ files, settings }: MetadataFacts): string {
  const formats = [...new Set(files.map(({ path }) => mediaType(path)))];
  const format = (name: string) =>
    wrap(
      "gmd:distributionFormat",
      wrap(
        "gmd:MD_Format",
        text("gmd:name", name),
        element("gmd:version", { "gco:nilReason": "inapplicable" }),
      ),
    );
  const online = files.map(({ path, title }) =>
    wrap(
      "gmd:onLine",
      wrap(
        "gmd:CI_OnlineResource",
        wrap("gmd:linkage", element("gmd:URL", {}, escapeXml(addressOf(path, settings)))),
        text("gmd:name", path),
        text("gmd:description", title),
        code("gmd:function", "CI_OnLineFunctionCode", "download"),
      ),
    ),
  );
  const transfer = wrap("gmd:transferOptions", wrap("gmd:MD_DigitalTransferOptions", ...online));
  return wrap("gmd:MD_Distribution", ...formats.map(format), transfer);
}

function quality(facts: MetadataFacts): string {
  const { chain, grids } = facts;
  const scope = wrap("gmd:DQ_Scope", code("gmd:level", "MD_ScopeCode", "dataset"));
  const sources = chain.sources.map(({ name, sha256 }) =>
    wrap("gmd:source", wrap("gmd:LI_Source", text("gmd:description", `${name}, SHA-256 ${sha256}`))),
  );
  return wrap(
    "gmd:DQ_DataQuality",
    wrap("gmd:scope", scope),
    ...grids.flatMap(accuracy),
    wrap(
      "gmd:lineage",
      wrap(
        "gmd:LI_Lineage",
        text("gmd:statement", facts.quality.join(" ")),
        ...chain.links.map(processStep),
        ...sources,
      ),
    ),
  );
}

/** The standard deviation of a grid, and its errors at points that were held out, as quantitative results. */
function accuracy({ sigma, quantityInSentence, units, crossValidation }: GridFacts): string[] {
  const reports: string[] = [];
  if (sigma !== undefined)
    reports.push(
      quantitative("standard deviation", `Median over the nodes of the ${quantityInSentence}`, sigma, units),
    );
  if (crossValidation === undefined) return reports;
  const { rmse, heldOut, method, insideOneSigma, insideTwoSigma } = crossValidation;
  const where = `of the ${quantityInSentence} at ${heldOut} points that were held out and predicted by ${method}`;
  reports.push(
    quantitative("root mean square error of prediction", `Cross-validation ${where}`, rmse, units),
  );
  for (const [share, limit] of [
    [insideOneSigma, "1 standard deviation"],
    [insideTwoSigma, "2 standard deviations"],
  ] as const)
    if (share !== undefined)
      reports.push(
        quantitative(`share of errors within ${limit}`, `Cross-validation ${where}`, 100 * share, "%"),
      );
  return reports;
}

function quantitative(measure: string, description: string, value: number, units: string): string {
  const result = wrap(
    "gmd:DQ_QuantitativeResult",
    element("gmd:valueUnit", {
      "xlink:title": units,
      "xlink:href": `urn:ogc:def:uom:UCUM::${unitCode(units)}`,
    }),
    wrap("gmd:value", element("gco:Record", {}, String(Number(value.toPrecision(4))))),
  );
  return wrap(
    "gmd:report",
    wrap(
      "gmd:DQ_QuantitativeAttributeAccuracy",
      text("gmd:nameOfMeasure", measure),
      text("gmd:measureDescription", description),
      wrap("gmd:result", result),
    ),
  );
}

/** In UCUM a milligal is `mGal`; what is no plain unit is told as none. */
function unitCode(units: string): string {
  if (units === "%") return "%25"; // an address has a per cent sign so
  return /^[A-Za-z0-9/.]+$/.test(units) ? units : "1";
}

function processStep({ command, arguments: words, version, steps }: ChainLink): string {
  const names = [...new Set(steps.map(({ step }) => step))].join(", ");
  const said = `igdp ${version} ${command} ${words.join(" ")} (${names})`;
  return wrap("gmd:processStep", wrap("gmd:LI_ProcessStep", text("gmd:description", said)));
}
