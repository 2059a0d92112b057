export {
  type ApplyFilterOptions,
  applyFilter,
  type Complex,
  type TransferFunction,
} from "./core/apply-filter.js";
export { type ByteSource, bytesInMemory } from "./core/byte-source.js";
export type { Column, Columns } from "./core/columns.js";
export { columnsOf, tableOf } from "./core/columns-table.js";
export { GRAVITATIONAL_CONSTANT, STANDARD_DENSITY } from "./core/constants.js";
export { counterToMilligal, type DialTable, makeDialTable, milligalToCounter } from "./core/dial-table.js";
export { ArgumentError, type ArgumentErrorFacts, FormatError, type FormatErrorFacts } from "./core/errors.js";
export {
  type Executor,
  type Kernel,
  type KernelTools,
  serialExecutor,
  type TaskOptions,
} from "./core/executor.js";
export type { Figure } from "./core/figure.js";
export { fourierTransform, fourierTransform2d } from "./core/fourier.js";
export {
  type Grid,
  gridRegion,
  gridSpacing,
  makeGrid,
  type Region,
  type Registration,
  regularAxis,
} from "./core/grid.js";
export { type Positions, sampleGrid } from "./core/grid-sample.js";
export { type Length, parseLength } from "./core/length.js";
export type { PeriodicError } from "./core/periodic-error.js";
export { normalRandom, seededRandom } from "./core/random.js";
export { gridRaster, type RasterHandle, type RasterSource, type RasterWindow } from "./core/raster-source.js";
export { type InputFile, type Reported, type StepReport, type TextFile, VERSION } from "./core/report.js";
export { gridNodes, resampleGrid } from "./core/resample-grid.js";
export { median, robustScale } from "./core/robust-statistics.js";
export { stackTables } from "./core/stack-tables-table.js";
export { type Cartesian, cartesianToGeodetic, geodeticToCartesian, localAxes } from "./earth/cartesian.js";
export { type CoordinateSystem, coordinateSystem, utmCode } from "./earth/coordinate-systems.js";
export type { DatumShift } from "./earth/datum-shifts.js";
export { DATUMS, type Datum, datumShifts } from "./earth/datums.js";
export { type Ellipsoid, GRS67, GRS80, metresPerDegree, WGS84 } from "./earth/ellipsoid.js";
export { geoidHeights } from "./earth/geoid.js";
export { egm96Geoid } from "./earth/geoid-egm96.js";
export { convertHeights } from "./earth/geoid-table.js";
export { GRAVITY_DATUM_SHIFTS, type GravityDatum, gravityDatumShift } from "./earth/gravity-datums.js";
export { metresPerGridUnit } from "./earth/grid-scale.js";
export { HEIGHT_UNITS, type HeightUnit } from "./earth/height-units.js";
export { normalGravity } from "./earth/normal-gravity.js";
export {
  NORMAL_GRAVITY_FORMULAS,
  type NormalGravityFormula,
  type NormalGravityFormulaName,
  normalGravityByFormula,
} from "./earth/normal-gravity-formulas.js";
export { normalPressure } from "./earth/normal-pressure.js";
export { LOADING_WAVES, type OceanLoading, oceanLoading } from "./earth/ocean-loading.js";
export {
  type NearestLoadingPlace,
  nearestLoadingPlace,
  type OceanLoadingPlace,
} from "./earth/ocean-loading-place.js";
export { type Pole, type PoleSeries, polarMotionCorrection, poleAt } from "./earth/polar-motion.js";
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
export type { TransformCoordinatesOptions } from "./earth/transform-coordinates.js";
export { transformCoordinates } from "./earth/transform-coordinates-table.js";
export { type BlqStation, readBlq } from "./formats/blq.js";
export { type DataPackage, readDataPackage, writeDataPackage } from "./formats/data-package.js";
export { writeGeojson } from "./formats/geojson.js";
export { type WriteGeopackageOptions, writeGeopackage } from "./formats/geopackage.js";
export {
  type GeosoftPoints,
  readGeosoftXyz,
  type WriteGeosoftXyzOptions,
  writeGeosoftXyz,
} from "./formats/geosoft-xyz.js";
export { readGridGeotiff } from "./formats/geotiff.js";
export {
  companionFiles,
  GRID_FORMATS,
  type GridFiles,
  type GridFormat,
  type ReadGridOptions,
  readGrid,
  type WriteGridOptions,
  writeGrid,
} from "./formats/grid-file.js";
export { readPoles } from "./formats/iers-poles.js";
export type { UtcOffsetFit } from "./formats/instruments/detect-utc-offset.js";
export { detectUtcOffset } from "./formats/instruments/detect-utc-offset-table.js";
export type { ReadDialSheetsOptions } from "./formats/instruments/dial-sheets.js";
export { readDialSheets } from "./formats/instruments/dial-sheets-table.js";
export { readDialTable } from "./formats/instruments/dial-table.js";
export type {
  InstrumentFormat,
  ReadInstrumentFileOptions,
} from "./formats/instruments/instrument-options.js";
export { readInstrumentFile } from "./formats/instruments/read-instrument-file-table.js";
export { readInstrumentStream } from "./formats/instruments/read-instrument-stream-table.js";
export type { ReadScintrexCg6Options } from "./formats/instruments/scintrex-cg6.js";
export { readScintrexCg6 } from "./formats/instruments/scintrex-cg6-table.js";
export { joinCoordinates } from "./formats/join-coordinates-table.js";
export { type GridMetadata, readGridNetcdf, writeGridNetcdf } from "./formats/netcdf.js";
export type { ReadPointsOptions } from "./formats/points.js";
export { readPointTable } from "./formats/points-table.js";
export type { TextEncoding } from "./formats/text-encoding.js";
export type { LinePath, VectorLayer } from "./formats/vector-layer.js";
export { fitOverBackground } from "./grid/background.js";
export { blockMean } from "./grid/block-mean.js";
export { type BlockMedianOptions, blockMedian } from "./grid/block-median.js";
export { type BlockModeOptions, blockMode } from "./grid/block-mode.js";
export type { BlockOptions, ReducedPoints } from "./grid/block-reduce.js";
export {
  type ChooseGridderOptions,
  chooseGridder,
  type GridderCandidate,
  type GridderChoice,
} from "./grid/choose-gridder.js";
export type { GridderScore } from "./grid/choose-race.js";
export {
  type Anisotropy,
  type CovarianceKind,
  type CovarianceModel,
  covarianceAt,
} from "./grid/covariance-model.js";
export type { CoverageRow } from "./grid/coverage.js";
export {
  type CrossValidateOptions,
  type CrossValidation,
  crossValidate,
  type Fitter,
} from "./grid/cross-validate.js";
export type { MinimumCurvatureOptions } from "./grid/curvature-settings.js";
export {
  type EquivalentSources,
  fitEquivalentSources,
  type PositionsAtHeight,
} from "./grid/equivalent-sources.js";
export type {
  EquivalentSourcesOptions,
  EquivalentSourcesSolver,
} from "./grid/equivalent-sources-settings.js";
export type { ErrorFigures, InsideShares } from "./grid/error-figures.js";
export {
  fitSurface,
  fitSurfaceAsync,
  type SurfaceAsyncOptions,
  type SurfaceOptions,
} from "./grid/fit-surface.js";
export type { AspectRatio, FittedSurface, SurfaceNames } from "./grid/fitted-surface.js";
export type { FoldOptions } from "./grid/folds.js";
export type { GridPointsAsyncOptions, GridPointsOptions } from "./grid/grid-points.js";
export { gridPoints, gridPointsAsync } from "./grid/grid-points-table.js";
export type { NamedPoints } from "./grid/grid-points-values.js";
export { type GridAxes, type GridSpec, gridAxes, gridSize, regionOfPoints } from "./grid/grid-spec.js";
export {
  fitInverseDistance,
  fitNearest,
  type InverseDistanceOptions,
  type NearestOptions,
} from "./grid/inverse-distance.js";
export { fitKriging, type Kriging, type KrigingOptions } from "./grid/kriging.js";
export type { EstimateOptions } from "./grid/kriging-estimate.js";
export type { ExternalDrift } from "./grid/kriging-field.js";
export { fitLinear, type LinearOptions } from "./grid/linear.js";
export { type MaskOptions, maskByDistance } from "./grid/mask.js";
export { type HullMaskOptions, maskByHull } from "./grid/mask-hull.js";
export { maskByPolygon, type PolygonMaskOptions, type Rings } from "./grid/mask-polygon.js";
export { GRID_METHODS, type GridMethod, type MethodParameters } from "./grid/methods.js";
export {
  fitMinimumCurvature,
  fitMinimumCurvatureAsync,
  type MinimumCurvature,
  type MinimumCurvatureAsyncOptions,
  minimumCurvature,
} from "./grid/minimum-curvature.js";
export { fitNaturalNeighbour, type NaturalNeighbourOptions } from "./grid/natural-neighbour.js";
export type { Points } from "./grid/points.js";
export { pointsOf } from "./grid/points-of-table.js";
export { fitSpline, type Spline } from "./grid/spline.js";
export type { SplineOptions } from "./grid/spline-settings.js";
export type { SurfaceFrame } from "./grid/surface-frame.js";
export { fitTrend, type Trend, type TrendOptions } from "./grid/trend.js";
export {
  type EmpiricalVariogram,
  empiricalVariogram,
  type VariogramEstimator,
  type VariogramOptions,
} from "./grid/variogram.js";
export { variogramFigure } from "./grid/variogram-figure.js";
export { fitVariogram, type VariogramFitOptions } from "./grid/variogram-fit.js";
export type { Attraction, FieldPoints, GradientTensor } from "./kernels/field.js";
export { type MassTree, massTree, type PointMasses } from "./kernels/mass-tree.js";
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
export {
  type Sphere,
  sphereAttraction,
  sphereGradient,
  sphereGravity,
  spherePotential,
} from "./kernels/sphere.js";
export { type SphericalCapOptions, sphericalCapGravity } from "./kernels/spherical-cap.js";
export {
  type Tesseroid,
  tesseroidAttraction,
  tesseroidGradient,
  tesseroidGravity,
  tesseroidMass,
  tesseroidPotential,
} from "./kernels/tesseroid.js";
export {
  COLOR_SCALE_NAMES,
  type ColorScale,
  type ColorScaleName,
  type ColorScaleOptions,
  colorScale,
  colorScaleWarning,
  plotlyColorscale,
  type Rgb,
} from "./map/color-scale.js";
export { indexLevels } from "./map/contour-labels.js";
export { type ContourLine, contourLevels, contourLines } from "./map/contours.js";
export { figureSvg } from "./map/figure-svg.js";
export { type GravityMap, gravityMap } from "./map/gravity-map.js";
export { type HillshadeOptions, hillshade } from "./map/hillshade.js";
export { mapFigure } from "./map/map-figure.js";
export { gridDegrees, linesOnGrid, type MapLineKind, type MapLines } from "./map/map-lines.js";
export type { MapOptions, MapStations } from "./map/map-options.js";
export { mapSheet } from "./map/map-sheet.js";
export { mapStations } from "./map/map-stations-table.js";
export { degreeLabel, degreeStep, numberLabel, roundStep, ticksInRange } from "./map/nice-ticks.js";
export type { PaperSize } from "./map/paper.js";
export { encodePng, type IndexedImage } from "./map/png.js";
export { airyMohoDepth } from "./reduce/airy.js";
export type { AnomalyBudgetOptions } from "./reduce/anomaly-budget.js";
export { anomalyBudget } from "./reduce/anomaly-budget-table.js";
export { atmosphericCorrection } from "./reduce/atmosphere.js";
export { BULLARD_B_METHODS, type BullardBMethod, bullardB } from "./reduce/bullard-b.js";
export type { CompensationOptions } from "./reduce/compensation.js";
export { densityFigure } from "./reduce/density-figure.js";
export { eotvosCorrection, eotvosOnSphere } from "./reduce/eotvos.js";
export type { EotvosOfTrackOptions } from "./reduce/eotvos-of-track.js";
export { eotvosOfTrack } from "./reduce/eotvos-of-track-table.js";
export type { DensityEstimate, EstimateDensityOptions } from "./reduce/estimate-density.js";
export { estimateDensity } from "./reduce/estimate-density-table.js";
export { type FlexureOptions, flexuralMoho, flexuralResponse } from "./reduce/flexure.js";
export { freeAirAnomaly, gravityDisturbance } from "./reduce/free-air.js";
export { FREE_AIR_METHODS, type FreeAirMethod, freeAirCorrection } from "./reduce/free-air-correction.js";
export { geophysicalIndirectEffect, type IndirectEffect } from "./reduce/indirect-effect.js";
export type { IsostaticCorrectionOptions } from "./reduce/isostatic-correction.js";
export { isostaticCorrection } from "./reduce/isostatic-correction-table.js";
export { type PrattOptions, prattDensity } from "./reduce/pratt.js";
export type { PrattCorrectionOptions } from "./reduce/pratt-correction.js";
export { prattCorrection } from "./reduce/pratt-correction-table.js";
export type { ReduceStationsOptions } from "./reduce/reduce-stations.js";
export { reduceStations } from "./reduce/reduce-stations-table.js";
export { bouguerSlab, coverSlab } from "./reduce/slab.js";
export type { OneOrBySurvey } from "./reduce/standardise-columns.js";
export type { StandardisePointsOptions } from "./reduce/standardise-points.js";
export { gravityFromAnomaly, standardisePoints } from "./reduce/standardise-points-table.js";
export {
  REDUCTION_STANDARDS,
  type ReductionStandard,
  type ReductionStandardName,
  standardName,
} from "./reduce/standards.js";
export type { ElevationModel } from "./reduce/terrain/terrain-correction.js";
export { terrainCorrection } from "./reduce/terrain/terrain-correction-table.js";
export type { TerrainCorrectionOptions } from "./reduce/terrain/terrain-options.js";
export {
  type Chain,
  type ChainInput,
  type ChainLink,
  type MakeChainOptions,
  makeChain,
} from "./release/chain.js";
export { type ChainFile, type CommandRun, parseReport, type ReportFile } from "./release/command-run.js";
export { makeRelease } from "./release/release.js";
export type {
  ListedFile,
  Provenance,
  ReleaseFile,
  ReleaseGrid,
  ReleaseParts,
  ReleasePoints,
  ReleaseTools,
} from "./release/release-parts.js";
export type { ReportBlock, ReportDocument, ReportTable } from "./release/report-blocks.js";
export { type PointFormat, type ReleaseSettings, releaseSettings } from "./release/settings.js";
export { webPage } from "./release/web-page.js";
export type { WebPageDownload, WebPageLayer, WebPageOptions } from "./release/web-page-options.js";
export { WEB_PAGE_TEXTS, type WebPageText, type WebPageTexts } from "./release/web-page-texts.js";
export type { NetworkAdjustment, NetworkFigures } from "./survey/adjust/adjust-network.js";
export { type AdjustNetworkOptions, adjustNetwork } from "./survey/adjust/adjust-network-table.js";
export type { DriftByLoopOptions } from "./survey/adjust/drift-by-loop.js";
export { driftByLoop } from "./survey/adjust/drift-by-loop-table.js";
export type { AdjustmentExplanation, ExplainAdjustmentOptions } from "./survey/adjust/explain-adjustment.js";
export { explainAdjustment } from "./survey/adjust/explain-adjustment-table.js";
export type { DriftFigure } from "./survey/adjust/explain-drift.js";
export type { ObservationInfluence } from "./survey/adjust/explain-influence.js";
export type { StationCovariance, WeakStation } from "./survey/adjust/network-datum.js";
export type { FoundPeriodicError } from "./survey/adjust/network-figures.js";
export type { NetworkMeter, NetworkSettings, NetworkTare } from "./survey/adjust/network-options.js";
export type { ProposedSwap } from "./survey/adjust/network-swaps.js";
export type { ProposedTare } from "./survey/adjust/network-tares.js";
export type { PlanFigures } from "./survey/adjust/plan-figures.js";
export type { NetworkPlan } from "./survey/adjust/plan-network.js";
export { planNetwork } from "./survey/adjust/plan-network-table.js";
export type { PlanNetworkOptions, PlannedMeter } from "./survey/adjust/plan-options.js";
export type { CleanReadingsSettings } from "./survey/clean/clean-readings.js";
export { type CleanReadingsOptions, cleanReadings } from "./survey/clean/clean-readings-table.js";
export type { DetectedOffset } from "./survey/clean/clock-offset.js";
export type { CheckCoordinatesOptions } from "./survey/clean/coordinates-check.js";
export type { ApplyCoordinateRepairOptions } from "./survey/clean/coordinates-repair.js";
export type { ZoneFit } from "./survey/clean/coordinates-zone.js";
export type { HeightsBelowSeaOptions } from "./survey/clean/points-below-sea.js";
export type { CleanPointsOptions } from "./survey/clean/points-clean.js";
export type { FindDuplicatesOptions } from "./survey/clean/points-duplicates.js";
export type {
  NormalGravityGuess,
  RecogniseNormalGravityOptions,
} from "./survey/clean/points-legacy-datum.js";
export type { LevelLinesOptions } from "./survey/clean/points-level-lines.js";
export type { CheckNeighboursOptions } from "./survey/clean/points-neighbours.js";
export type { SplitTrackOptions } from "./survey/clean/points-split-track.js";
export type { CompareSurveysOptions } from "./survey/clean/points-surveys.js";
export {
  applyCoordinateRepair,
  checkCoordinates,
  checkNeighbours,
  cleanPoints,
  compareWithTerrain,
  findDuplicates,
  heightsBelowSea,
  utmZoneFits,
} from "./survey/clean/points-table.js";
export type { CompareWithTerrainOptions } from "./survey/clean/points-terrain.js";
export type { QualityFigures } from "./survey/clean/quality-figures.js";
export type { QualityReport, QualityReportOptions } from "./survey/clean/quality-report.js";
export { qualityReport } from "./survey/clean/quality-report-table.js";
export type { Notice } from "./survey/clean/reading-finding.js";
export { READING_LIMITS, type ReadingLimits } from "./survey/clean/reading-limits.js";
export type { ConfirmedTare, ReadingRepairs } from "./survey/clean/reading-repairs.js";
export { applyReadingRepairs, proposedReadingRepairs } from "./survey/clean/reading-repairs-table.js";
export { READING_RULE_NAMES, type ReadingRuleName } from "./survey/clean/reading-rules.js";
export { stationNameDistance } from "./survey/clean/station-name-distance.js";
export {
  compareSurveys,
  levelLines,
  recogniseNormalGravity,
  splitTrack,
} from "./survey/clean/surveys-table.js";
export type { CompileSurveysOptions } from "./survey/compile/compile-options.js";
export { compileSurveys } from "./survey/compile/compile-surveys-table.js";
export type { SharedError } from "./survey/compile/level-field.js";
export type { PointsOfGridOptions } from "./survey/compile/points-of-grid.js";
export { pointsOfGrid } from "./survey/compile/points-of-grid-table.js";
export type { CalibrateDialOptions } from "./survey/correct/calibrate-dial.js";
export { calibrateDial } from "./survey/correct/calibrate-dial-table.js";
export type { CorrectInstrumentHeightOptions } from "./survey/correct/correct-instrument-height.js";
export { correctInstrumentHeight } from "./survey/correct/correct-instrument-height-table.js";
export { correctPolarMotion } from "./survey/correct/correct-polar-motion-table.js";
export type { CorrectPressureOptions } from "./survey/correct/correct-pressure.js";
export { correctPressure } from "./survey/correct/correct-pressure-table.js";
export type { CorrectTideOptions } from "./survey/correct/correct-tide.js";
export { correctTide } from "./survey/correct/correct-tide-table.js";
