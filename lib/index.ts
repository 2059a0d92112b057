export { ArgumentError, FormatError } from "./core/errors.js";
export {
  type Grid,
  gridRegion,
  gridSpacing,
  makeGrid,
  type Region,
  type Registration,
  regularAxis,
} from "./core/grid.js";
export type { InputFile, Reported, StepReport } from "./core/report.js";
