/** A published way from a datum to WGS84. */
export interface DatumShift {
  /** EPSG code of the operation; 0 where EPSG has none. */
  readonly operation: number;
  /** EPSG code of the datum that it starts from. */
  readonly from: string;
  /** Where it holds, in words. */
  readonly area: string;
  /** Where it holds: west, east, south, north in degrees. */
  readonly bounds: readonly [number, number, number, number];
  /** Stated accuracy of a position, metres. */
  readonly accuracy_m: number;
  /**
   * Shift of the origin dx, dy, dz in metres; where there are seven, then the rotations rx, ry, rz in seconds of arc
   * (position vector convention) and the change of scale in parts per million.
   */
  readonly parameters: readonly number[];
  readonly source: string;
}

/** Shifts that NIMA published, and EPSG took over from there. */
const FROM_NIMA = new Set([
  1153, 1154, 1158, 1161, 1162, 1228, 1230, 1231, 1233, 1304, 1305, 1542, 1543, 8452,
]);

function shift(
  operation: number,
  datum: number,
  accuracy_m: number,
  bounds: readonly [number, number, number, number],
  parameters: readonly number[],
  area: string,
): DatumShift {
  const nima = FROM_NIMA.has(operation) ? "; NIMA (2000), TR8350.2, 3rd ed., appendix B" : "";
  const source =
    operation === 0
      ? "Yang (2009), Chinese Geodetic Coordinate System 2000, Chinese Science Bulletin 54, 2714-2721"
      : `EPSG:${operation}, dataset v11.022${nima}`;
  return Object.freeze({ operation, from: `EPSG:${datum}`, area, bounds, accuracy_m, parameters, source });
}

/**
 * Published shifts to WGS84. EPSG's coordinate frame rotations stand here as position vector ones, with their signs
 * turned.
 */
export const DATUM_SHIFTS: readonly DatumShift[] = Object.freeze([
  shift(1542, 4131, 44, [105.61, 109.36, 14.0, 18.01], [198, 881, 317], "Vietnam - 14°N to 18°N onshore"),
  shift(1543, 4131, 44, [106.48, 106.8, 8.57, 8.83], [182, 915, 344], "Vietnam - Con Son Island"),
  shift(
    1544,
    4147,
    5,
    [105.49, 107.58, 9.03, 11.04],
    [-17.51, -108.32, -62.39],
    "Vietnam - onshore Vung Tau area",
  ),
  shift(
    8452,
    4211,
    6,
    [95.16, 115.77, -8.91, 5.97],
    [-377, 681, -50],
    "Indonesia - Bali, Java and western Sumatra onshore",
  ),
  shift(
    1813,
    4211,
    5,
    [105.77, 110.01, -6.89, -4.07],
    [-378.873, 676.002, -46.255],
    "Indonesia - Java Sea - offshore northwest Java",
  ),
  shift(1814, 4211, 5, [112.8, 117.01, -8.46, -6.8], [-377.7, 675.1, -52.2], "Indonesia - Bali Sea west"),
  shift(
    15921,
    4214,
    1,
    [77.45, 88.0, 37.0, 41.99],
    [15.8, -154.4, -82.3],
    "China - Tarim - 77.5°E to 88°E and 37°N to 42°N",
  ),
  shift(15918, 4214, 1, [107.0, 110.01, 35.0, 39.0], [12.646, -155.176, -80.863], "China - Ordos basin"),
  shift(
    15919,
    4214,
    15,
    [119.23, 125.06, 31.23, 37.4],
    [15.53, -113.82, -41.38, 0, 0, 0.814, -0.38],
    "China - offshore - Yellow Sea",
  ),
  shift(
    15920,
    4214,
    15,
    [110.13, 116.76, 18.31, 22.89],
    [31.4, -144.3, -74.8, 0, 0, 0.814, -0.38],
    "China - offshore - Pearl River basin",
  ),
  shift(
    15935,
    4214,
    10,
    [107.15, 110.17, 17.81, 21.69],
    [18, -136.8, -73.7, 0, 0, 0.814, -0.38],
    "China - offshore - Bei Bu",
  ),
  shift(1153, 4239, 21, [97.34, 105.64, 5.63, 20.46], [217, 823, 299], "Thailand - onshore"),
  shift(
    1304,
    4240,
    5,
    [97.34, 105.64, 5.63, 20.46],
    [210, 814, 289],
    "Thailand - onshore and Gulf of Thailand",
  ),
  shift(
    1154,
    4240,
    5,
    [97.34, 105.64, 5.63, 20.46],
    [209, 818, 290],
    "Thailand - onshore and Gulf of Thailand",
  ),
  shift(
    1812,
    4240,
    3,
    [97.34, 105.64, 5.63, 20.46],
    [293, 836, 318, 0.5, 1.6, -2.8, 2.1],
    "Thailand - onshore",
  ),
  shift(1537, 4240, 1, [102.16, 103.05, 6.74, 8.16], [204.64, 834.74, 293.8], "Thailand - Bongkot field"),
  shift(
    1158,
    4245,
    15,
    [99.59, 105.82, 1.13, 7.81],
    [-11, 851, 5],
    "Asia - Malaysia (west including SCS) and Singapore",
  ),
  shift(
    1161,
    4253,
    17,
    [116.89, 125.88, 7.75, 19.45],
    [-133, -77, -51],
    "Philippines - onshore excluding Mindanao",
  ),
  shift(1162, 4253, 44, [119.76, 126.65, 4.99, 10.52], [-133, -79, -72], "Philippines - Mindanao onshore"),
  shift(1228, 4298, 19, [109.31, 119.61, 0.85, 7.67], [-679, 669, -48], "Asia - Brunei and East Malaysia"),
  shift(
    5249,
    4298,
    1,
    [112.37, 115.37, 4.01, 6.31],
    [-689.5937, 623.84046, -65.93566, -0.02331, 1.17094, -0.80054, 5.88536],
    "Brunei",
  ),
  shift(1592, 4298, 5, [112.37, 115.37, 4.01, 6.31], [-678, 670, -48], "Brunei"),
  shift(
    1852,
    4298,
    5,
    [109.31, 117.31, 1.56, 7.67],
    [-533.4, 669.2, -52.5, 0, 0, 4.28, 9.4],
    "Malaysia - East Malaysia - offshore SCS",
  ),
  shift(15484, 4301, 9, [122.83, 154.05, 20.37, 45.54], [-146.414, 507.337, 680.507], "Japan - onshore"),
  shift(1230, 4301, 29, [122.83, 145.87, 20.37, 45.54], [-148, 507, 685], "Asia - Japan and South Korea"),
  shift(
    1231,
    4301,
    13,
    [128.31, 145.87, 30.18, 45.54],
    [-148, 507, 685],
    "Japan - onshore mainland and adjacent islands",
  ),
  shift(
    1305,
    4301,
    4,
    [124.53, 131.01, 33.14, 38.64],
    [-147, 506, 687],
    "Korea, Republic of (South Korea) - onshore",
  ),
  shift(1233, 4301, 29, [122.83, 131.38, 23.98, 26.91], [-158, 507, 676], "Japan - Okinawa"),
  shift(1065, 4678, 5, [100.09, 107.64, 13.92, 22.5], [44.585, -131.212, -39.544], "Laos"),
  shift(
    15708,
    4683,
    0.05,
    [116.04, 129.95, 3.0, 22.18],
    [-127.62, -67.24, -47.04, -3.068, 4.903, 1.578, -1.06],
    "Philippines",
  ),
  shift(10543, 4742, 1, [98.02, 119.61, 0.85, 7.81], [0, 0, 0], "Malaysia"),
  shift(15912, 4755, 1, [92.01, 141.46, -13.95, 7.79], [0, 0, 0], "Indonesia"),
  shift(
    6960,
    4756,
    1,
    [102.14, 109.53, 8.33, 23.4],
    [-191.90441429, -39.30318279, -111.45032835, 0.00928836, -0.01975479, 0.00427372, 0.252906278],
    "Vietnam - onshore",
  ),
  shift(
    5194,
    4756,
    1,
    [104.24, 107.11, 9.35, 11.04],
    [-192.873, -39.382, -111.202, -0.00205, -0.0005, 0.00335, 0.0188],
    "Vietnam - DBSCL 02 and 03",
  ),
  shift(0, 4490, 1, [73.62, 134.77, 16.7, 53.56], [0, 0, 0], "China"),
]);
