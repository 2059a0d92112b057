import { robustScale } from "../../core/robust-statistics.js";
import { countOf, nameList, shortText, textPage } from "../../core/text-page.js";
import { grouped } from "./reading-groups.js";
import { READING_LIMITS } from "./reading-limits.js";
import { flagMeaning } from "./reading-rules.js";
import { setupsOf } from "./reading-setups.js";
import type { ReadingView } from "./reading-view.js";

/** What the text tells. */
export interface QualityTextData {
  readonly view: ReadingView;
  readonly reading: Float64Array | undefined;
  readonly unit: string;
  readonly flag: readonly string[];
  readonly flag_reason: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly title: string;
  /** Sentences from the reports of the steps before. */
  readonly notices: readonly string[];
}

/** How many of each are told; the rest is counted. */
const MOST_FLAGS = 8;
const MOST_STOPS = 8;
const MOST_NOTICES = 6;
/** A notice or a reason longer than this is cut: the table holds all of it. */
const LONGEST = 260;

/** The text of a quality report: what there is, how good it is, what is doubtful, and what to do next. */
export function qualityText(data: QualityTextData): string {
  const paragraphs = [
    data.title,
    overview(data),
    repeats(data),
    flagList(data),
    doubtful(data),
    noticeList(data.notices),
    nextStep(data),
  ];
  return textPage(paragraphs, "… and more: see the columns flag and flag_reason.");
}

function overview({ view, flag }: QualityTextData): string {
  if (view.rows === 0) return "There are no readings.";
  const stations = new Set(view.station.filter(Boolean)).size;
  const parts = [countOf(view.rows, "reading"), `at ${countOf(stations, "station")}`];
  const meters = [...new Set(view.meter.filter(Boolean))];
  if (meters.length > 0)
    parts.push(`with ${meters.length === 1 ? shortText(meters[0], 40) : countOf(meters.length, "meter")}`);
  const loops = new Set(view.loop).size;
  const good = flag.filter((code) => code === "").length;
  return (
    `${parts.join(" ")}, in ${countOf(loops, "loop")}${span(view)}. ` +
    `${share(good, view.rows)} carry no flag. ` +
    (good === view.rows
      ? "Nothing was found that is doubtful."
      : `${countOf(view.rows - good, "reading")} carr${view.rows - good === 1 ? "ies" : "y"} a flag and will be left out; nothing was deleted.`)
  );
}

function repeats({ view, reading, unit, flag }: QualityTextData): string {
  if (reading === undefined) return "";
  const good = { ...view, isUsable: (row: number) => flag[row] === "" };
  const differences = setupsOf(good, reading, READING_LIMITS).flatMap(({ rows }) =>
    rows.slice(1).map((row, i) => reading[row] - reading[rows[i]]),
  );
  if (differences.length < 3)
    return "Most stations were read once, so the scatter of repeat readings is not known.";
  const scatter = robustScale(differences, 0) / Math.SQRT2;
  return `One good reading scatters by ${scatter.toFixed(4)} ${unit}, as ${differences.length} repeats show.`;
}

function flagList({ counts, view }: QualityTextData): string {
  const flags = Object.entries(counts);
  if (flags.length === 0) return "";
  const lines = flags.slice(0, MOST_FLAGS).map(([flag, number]) => {
    const meaning = flagMeaning(flag);
    return `  ${shortText(flag, 30)}: ${share(number, view.rows)}${meaning === "" ? "" : `. Such a reading ${meaning}`}.`;
  });
  const more = flags.length - MOST_FLAGS;
  if (more > 0) lines.push(`  and ${countOf(more, "other kind")} of flag.`);
  return ["The flags:", ...lines].join("\n");
}

/** The doubtful readings by name, those of one stop together; of many stops, a few of each kind. */
function doubtful({ view, flag, flag_reason }: QualityTextData): string {
  const rows = Array.from(view.station.keys()).filter((row) => flag[row] !== "");
  if (rows.length === 0) return "";
  const stops = [
    ...grouped(rows, (row) => JSON.stringify([view.loop[row], view.station[row], flag[row]])).values(),
  ];
  const kinds = [...grouped(stops, ([row]) => flag[row]).values()];
  const told: number[][] = [];
  for (let turn = 0; told.length < Math.min(MOST_STOPS, stops.length); turn++) {
    for (const kind of kinds) if (turn < kind.length && told.length < MOST_STOPS) told.push(kind[turn]);
  }
  told.sort(([a], [b]) => a - b);
  const lines = told.map((stop) => {
    const [row] = stop;
    const when = Number.isNaN(view.time[row])
      ? ""
      : ` at ${new Date(view.time[row]).toISOString().slice(5, 16).replace("T", " ")}`;
    const many = stop.length > 1 ? `, ${stop.length} readings` : "";
    const reason = shortText(flag_reason[row] || "no reason is given", 140);
    return `  ${shortText(view.station[row], 20) || "no name"}${when}${many} (${shortText(placeOf(view, stop), 60)}), ${shortText(flag[row], 40)}: ${reason}${reason.endsWith("?") ? "" : "."}`;
  });
  const tellsAll = stops.length === told.length;
  const toldRows = told.reduce((sum, stop) => sum + stop.length, 0);
  const head = tellsAll ? "The doubtful readings:" : `${toldRows} of the ${rows.length} doubtful readings:`;
  return [head, ...lines].join("\n");
}

/** File and lines of readings, or the numbers of their rows. */
function placeOf(view: ReadingView, stop: readonly number[]): string {
  const [first, last] = [stop[0], stop[stop.length - 1]];
  const [file, line] = [view.texts("file"), view.numbers("line")];
  if (first === last) return view.place(first);
  return file?.[first] && file[first] === file[last] && line && Number.isFinite(line[first] + line[last])
    ? `${file[first]}, lines ${line[first]} to ${line[last]}`
    : `${view.place(first)} to ${view.place(last)}`;
}

function noticeList(notices: readonly string[]): string {
  if (notices.length === 0) return "";
  const lines = notices.slice(0, MOST_NOTICES).map((notice) => `  - ${shortText(notice, LONGEST)}`);
  const more = notices.length - MOST_NOTICES;
  if (more > 0) lines.push(`  - and ${countOf(more, "more remark")} in the report.`);
  return ["To be decided by a person:", ...lines].join("\n");
}

function nextStep({ view, flag, notices }: QualityTextData): string {
  if (view.rows === 0) return "";
  const stations = grouped(view.station.keys(), (row) => view.station[row]);
  const lost = [...stations]
    .filter(([name, rows]) => name !== "" && rows.every((row) => flag[row] !== ""))
    .map(([name]) => shortText(name, 20));
  const parts: string[] = [];
  if (lost.length > 0)
    parts.push(
      `Every reading is flagged at ${nameList(lost, 8)}: decide there, or read ${lost.length === 1 ? "it" : "them"} again.`,
    );
  if (notices.length > 0) parts.push("Decide about the remarks above before the drift is taken out.");
  if (parts.length === 0) parts.push("Every station has a good reading: go on with the drift.");
  return `Next: ${parts.join(" ")}`;
}

function span(view: ReadingView): string {
  const known = view.time.filter((time) => !Number.isNaN(time));
  if (known.length === 0) return "";
  const text = (time: number) => new Date(time).toISOString().slice(0, 16).replace("T", " ");
  const [first, last] = [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))].map(
    text,
  );
  return `, from ${first} to ${first.slice(0, 10) === last.slice(0, 10) ? last.slice(11) : last} UTC`;
}

function share(part: number, whole: number): string {
  return `${countOf(part, "reading")} (${((100 * part) / whole).toFixed(1)} %)`;
}
