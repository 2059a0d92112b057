import { ArgumentError } from "../core/errors.js";
import { GRID_ENDINGS } from "../formats/grid-file.js";
import type { ColorScaleName } from "../map/color-scale.js";
import { PAPERS, type PaperSize } from "../map/paper.js";
import { LICENCE_NAMES, licenceOf } from "./licences.js";

/** Formats of a release's points; CSV with its description is always there. */
export const POINT_FORMATS: readonly PointFormat[] = ["gpkg", "xyz"];
/** A format of a release's points beside CSV. */
export type PointFormat = "gpkg" | "xyz";

/** What a release says of itself, and what it holds. */
export interface ReleaseSettings {
  readonly title: string;
  readonly organisation: string;
  /** E-mail address that questions go to. */
  readonly contact: string;
  /** Name of the licence: of `LICENCE_NAMES`, or another one with `licenceText`. */
  readonly licence: string;
  /** Date of the release, `2026-11-22`: every date in its files is this one, so that they do not depend on the clock. */
  readonly date: string;
  /** Text of a licence of one's own. */
  readonly licenceText?: string;
  /** What was done and why; default: sentences from the data themselves. */
  readonly abstract?: string;
  readonly authors?: readonly string[];
  readonly keywords?: readonly string[];
  /** What the reports cannot say of the data's quality. */
  readonly quality?: string;
  /** First and last day of the measurements, `2019-03-01/2021-11-30`, where it is known. */
  readonly period?: string;
  /** Web address of the release, where it has one; the addresses in the metadata then begin with it. */
  readonly address?: string;
  /** Paper of the map sheets. Default `A3`. */
  readonly sheet?: PaperSize;
  /** Dots per inch of the sheets in PNG. Default 150. */
  readonly dpi?: number;
  /** Endings of the grids' files, of `GRID_ENDINGS`. Default `nc` and `tif`. */
  readonly gridFormats?: readonly string[];
  /** Default all. */
  readonly pointFormats?: readonly PointFormat[];
  /** Distance of contours in the units of the first grid; default a round one. */
  readonly contourInterval?: number;
  readonly colorScale?: ColorScaleName;
  /** Draw coasts and borders (Natural Earth) where the map lies on the Earth. Default true. */
  readonly coasts?: boolean;
  /** Marks the maps SYNTHETIC DATA. */
  readonly synthetic?: boolean;
}

const REQUIRED = ["title", "organisation", "contact", "licence", "date"] as const;
const TEXTS = [...REQUIRED, "licenceText", "abstract", "quality", "period", "address", "sheet", "colorScale"];
const LISTS = ["authors", "keywords", "gridFormats", "pointFormats"];
const OTHERS: Readonly<Record<string, string>> = {
  dpi: "number",
  contourInterval: "number",
  coasts: "boolean",
  synthetic: "boolean",
};

/** Names of the settings. */
export const SETTING_NAMES: readonly string[] = [...TEXTS, ...LISTS, ...Object.keys(OTHERS)];

/**
 * Checks what a release is to say of itself.
 *
 * @throws ArgumentError that names everything that is missing, or the first setting that cannot be used
 *
 * @example
 * releaseSettings({ title: "Gravity of Lao PDR", organisation: "DGM" }); // throws ArgumentError
 */
export function releaseSettings(given: Readonly<Record<string, unknown>>): ReleaseSettings {
  const isEmpty = (value: unknown) =>
    value === undefined || (typeof value === "string" && value.trim() === "");
  const missing = REQUIRED.filter((name) => isEmpty(given[name]));
  if (missing.length > 0)
    throw new ArgumentError({
      argument: missing.join(", "),
      value: "missing",
      accepted: "given",
      advice: `A release needs ${REQUIRED.map((name) => `--${name}`).join(", ")}, or the same names in a file for --settings.`,
    });
  const told = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of told) checkKind(name, value);
  const settings = Object.fromEntries(told) as unknown as ReleaseSettings;
  checkForm("date", settings.date, /^\d{4}-\d\d-\d\d$/, "a day such as 2026-11-22", isDay(settings.date));
  checkForm("contact", settings.contact, /^[^\s@<>"]+@[^\s@<>"]+$/, "an e-mail address");
  checkForm("address", settings.address, /^https?:\/\/[^\s<>"]+$/, "a web address, https://…");
  const days = settings.period?.split("/") ?? [];
  const ordered = days.every(isDay) && days[0] <= days[days.length - 1];
  checkForm("period", settings.period, /^[\d-]{10}\/[\d-]{10}$/, "two days, 2019-03-01/2021-11-30", ordered);
  for (const [name, known] of [
    ["gridFormats", Object.keys(GRID_ENDINGS)],
    ["pointFormats", POINT_FORMATS],
    ["sheet", Object.keys(PAPERS)],
  ] as const) {
    const wrong = [settings[name] ?? []].flat().find((word) => !(known as readonly string[]).includes(word));
    if (wrong !== undefined)
      throw new ArgumentError({ argument: name, value: wrong, accepted: known.join(", ") });
  }
  if (settings.licenceText === undefined && licenceOf(settings.licence) === undefined)
    throw new ArgumentError({
      argument: "licence",
      value: settings.licence,
      accepted: `one of ${LICENCE_NAMES.join(", ")}`,
      advice: "For a licence of your own give its text as well: --licence-text FILE.",
    });
  return Object.freeze(settings);
}

function isDay(text: string): boolean {
  return !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

function checkForm(
  argument: string,
  value: string | undefined,
  form: RegExp,
  accepted: string,
  more = true,
): void {
  if (value === undefined || (form.test(value) && more)) return;
  throw new ArgumentError({ argument, value, accepted });
}

function checkKind(argument: string, value: unknown): void {
  const isText = (entry: unknown) => typeof entry === "string";
  const fits = TEXTS.includes(argument)
    ? isText(value)
    : LISTS.includes(argument)
      ? Array.isArray(value) && value.every(isText)
      : typeof value === OTHERS[argument];
  if (fits) return;
  const kind = TEXTS.includes(argument)
    ? "a text"
    : LISTS.includes(argument)
      ? "a list of texts"
      : OTHERS[argument];
  throw new ArgumentError({
    argument,
    value,
    accepted: kind ?? `no setting of a release; there are ${SETTING_NAMES.join(", ")}`,
  });
}
