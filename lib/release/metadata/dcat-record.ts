import type { ListedFile } from "../release-parts.js";
import { addressOf, licenceFacts, type MetadataFacts, mediaType } from "./metadata-facts.js";

const CONTEXT = {
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  geosparql: "http://www.opengis.net/ont/geosparql#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  prov: "http://www.w3.org/ns/prov#",
  spdx: "http://spdx.org/rdf/terms#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};

/**
 * A release as a dataset of a data catalogue, in JSON-LD.
 *
 * @returns an object for JSON, with its own context: no reader needs the network
 *
 * Types of the things it names are told with them, as DCAT-AP's shapes ask for.
 *
 * Source: W3C, Data Catalog Vocabulary (DCAT), version 3; SEMIC, DCAT-AP 3.0.
 */
export function dcatRecord(facts: MetadataFacts): Readonly<Record<string, unknown>> {
  const { settings, identifier, abstract, degrees, files, chain } = facts;
  const { title, organisation, contact, date, authors = [], keywords = [] } = settings;
  const [first, last] = settings.period?.split("/") ?? [];
  const day = (value: string) => ({ "@type": "xsd:date", "@value": value });
  return {
    "@context": CONTEXT,
    "@id": `urn:uuid:${identifier}`,
    "@type": "dcat:Dataset",
    "dct:identifier": identifier,
    "dct:title": { "@language": "en", "@value": title },
    "dct:description": { "@language": "en", "@value": abstract },
    "dct:issued": day(date),
    "dct:language": {
      "@id": "http://publications.europa.eu/resource/authority/language/ENG",
      "@type": "dct:LinguisticSystem",
    },
    "dct:publisher": { "@type": ["foaf:Organization", "foaf:Agent"], "foaf:name": organisation },
    ...(authors.length > 0 && {
      "dct:creator": authors.map((name) => ({ "@type": ["foaf:Person", "foaf:Agent"], "foaf:name": name })),
    }),
    "dcat:contactPoint": {
      "@type": ["vcard:Organization", "vcard:Kind"],
      "vcard:fn": organisation,
      "vcard:hasEmail": { "@id": `mailto:${contact}` },
    },
    "dcat:keyword": [...new Set(["gravity", "gravity anomaly", ...keywords])],
    "dct:license": licenceNode(facts),
    ...(degrees && {
      "dct:spatial": {
        "@type": "dct:Location",
        "dcat:bbox": { "@type": "geosparql:wktLiteral", "@value": wktOf(degrees) },
      },
    }),
    ...(first !== undefined && {
      "dct:temporal": {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": day(first),
        "dcat:endDate": day(last),
      },
    }),
    "prov:wasGeneratedBy": chain.links.map(({ command, version, arguments: words }) => ({
      "@type": "prov:Activity",
      "dct:title": `igdp ${version} ${command} ${words.join(" ")}`,
    })),
    "dcat:distribution": files.map((file) => distributionOf(file, facts)),
  };
}

function licenceNode({ settings }: MetadataFacts) {
  const { url, title } = licenceFacts(settings);
  return url
    ? { "@id": url, "@type": "dct:LicenseDocument" }
    : { "@type": "dct:LicenseDocument", "dct:title": title };
}

function distributionOf({ path, title, bytes, sha256 }: ListedFile, facts: MetadataFacts) {
  const address = { "@id": addressOf(path, facts.settings), "@type": "rdfs:Resource" };
  return {
    "@type": "dcat:Distribution",
    "dct:title": title,
    "dct:license": licenceNode(facts),
    "dcat:accessURL": address,
    "dcat:downloadURL": address,
    "dcat:mediaType": {
      "@id": `https://www.iana.org/assignments/media-types/${mediaType(path).split(";")[0]}`,
      "@type": "dct:MediaType",
    },
    "dcat:byteSize": { "@type": "xsd:nonNegativeInteger", "@value": String(bytes) },
    "spdx:checksum": {
      "@type": "spdx:Checksum",
      "spdx:algorithm": { "@id": "spdx:checksumAlgorithm_sha256", "@type": "spdx:ChecksumAlgorithm" },
      "spdx:checksumValue": { "@type": "xsd:hexBinary", "@value": sha256 },
    },
  };
}

function wktOf([west, east, south, north]: readonly [number, number, number, number]): string {
  const ring = (a: number, b: number) =>
    `((${[
      [a, south],
      [b, south],
      [b, north],
      [a, north],
      [a, south],
    ]
      .map((place) => place.join(" "))
      .join(", ")}))`;
  if (west <= east) return `POLYGON${ring(west, east)}`;
  return `MULTIPOLYGON(${ring(west, 180)}, ${ring(-180, east)})`;
}
