export type { Column, Columns } from "./core/columns.js";
export { columnsOf, tableOf } from "./core/columns-table.js";
export { GRAVITATIONAL_CONSTANT, STANDARD_DENSITY } from "./core/constants.js";
export { counterToMilligal, type DialTable, makeDialTable, milligalToCounter } from "./core/dial-table.js";
export { ArgumentError, type ArgumentErrorFacts, FormatError, type FormatErrorFacts } from "./core/errors.js";
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
export { type Length, parseLength } from "./core/length.js";
export { normalRandom, seededRandom } from "./core/random.js";
export { type InputFile, type Reported, type StepReport, type TextFile, VERSION } from "./core/report.js";
export { type Cartesian, cartesianToGeodetic, geodeticToCartesian, localAxes } from "./earth/cartesian.js";
export { type Ellipsoid, GRS80, metresPerDegree, WGS84 } from "./earth/ellipsoid.js";
export { normalGravity } from "./earth/normal-gravity.js";
export { LOADING_WAVES, type OceanLoading, oceanLoading } from "./earth/ocean-loading.js";
export { TIDE_MODELS, type TideOptions, tides } from "./earth/tide.js";
export {
  type EphemerisTide,
  type EphemerisTideOptions,
  ephemerisTide,
  ephemerisTides,
  type PermanentTide,
} from "./earth/tide-ephemeris.js";
export type { TidalFactor, TidalFactors } from "./earth/tide-factors.js";
export { type LongmanTide, longmanTide } from "./earth/tide-longman.js";
export { type BlqStation, readBlq } from "./formats/blq.js";
export type { ReadDialSheetsOptions } from "./formats/instruments/dial-sheets.js";
export { readDialSheets } from "./formats/instruments/dial-sheets-table.js";
export { readDialTable } from "./formats/instruments/dial-table.js";
export type { ReadScintrexCg6Options } from "./formats/instruments/scintrex-cg6.js";
export { readScintrexCg6 } from "./formats/instruments/scintrex-cg6-table.js";
export { type GridMetadata, readGridNetcdf, writeGridNetcdf } from "./formats/netcdf.js";
export { readPointTable } from "./formats/points-table.js";
export { blockMean } from "./grid/block-mean.js";
export { type BlockMedianOptions, blockMedian } from "./grid/block-median.js";
export type { BlockOptions, ReducedPoints } from "./grid/block-reduce.js";
export type { MinimumCurvatureOptions } from "./grid/curvature-settings.js";
export type { GridPointsOptions } from "./grid/grid-points.js";
export { gridPoints } from "./grid/grid-points-table.js";
export { type Positions, sampleGrid } from "./grid/grid-sample.js";
export { type GridAxes, type GridSpec, gridAxes, gridSize, regionOfPoints } from "./grid/grid-spec.js";
export { type MaskOptions, maskByDistance } from "./grid/mask.js";
export { fitMinimumCurvature, type MinimumCurvature, minimumCurvature } from "./grid/minimum-curvature.js";
export type { Points } from "./grid/points.js";
export type { Attraction, FieldPoints, GradientTensor } from "./kernels/field.js";
export {
  type PointMass,
  pointMassAttraction,
  pointMassGradient,
  pointMassGravity,
  pointMassPotential,
} from "./kernels/point-mass.js";
export {
  polyhedronAttraction,
  polyhedronGradient,
  polyhedronGravity,
  polyhedronPotential,
} from "./kernels/polyhedron.js";
export { makePolyhedron, type Polyhedron } from "./kernels/polyhedron-mesh.js";
export {
  type Prism,
  type PrismBounds,
  prismAttraction,
  prismGravity,
  prismPotential,
} from "./kernels/prism.js";
export { gravityOfPrisms, type PrismColumns } from "./kernels/prism-columns.js";
export { prismGravityByDepth } from "./kernels/prism-density.js";
export { prismGradient } from "./kernels/prism-gradient.js";
export { type Sphere, sphereGravity } from "./kernels/sphere.js";
export {
  COLOR_SCALE_NAMES,
  type ColorScale,
  type ColorScaleName,
  type ColorScaleOptions,
  colorScale,
  plotlyColorscale,
  type Rgb,
} from "./map/color-scale.js";
export { indexLevels } from "./map/contour-labels.js";
export { type ContourLine, contourLevels, contourLines } from "./map/contours.js";
export { figureSvg } from "./map/figure-svg.js";
export { type GravityMap, gravityMap } from "./map/gravity-map.js";
export { mapFigure } from "./map/map-figure.js";
export type { MapOptions, MapStations } from "./map/map-options.js";
export { mapSheet } from "./map/map-sheet.js";
export { mapStations } from "./map/map-stations-table.js";
export { degreeLabel, degreeStep, numberLabel, roundStep, ticksInRange } from "./map/nice-ticks.js";
export { encodePng, type IndexedImage } from "./map/png.js";
export { freeAirAnomaly, gravityDisturbance } from "./reduce/free-air.js";
export type { ReduceStationsOptions } from "./reduce/reduce-stations.js";
export { reduceStations } from "./reduce/reduce-stations-table.js";
export { bouguerSlab } from "./reduce/slab.js";
export type { DriftByLoopOptions } from "./survey/adjust/drift-by-loop.js";
export { driftByLoop } from "./survey/adjust/drift-by-loop-table.js";
export { calibrateDial } from "./survey/correct/calibrate-dial-table.js";
export type { CorrectTideOptions } from "./survey/correct/correct-tide.js";
export { correctTide } from "./survey/correct/correct-tide-table.js";
