import { describe, expect, it } from "vitest";
import { transformCoordinates } from "../../lib/earth/transform-coordinates.js";

const degrees = (whole: number, minutes: number, seconds: number) => whole + minutes / 60 + seconds / 3600;

/** Worked examples of IOGP's Geomatics Guidance Note 7, part 2: Hotine oblique Mercator (variant B), Mercator (A). */
const PUBLISHED = [
  {
    name: "Hotine oblique Mercator, Timbalai 1948 / RSO Borneo",
    from: "EPSG:4298",
    to: "EPSG:29873",
    longitude: degrees(115, 48, 19.8196),
    latitude: degrees(5, 23, 14.1129),
    easting: 679245.73,
    northing: 596562.78,
  },
  {
    name: "Mercator (variant A), Makassar / NEIEZ, whose ellipsoid and projection are Batavia / NEIEZ's",
    from: "EPSG:4211",
    to: "EPSG:3001",
    longitude: 120,
    latitude: -3,
    easting: 5009726.58,
    northing: 569150.82,
  },
];

describe("projections with a published example", () => {
  it.each(PUBLISHED)("are right to the centimetre that is printed: $name", (row) => {
    const points = {
      longitude_deg: Float64Array.of(row.longitude),
      latitude_deg: Float64Array.of(row.latitude),
    };
    const { result } = transformCoordinates(points, { from: row.from, to: row.to });
    expect((result.easting_m as Float64Array)[0]).toBeCloseTo(row.easting, 1);
    expect((result.northing_m as Float64Array)[0]).toBeCloseTo(row.northing, 1);
    const back = transformCoordinates(result, { from: row.to, to: row.from }).result;
    expect((back.longitude_deg as Float64Array)[0]).toBeCloseTo(row.longitude, 8);
    expect((back.latitude_deg as Float64Array)[0]).toBeCloseTo(row.latitude, 8);
  });
});
