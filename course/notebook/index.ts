/** What a notebook's cell imports from `igdp/course`. */
export type { FigureOptions } from "./figure-output.js";
export { type MimeBundled, show } from "./show.js";
export type { TableLike, TableOptions } from "./table-html.js";
