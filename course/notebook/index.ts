/** What a notebook's cell imports from `igdp/course`. */

export { ____ } from "../exercise/index.js";
export { type ExerciseHandle, exercise } from "./exercise.js";
export type { FigureOptions } from "./figure-output.js";
export { progress } from "./progress.js";
export { type MimeBundled, show } from "./show.js";
export type { TableLike, TableOptions } from "./table-html.js";
