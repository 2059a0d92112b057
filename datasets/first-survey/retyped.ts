/** A day's sheet that somebody typed anew, with one typing mistake. */
interface Retyped {
  /** The sheet without the mistake. */
  readonly sheet: string;
  /** The station with the mistake. */
  readonly station: string;
  /** The digit of the counter, from the left and from 0, that changed places with the next one. */
  readonly digit: number;
}

/**
 * The planted mistakes. Each moves one Bouguer anomaly by 9 mGal: less than the basin and the granite do, so that
 * the wrong station is neither the lowest nor the highest of the map. It stands out from its neighbours alone.
 */
const RETYPED: readonly Retyped[] = [
  { sheet: "day-2.csv", station: "S035", digit: 2 },
  { sheet: "day-5.csv", station: "S111", digit: 2 },
];

/** The sheets with their mistakes, by file name: `retyped-day-2.csv` from `day-2.csv`. */
export function retypedSheets(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    RETYPED.map(({ sheet, station, digit }) => {
      const lines = files[sheet].split("\n");
      const row = lines.findIndex((line) => line.startsWith(`${station},`));
      const cells = lines[row].split(",");
      cells[cells.length - 1] = swapped(counterOf(files[sheet], station), digit);
      lines[row] = cells.join(",");
      lines.splice(
        2,
        0,
        "# Typed anew from the paper sheet, with one typing mistake, planted for an exercise.",
      );
      return [`retyped-${sheet}`, lines.join("\n")];
    }),
  );
}

/** Which station is wrong in which sheet, and what the counter showed. */
export function retypedAnswers(files: Readonly<Record<string, string>>): string {
  return [
    "# SYNTHETIC DATA, made by igdp for training. ANSWERS for the checks of an exercise: not for trainees.",
    "sheet,station,counter_typed,counter",
    ...RETYPED.map(({ sheet, station, digit }) => {
      const counter = counterOf(files[sheet], station);
      return [`retyped-${sheet}`, station, swapped(counter, digit), counter].join(",");
    }),
    "",
  ].join("\n");
}

function counterOf(sheet: string, station: string): string {
  const line = sheet.split("\n").find((text) => text.startsWith(`${station},`));
  if (line === undefined) throw new Error(`the sheet has no station ${station}`);
  return line.slice(line.lastIndexOf(",") + 1);
}

function swapped(counter: string, digit: number): string {
  const [first, second] = [counter[digit], counter[digit + 1]];
  return `${counter.slice(0, digit)}${second}${first}${counter.slice(digit + 2)}`;
}
