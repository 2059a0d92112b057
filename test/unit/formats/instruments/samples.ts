import { longmanTide } from "../../../../lib/earth/tide-longman.js";

// Files as the meters write them, made here: no CG-5 dump is at hand whose rights are clear. The CG-5's layout is that
// of the makers' manual (part 867700, revision 7, "Data dump formats") and of examples that users have published:
// names and order of the columns, `GMT DIFF.` as hours to add to the clock, and `DEC.TIME+DATE` as it really is written
// (a month early, hours times 0.0416).

/** Bytes of a text in UTF-8. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const CG5_COLUMNS =
  "/------LINE-----STATION-----ALT.------GRAV.---SD.--TILTX--TILTY-TEMP---TIDE---DUR-REJ-----TIME----DEC.TIME+DATE--TERRAIN---DATE";

/** What a CG-5 survey is made of. */
export interface Cg5Sample {
  readonly survey?: string;
  /** Clock of the first reading, as if it were UTC. */
  readonly start: number;
  /** Minutes between readings. */
  readonly step?: number;
  readonly count?: number;
  readonly gmtDifference?: number;
  /** What the meter adds to its clock for its tide; default the header's difference. */
  readonly tideDifference?: number;
  readonly tide?: "YES" | " NO";
  readonly header?: boolean;
  readonly columns?: boolean;
  readonly date?: boolean;
}

/** A survey of a CG-5 near 105° east, 17° north. */
export function cg5Survey(sample: Cg5Sample): string {
  const { survey = "LOOP1", start, step = 7, count = 12, gmtDifference = -7 } = sample;
  const { tideDifference = gmtDifference, tide = "YES", header = true, columns = true, date = true } = sample;
  const head = new Date(start).toISOString();
  const day = `${head.slice(0, 4)}/${String(Number(head.slice(5, 7))).padStart(2)}/${String(Number(head.slice(8, 10))).padStart(2)}`;
  const lines = header
    ? [
        "",
        "/\tCG-5 SURVEY",
        `/\tSurvey name:   \t${survey}`,
        "/\tInstrument S/N:\t40123",
        "/\tClient:        \tgeology",
        "/\tOperator:      \tAB",
        `/\tDate:          \t${day}`,
        `/\tTime:          \t${head.slice(11, 19)}`,
        "/\tLONG:        \t105.0000000 E",
        "/\tLAT:         \t17.0000000 N",
        "/\tZONE:        \t48",
        `/\tGMT DIFF.:   \t${gmtDifference.toFixed(1)} `,
        "",
        "/\tCG-5 SETUP PARAMETERS",
        "/\tGref:\t\t0.000",
        "/\tDrift:\t\t0.418",
        "/\tDriftTime Start:\t02:10:44",
        "/\tDriftDate Start:\t2025/12/01",
        "",
        "/\tCG-5 OPTIONS",
        `/\tTide Correction:    ${tide}`,
        "/\tTerrain Corr.:       NO",
        "Line\t   0.000N",
      ]
    : [];
  if (columns) lines.push(date ? CG5_COLUMNS : CG5_COLUMNS.replace("---DATE", ""));
  for (let i = 0; i < count; i++) {
    const clock = start + i * step * 60_000;
    const iso = new Date(clock).toISOString();
    const value = longmanTide(clock + tideDifference * 3_600_000, 17, 105, 150).total;
    const row = [
      " 1.0000000",
      `${100 + Math.floor(i / 3)}.0000000`.padStart(11),
      "  150.0000",
      (3179.6 + 0.01 * i).toFixed(3).padStart(10),
      "0.009",
      "  -1.3",
      "   0.7",
      "0.42",
      value.toFixed(3),
      " 60",
      "  2",
      iso.slice(11, 19),
      decimalDay(clock).toFixed(5).padStart(15),
      "   0.0000",
    ];
    lines.push([...row, ...(date ? [` ${iso.slice(0, 10).replaceAll("-", "/")}`] : [])].join(" "));
  }
  return `${lines.join("\n")}\n`;
}

/** `DEC.TIME+DATE` of a clock. Published: 2010/01/27 03:08:58 is 40173.13102. */
export function decimalDay(clock: number): number {
  const date = new Date(clock);
  const early = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, date.getUTCDate());
  return (early - Date.UTC(1899, 11, 31)) / 86_400_000 + (0.0416 * (clock % 86_400_000)) / 3_600_000;
}

const CG6_COLUMNS =
  "Station\tDate\tTime\tCorrGrav\tLine\tStdDev\tStdErr\tRawGrav\tX\tY\tSensorTemp\tTideCorr\tTiltCorr\tTempCorr\tDriftCorr\tMeasurDur\tInstrHeight\tLatUser\tLonUser\tElevUser\tLatGPS\tLonGPS\tElevGPS\tCorrections[drift-temp-na-tide-tilt]";

/** A native CG-6 file near 105° east, 17° north, its clock in UTC. */
export function cg6File({ count = 12, header = true, applied = "11011", clock_hours = 0 } = {}): string {
  const lines = header
    ? [
        "/\t\tCG-6 Survey",
        "/\t\tSurvey Name:\tLOOP",
        "/\t\tInstrument Serial Number:\t000000021080977",
        "/",
        `/${CG6_COLUMNS}`,
      ]
    : [];
  for (let i = 0; i < count; i++) {
    const time = Date.UTC(2026, 0, 31, 1) + i * 600_000;
    const iso = new Date(time + clock_hours * 3_600_000).toISOString();
    const tide = longmanTide(time, 17, 105, 150).total.toFixed(4);
    const gps = i % 3 === 0 ? "--\t--\t****" : "17.000010\t105.000020\t121.5";
    lines.push(
      `A ${1 + Math.floor(i / 4)}\t${iso.slice(0, 10)}\t${iso.slice(11, 19)}\t${(2917.1 + 0.003 * i).toFixed(4)}\t1\t0.0128\t0.0012\t2909.5220\t-0.9\t1.5\t43.2662\t${tide}\t0.0001\t5.4077\t2.3088\t60\t0.250\t17.000000\t105.000000\t150.00\t${gps}\t${applied}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

/** Lines of a Burris file, with or without the operator. */
export function burrisFile({ count = 12, operator = true, delimiter = " " } = {}): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const iso = new Date(Date.UTC(2026, 0, 31, 1) + i * 420_000).toISOString();
    const tide = longmanTide(Date.UTC(2026, 0, 31, 1) + i * 420_000, 17, 105, 150).total;
    const [date, time] = [iso.slice(0, 10).replaceAll("-", "/"), iso.slice(11, 19)];
    const g = (2750 + 0.002 * i + tide).toFixed(3);
    const name = `P${1 + Math.floor(i / 3)}`;
    const rest = [
      date,
      time,
      g,
      "2750",
      "6.451",
      tide.toFixed(3),
      "0.005",
      "-0.025",
      "0.001",
      "0",
      "150",
      "17",
      "105",
    ];
    return [name, ...(operator ? ["ab"] : []), "B108", ...rest].join(delimiter);
  });
  return `${lines.join("\n")}\n`;
}

/** The report of an A-10, shortened; its unit has a micro sign. */
export const A10_REPORT = `Micro-g LaCoste g Processing Report
File Created: 01/31/26, 17:22:40

Project Name: BASE1_20260131a

Station Data
Name: BASE1
Lat:  17.00010 Long: 105.00020 Elev: 150.25 m
Setup Height:  0.00 cm
Transfer Height: 100.00 cm
Actual Height: 71.67 cm
Gradient: -3.086 µGal/cm
Earth Tide (ETGTAB) Selected

Instrument Data
Meter Type: A10
Meter S/N: 008

Processing Results
Date: 01/31/26
Time: 17:14:11
DOY: 31
Year: 2026
Time Offset (D h:m:s): 0 0:0:0
Gravity:   978397575.92 µGal
Set Scatter:  1.15 µGal
Measurement Precision:  0.47 µGal
Total Uncertainty: 10.55 µGal
Total Drops Accepted:     701
Total Drops Rejected:      19

Gravity Corrections
Earth Tide (ETGTAB): 26.10 µGal
Ocean Load: -0.78 µGal
Polar Motion: -3.46 µGal
Barometric Pressure:  2.70 µGal
Transfer Height: -87.42 µGal

Uncertainties
Earth Tide Factor: 0.001
`;

export const DIAL_SHEET =
  "station,time_utc,counter,height_m\nB,2026-01-05T01:00:00Z,2050.31,10\nP1,2026-01-05T01:30:00Z,2051.02,12.5\nP2,2026-01-05T02:00:00Z,2052.77,14\nB,2026-01-05T02:30:00Z,2050.35,10\n";

export const OTHER_CSV =
  "Site;Day;Clock;Gravity (mGal);Remark\nB;31/01/2026;08:15;3179.602;dry\nP1;31/01/2026;08:31;3180.114;\nB;31/01/2026;08:55:30;3179.606;rain\n";

/** The 32 columns of a TSoft variant. */
export function tsoftFile({ count = 8, ocean = "Enabled" } = {}): string {
  const names =
    "Year,Month,DayOfMonth,Hour,Minute,Second,MilliSec,Latitude(DD),Longitude(DD),Elevation(m),RawGravity(mGals),CorrGravity(mGals),XLevel(arcsecs),YLevel(arcsec),SensorTemp(dT, mK),Battery1,Battery2,CorrStatus,LevelCorr(mGals),TidalCorr(mGals),LoadCorr(mGals),TempCorr(mGals),DriftCorr(mGals),GPSLat(DD),GPSLong(DD),GPSFixQuality,GPSSatellites,GPSHDOP,GPSOrthHgt(m),InstHeight(cm),Gradient(mGals/cm),MeterStatus(Byte)";
  const listed = names.replace("dT, mK", "dT; mK").split(",");
  const rows = Array.from({ length: count }, (_, i) => {
    const time = Date.UTC(2026, 0, 31, 1, 0, i);
    const tide = longmanTide(time, 17, 105, 150).total.toFixed(9);
    return `2026  1 31  1  0 ${String(i).padStart(2)}   ${250 * (i % 2)} 17.000000000 105.000000000 150.000000000 1570.850312281 1578.526901581 1.107048413 5.110336806 61.832700000 74 73        31 0.000314846 ${tide} -0.001839556 7.729087500 0.002308373 17.0000100 105.0000200         1        12 0.840000000 151.800000000 25.500000000 -0.003000000       128`;
  });
  const head = [
    "CG-6 Gravity Survey",
    "",
    "Meter: 001",
    `Ocean Load Correction: ${ocean}`,
    "Tidal Model: ETGTAB",
    "Survey: S1",
    "Station: T105",
    "",
    "Column Headers:",
    ...listed,
    "",
  ];
  return `${[...head.map((text) => `/ ${text}`), ...rows].join("\n")}\n`;
}
