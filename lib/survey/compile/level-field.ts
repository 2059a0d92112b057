import type { PointField } from "../clean/points-covariance.js";

/** An error that near points of one survey share: the sea's swell along a line, or what a grid has smoothed away. */
export interface SharedError {
  /** Standard deviation, mGal. */
  readonly sigma_mgal: number;
  /** Distance at which two points share 1/e of it, kilometres. */
  readonly range_km: number;
}

/** Points of several surveys, as a levelling sees them. */
export interface LevelField extends PointField {
  /** Number of each point's survey; −1 where it takes no part. */
  readonly surveyOf: Int32Array;
  /** Variance of each value's own error, mGal². */
  readonly variance: Float64Array;
  /** Shared errors by number of survey. */
  readonly shared: readonly (SharedError | undefined)[];
  /** Rows that take part. */
  readonly rows: readonly number[];
}
