import { absoluteBasesCsv } from "./absolute-bases.js";
import { faultsCsv, metersJson } from "./answers.js";
import { cg5Pages } from "./campaign-cg5.js";
import { cg6Pages } from "./campaign-cg6.js";
import { dialPages } from "./campaign-dial.js";
import { campaignPlan, METERS } from "./campaign-plan.js";
import { readMeter } from "./campaign-readings.js";
import { cruiseFiles, cruisePoints } from "./cruise.js";
import { FaultBook } from "./faults.js";
import { gnssPage } from "./gnss.js";
import { legacyFiles, legacyPoints } from "./legacy.js";
import { type TruePoint, trueGravity } from "./world.js";
import { dialTableCsv } from "./write-dial.js";

/** The 1,500 stations and the 18 bases: points on the ground, by name. Truth is asked for at them. */
export function stationPoints(): TruePoint[] {
  const { bases, stations } = campaignPlan();
  return [...bases, ...stations].map(({ point }) => point);
}

/** True gravity where the campaign needs it, mGal, in the order of the points. */
export interface CampaignGravity {
  /** At {@link stationPoints}. */
  readonly stations: readonly number[];
  /** At the points of the neighbour's list. */
  readonly legacy: readonly number[];
  /** At the ship's places. */
  readonly cruise: readonly number[];
}

/**
 * The truth for {@link campaignFiles}, some minutes of work: to 0.0001 mGal, as the files of truths and answers have
 * it, so that the campaign can be made again from these alone.
 */
export function campaignGravity(): CampaignGravity {
  const gravity = (points: readonly TruePoint[]) =>
    trueGravity(points).map(({ gravity_mgal }) => Math.round(gravity_mgal * 10_000) / 10_000);
  return {
    stations: gravity(stationPoints()),
    legacy: gravity(legacyPoints()),
    cruise: gravity(cruisePoints()),
  };
}

/**
 * The files of the field campaign by name: readings, coordinates, bases, the cruise, the neighbour's list, and the
 * answers to all of them.
 */
export function campaignFiles(gravity: CampaignGravity = campaignGravity()): Record<string, string> {
  const { bases, absolute, stations, loops } = campaignPlan();
  const places = [...bases, ...stations];
  const byName = new Map(places.map(({ name }, i) => [name, gravity.stations[i]]));
  const gravityOf = (name: string) => {
    const found = byName.get(name);
    if (found === undefined) throw new Error(`no gravity at ${name}`);
    return found;
  };
  const book = new FaultBook();
  const [cg5, cg6, dial] = METERS.map((meter) => readMeter(meter, loops, gravityOf));
  const pages = [
    ...cg5Pages(cg5, book),
    ...cg6Pages(cg6, book),
    ...dialPages(dial, book),
    gnssPage(places, book),
  ];
  const cruise = cruiseFiles(gravity.cruise, book);
  const legacy = legacyFiles(gravity.legacy, book);
  pages.push(cruise.page, legacy.page);
  return {
    "absolute-bases.csv": absoluteBasesCsv(absolute, gravityOf),
    "dial-table.csv": dialTableCsv(),
    ...Object.fromEntries(pages.map((page) => [page.name, page.toString()])),
    "answers-faults.csv": faultsCsv(book.faults),
    "answers-meters.json": metersJson([...cg5, ...cg6, ...dial], cruise.truth),
    "answers-cruise.csv": cruise.answers,
    "answers-legacy.csv": legacy.answers,
  };
}
