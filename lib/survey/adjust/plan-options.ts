import { ArgumentError } from "../../core/errors.js";

/** What a meter is expected to do in the field. */
export interface PlannedMeter {
  /** Standard deviation of one reading in mGal; default 0.01. */
  readonly readingSigma_mgal?: number;
  /** What putting the meter down anew adds to it, in mGal; default 0. */
  readonly setupSigma_mgal?: number;
  /** Strength of the drift that wanders about its polynomial (a random walk), in mGal per √hour; default 0. */
  readonly driftWalk_mgal_per_root_hour?: number;
  /** Degree of the drift polynomial of each loop, 0 to 3; default 1. */
  readonly driftDegree?: number;
}

/** Options of `planNetwork`. */
export interface PlanNetworkOptions {
  /** The meters by name; default one of 0.01 mGal without a name. */
  readonly meters?: Readonly<Record<string, PlannedMeter>>;
  /** Field days that there are; default: as many as it takes. */
  readonly days?: number;
  /** Hours of a field day; default 8. */
  readonly hoursPerDay?: number;
  /** Speed between stations, for visits without `elapsed_minutes`; default 30 km/h. */
  readonly travelSpeed_km_per_hour?: number;
  /** Length of the road over the straight distance; default 1.3. */
  readonly detour?: number;
  /** Minutes that a visit takes; default 10. */
  readonly visitMinutes?: number;
  /** Readings at every visit, whose mean counts; default 1. */
  readonly readingsPerVisit?: number;
  /** The meter of an extra tie; default the first one. */
  readonly tieMeter?: string;
  /** Whether the extra tie that is best lowers the mean sigma of all stations (default) or the worst one most. */
  readonly rankBy?: "mean" | "worst";
  /** How many extra ties are told; default 10. */
  readonly ties?: number;
  /** The sigma that every station is to have, mGal; default none. */
  readonly target_mgal?: number;
  /** Heading of text and figure; default "The plan". */
  readonly title?: string;
}

/** The options with their defaults filled in. */
export interface FullPlanSettings
  extends Required<Omit<PlanNetworkOptions, "days" | "target_mgal" | "meters">> {
  readonly meters: Readonly<Record<string, Required<PlannedMeter>>>;
  readonly days?: number;
  readonly target_mgal?: number;
}

/** Fills in the defaults. Throws ArgumentError if a value is not one that the option takes. */
export function fullPlanSettings(options: PlanNetworkOptions): FullPlanSettings {
  const { meters = { "": {} }, ...given } = options;
  const names = Object.keys(meters);
  if (names.length === 0) refuse("options.meters", meters, "one meter or more");
  const full: FullPlanSettings = {
    hoursPerDay: 8,
    travelSpeed_km_per_hour: 30,
    detour: 1.3,
    visitMinutes: 10,
    readingsPerVisit: 1,
    tieMeter: names[0],
    rankBy: "mean",
    ties: 10,
    title: "The plan",
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    meters: Object.fromEntries(names.map((name) => [name, fullMeter(name, meters[name])])),
  };
  const positive = ["hoursPerDay", "travelSpeed_km_per_hour", "visitMinutes"] as const;
  for (const name of positive)
    if (!(full[name] > 0)) refuse(`options.${name}`, full[name], "a positive number");
  if (!(full.detour >= 1)) refuse("options.detour", full.detour, "1 or more");
  if (!(Number.isInteger(full.readingsPerVisit) && full.readingsPerVisit >= 1))
    refuse("options.readingsPerVisit", full.readingsPerVisit, "a whole number, 1 or more");
  if (!(Number.isInteger(full.ties) && full.ties >= 0)) refuse("options.ties", full.ties, "a whole number");
  for (const name of ["days", "target_mgal"] as const)
    if (full[name] !== undefined && !((full[name] as number) > 0))
      refuse(`options.${name}`, full[name], "a positive number");
  if (!["mean", "worst"].includes(full.rankBy)) refuse("options.rankBy", full.rankBy, "mean or worst");
  if (!names.includes(full.tieMeter)) refuse("options.tieMeter", full.tieMeter, names.join(", "));
  return full;
}

function fullMeter(name: string, meter: PlannedMeter): Required<PlannedMeter> {
  const full = {
    readingSigma_mgal: 0.01,
    setupSigma_mgal: 0,
    driftWalk_mgal_per_root_hour: 0,
    driftDegree: 1,
    ...Object.fromEntries(Object.entries(meter).filter(([, value]) => value !== undefined)),
  };
  const at = `options.meters['${name}']`;
  if (!(full.readingSigma_mgal > 0))
    refuse(`${at}.readingSigma_mgal`, full.readingSigma_mgal, "a positive number");
  for (const key of ["setupSigma_mgal", "driftWalk_mgal_per_root_hour"] as const)
    if (!(full[key] >= 0)) refuse(`${at}.${key}`, full[key], "0 or more");
  if (![0, 1, 2, 3].includes(full.driftDegree)) refuse(`${at}.driftDegree`, full.driftDegree, "0, 1, 2 or 3");
  return full;
}

/** Standard deviation of a visit: the mean of its readings, and putting the meter down. */
export function visitSigma(meter: Required<PlannedMeter>, readings: number): number {
  return Math.hypot(meter.readingSigma_mgal / Math.sqrt(readings), meter.setupSigma_mgal);
}

function refuse(argument: string, value: unknown, accepted: string): never {
  throw new ArgumentError({ argument, value, accepted });
}
