import {
  bestStanding,
  type ListedLesson,
  type Message,
  message,
  type Standing,
  type Translations,
  textOf,
} from "../exercise/index.js";
import { lessons as courseLessons } from "../lessons/index.js";
import { translations } from "./language.js";
import { openProgressLog, type ProgressLog } from "./progress-log.js";
import { type Output, publish } from "./publish.js";
import { escapeHtml } from "./table-html.js";

/** What the picture of the progress is made of. */
export interface ProgressSource {
  readonly lessons: readonly ListedLesson[];
  readonly log: ProgressLog;
  readonly texts: Translations;
  readonly show: (output: Output) => void;
}

/**
 * Shows the trainee's progress in the whole course: one row a lesson, one box an exercise. It reads the progress log,
 * which stays on this computer.
 *
 * @example
 * progress();
 */
export function progress(): void {
  showProgress({ lessons: courseLessons, log: openProgressLog(), texts: translations(), show: publish });
}

/** As {@link progress}, from a source of the caller's choice. */
export function showProgress({ lessons, log, texts, show }: ProgressSource): void {
  const events = log.events();
  const say = (one: Message): string => textOf(one, texts);
  const rows = lessons.map((lesson) => ({
    lesson,
    boxes: lesson.exercises.map((listed) => ({
      ...listed,
      standing: bestStanding(events, listed.exercise.id),
    })),
  }));
  const boxes = rows.flatMap((row) => row.boxes);
  const done = boxes.filter(({ standing }) => isDone(standing));
  const points = (list: typeof boxes): number => list.reduce((sum, { exercise }) => sum + exercise.points, 0);
  const sum = message("progress.sum", {
    passed: done.length,
    exercises: boxes.length,
    points: points(done),
    all: points(boxes),
  });
  const notes = [
    say(events.length === 0 ? message("progress.empty") : sum),
    say(message("progress.learner", { learner: log.learner() })),
  ];
  const title = say(message("title.progress"));
  const text = rows.map(
    ({ lesson, boxes }) =>
      `${boxes.map(({ standing }) => LOOKS[standing][0]).join(" ")}  ${lesson.slug.slice(0, 2)} ${lesson.title}`,
  );
  show({
    data: {
      "text/html": progressHtml(title, rows, notes, say),
      "text/plain": [title, ...text, ...notes].join("\n"),
    },
  });
}

interface Row {
  readonly lesson: ListedLesson;
  readonly boxes: readonly (ListedLesson["exercises"][number] & { readonly standing: Standing })[];
}

/** Mark, text colour and ground of each standing. */
const LOOKS: Readonly<Record<Standing, readonly [mark: string, text: string, ground: string]>> = {
  new: ["·", "#424a53", "#e6e8eb"],
  tried: ["…", "#5c3a00", "#ffe2b8"],
  instructor: ["✎", "#12395c", "#cfe4f7"],
  helped: ["✓", "#1d4d28", "#cdebd3"],
  passed: ["✓", "#ffffff", "#24753a"],
};

const STATE_KEYS = {
  new: "state.new",
  tried: "state.tried",
  instructor: "state.instructor",
  helped: "state.helped",
  passed: "state.passed",
} as const;

function isDone(standing: Standing): boolean {
  return standing === "passed" || standing === "helped";
}

function progressHtml(
  title: string,
  rows: readonly Row[],
  notes: readonly string[],
  say: (message: Message) => string,
): string {
  const cell = "padding: 0.35em 0.9em 0.35em 0; text-align: left";
  const head = [message("progress.lesson"), message("progress.exercises")]
    .map((one) => `<th scope="col" style="${cell}">${escapeHtml(say(one))}</th>`)
    .join("");
  const lines = rows.map(({ lesson, boxes }) => {
    const name = `${lesson.slug.slice(0, 2)} · ${lesson.title}`;
    const shown = boxes.map((box) => boxHtml(box.exercise.id, box.title, box.standing, say)).join(" ");
    return `<tr><th scope="row" style="${cell}; font-weight: normal">${escapeHtml(name)}</th><td style="${cell}; white-space: nowrap">${shown}</td></tr>`;
  });
  const legend = (Object.keys(LOOKS) as Standing[])
    .map((standing) => `${boxHtml("", "", standing, say)} ${escapeHtml(say(message(STATE_KEYS[standing])))}`)
    .join(" &nbsp; ");
  return [
    '<div style="line-height: 1.5">',
    `<p style="margin: 0.2em 0"><strong>${escapeHtml(title)}</strong></p>`,
    `<table><thead><tr>${head}</tr></thead><tbody>`,
    ...lines,
    "</tbody></table>",
    `<p style="margin: 0.5em 0">${legend}</p>`,
    ...notes.map((note) => `<p style="margin: 0.2em 0">${escapeHtml(note)}</p>`),
    "</div>",
  ].join("\n");
}

/** One exercise as a box with its mark; its number and its state in words are the box's title. */
function boxHtml(id: string, title: string, standing: Standing, say: (message: Message) => string): string {
  const [mark, color, ground] = LOOKS[standing];
  const state = say(message(STATE_KEYS[standing]));
  const words =
    id === ""
      ? ""
      : ` title="${escapeHtml(`${id} ${title}: ${state}`)}" role="img" aria-label="${escapeHtml(`${id}: ${state}`)}"`;
  const style = `display: inline-block; min-width: 1.9em; text-align: center; border-radius: 4px; padding: 0.1em 0.3em; color: ${color}; background: ${ground}`;
  const number = id === "" ? "" : ` <small>${escapeHtml(id.split(".")[1])}</small>`;
  return `<span style="${style}"${words}>${mark}${number}</span>`;
}
