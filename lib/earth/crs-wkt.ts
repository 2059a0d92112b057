import { type CoordinateSystem, coordinateSystem } from "./coordinate-systems.js";
import type { Datum } from "./datums.js";

/** A coordinate system in the words of other programs. */
export interface CrsText {
  readonly name: string;
  /** Well-known text (WKT 1), which GDAL, QGIS and GMT read. */
  readonly wkt: string;
  /** The parameters of the projection by the CF conventions, where these have a name for it. */
  readonly cf?: Readonly<Record<string, string | number>>;
  readonly datum: Datum;
}

/** WKT's names of a projection and of its parameters, by PROJ's; and CF's where there is one. */
interface Method {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly cf?: string;
  readonly cfParameters?: Readonly<Record<string, string>>;
}

const ORIGIN = { x_0: "false_easting", y_0: "false_northing" } as const;
const OBLIQUE = {
  lat_0: "latitude_of_center",
  lonc: "longitude_of_center",
  alpha: "azimuth",
  gamma: "rectified_grid_angle",
  k: "scale_factor",
  ...ORIGIN,
};

const METHODS: Readonly<Record<string, Method>> = {
  tmerc: {
    name: "Transverse_Mercator",
    parameters: { lat_0: "latitude_of_origin", lon_0: "central_meridian", k: "scale_factor", ...ORIGIN },
    cf: "transverse_mercator",
    cfParameters: {
      lat_0: "latitude_of_projection_origin",
      lon_0: "longitude_of_central_meridian",
      k: "scale_factor_at_central_meridian",
      ...ORIGIN,
    },
  },
  merc: {
    name: "Mercator_1SP",
    parameters: { lat_0: "latitude_of_origin", lon_0: "central_meridian", k: "scale_factor", ...ORIGIN },
    cf: "mercator",
    cfParameters: {
      lon_0: "longitude_of_projection_origin",
      k: "scale_factor_at_projection_origin",
      ...ORIGIN,
    },
  },
  omerc: { name: "Hotine_Oblique_Mercator_Azimuth_Center", parameters: OBLIQUE },
  "omerc no_uoff": { name: "Hotine_Oblique_Mercator", parameters: OBLIQUE },
};

/**
 * A coordinate system as well-known text and by the CF conventions.
 *
 * @param code - `EPSG:n`
 * @returns undefined for `plane`, and for a code that igdp does not know
 *
 * Source: OGC 01-009 (WKT 1), with the names of methods and parameters that GDAL reads; CF Metadata Conventions 1.8,
 * appendix F.
 */
export function crsWkt(code: string): CrsText | undefined {
  let system: CoordinateSystem;
  try {
    system = coordinateSystem(code);
  } catch {
    return undefined;
  }
  const { datum } = system;
  const geographic = geographicWkt(datum);
  const name = system.name.replace(/^WGS84/, "WGS 84"); // as EPSG writes it
  if (system.kind === "geographic")
    return { name, wkt: geographic, cf: { grid_mapping_name: "latitude_longitude" }, datum };
  const { method, values } = parametersOf(system.projection);
  const parameters = Object.entries(method.parameters)
    .map(([key, name]) => `PARAMETER["${name}",${values[key] ?? 0}],`)
    .join("");
  const wkt =
    `PROJCS["${name}",${geographic},PROJECTION["${method.name}"],${parameters}` +
    `UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],${authority(code)}]`;
  if (method.cf === undefined) return { name, wkt, datum };
  const cf = Object.entries(method.cfParameters ?? {}).map(([key, name]) => [name, values[key] ?? 0]);
  return { name, wkt, cf: { grid_mapping_name: method.cf, ...Object.fromEntries(cf) }, datum };
}

function geographicWkt({ code, name, semimajorAxis, inverseFlattening }: Datum): string {
  const shown = code === "EPSG:4326" ? "WGS 84" : name;
  const datum = code === "EPSG:4326" ? "WGS_1984" : name.replace(/[^A-Za-z0-9]+/g, "_");
  return (
    `GEOGCS["${shown}",DATUM["${datum}",SPHEROID["${shown}",${semimajorAxis},${inverseFlattening}]],` +
    `PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],${authority(code)}]`
  );
}

function authority(code: string): string {
  return `AUTHORITY["EPSG","${code.replace(/^EPSG:/i, "")}"]`;
}

/** A projection in PROJ's language, taken apart; a UTM zone is a transverse Mercator projection. */
function parametersOf(projection: string): { method: Method; values: Readonly<Record<string, number>> } {
  const words = projection.split(/\s+/).map((word) => word.replace(/^\+/, "").split("="));
  const texts = Object.fromEntries(words.map(([key, value = ""]) => [key, value]));
  if (texts.proj === "utm") {
    const values = { lat_0: 0, lon_0: Number(texts.zone) * 6 - 183, k: 0.9996, x_0: 500000 };
    return { method: METHODS.tmerc, values: { ...values, y_0: texts.south === "" ? 1e7 : 0 } };
  }
  const values = Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, Number(value)]));
  return { method: METHODS[texts.no_uoff === "" ? `${texts.proj} no_uoff` : texts.proj], values };
}
