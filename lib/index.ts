export { columnsOf, tableOf } from "./core/columns-table.js";
export { GRAVITATIONAL_CONSTANT, STANDARD_DENSITY } from "./core/constants.js";
export { counterToMilligal, type DialTable, makeDialTable, milligalToCounter } from "./core/dial-table.js";
export { ArgumentError, FormatError } from "./core/errors.js";
export type { Figure } from "./core/figure.js";
export {
  type Grid,
  gridRegion,
  gridSpacing,
  makeGrid,
  type Region,
  type Registration,
  regularAxis,
} from "./core/grid.js";
export type { InputFile, Reported, StepReport, TextFile } from "./core/report.js";
export { type Ellipsoid, GRS80, metresPerDegree, WGS84 } from "./earth/ellipsoid.js";
export { normalGravity } from "./earth/normal-gravity.js";
export { type LongmanTide, longmanTide } from "./earth/tide-longman.js";
export { readDialSheets } from "./formats/instruments/dial-sheets-table.js";
export { readDialTable } from "./formats/instruments/dial-table.js";
export { readPointTable } from "./formats/points-table.js";
export { freeAirAnomaly, gravityDisturbance } from "./reduce/free-air.js";
export { reduceStations } from "./reduce/reduce-stations-table.js";
export { bouguerSlab } from "./reduce/slab.js";
export { driftByLoop } from "./survey/adjust/drift-by-loop-table.js";
export { calibrateDial } from "./survey/correct/calibrate-dial-table.js";
export { correctTide } from "./survey/correct/correct-tide-table.js";
