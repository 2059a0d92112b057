import { ArgumentError } from "../core/errors.js";
import { type GridSpec, gridSize } from "./grid-spec.js";

/** How to grid by minimum curvature. */
export interface MinimumCurvatureOptions extends GridSpec {
  /**
   * Tension T of the surface, from 0 (minimum curvature) to 1 (harmonic: no peaks between data). Default 0.25,
   * usual for potential fields. It counts in spacings of the grid, as in GMT.
   */
  readonly tension?: number;
  /** Tension along the edge, from 0 (no bending moment) to 1 (no slope). Default: `tension`. */
  readonly edgeTension?: number;
  /**
   * Length of one unit of x over one unit of y: 1 (the default) on a plane, the cosine of the middle latitude
   * for longitude and latitude.
   */
  readonly aspectRatio?: number;
  /**
   * The solver stops when the largest error that it has left at a node is about this share of the data's rms about
   * their plane. It judges by how much the last of at least two cycles changed, and how far it lowered the residual.
   * Default 0.001.
   */
  readonly convergence?: number;
  /** Most cycles on the finest grid. Default 100. */
  readonly maximumCycles?: number;
  /** Most nodes that the grid may have. Default 30 million, which takes about 3 GB of memory while solving. */
  readonly maximumNodes?: number;
  /** Stops the work between two cycles when it is aborted; the abort reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told after each cycle how much is done, of 100. */
  readonly progress?: (done: number, total: number) => void;
  /** Coordinate reference system of the grid. Default `plane`. */
  readonly crs?: string;
  /** Name of the quantity. Default `value`. */
  readonly name?: string;
  /** Unit of the values. Default: none. */
  readonly units?: string;
}

/** The options that shape the solution, complete and checked. */
export type CurvatureSettings = Required<
  Pick<MinimumCurvatureOptions, "tension" | "edgeTension" | "aspectRatio" | "convergence" | "maximumCycles">
> &
  Pick<MinimumCurvatureOptions, "signal" | "progress">;

/** Fills in defaults and checks ranges and size. */
export function checkedSettings(options: MinimumCurvatureOptions): CurvatureSettings {
  const tension = options.tension ?? 0.25;
  const settings = {
    tension,
    edgeTension: options.edgeTension ?? tension,
    aspectRatio: options.aspectRatio ?? 1,
    convergence: options.convergence ?? 1e-3,
    maximumCycles: options.maximumCycles ?? 100,
    signal: options.signal,
    progress: options.progress,
  };
  for (const name of ["tension", "edgeTension"] as const) {
    check(
      `options.${name}`,
      settings[name],
      settings[name] >= 0 && settings[name] <= 1,
      "a number from 0 to 1",
    );
  }
  for (const name of ["aspectRatio", "convergence"] as const) {
    check(`options.${name}`, settings[name], settings[name] > 0 && settings[name] < 1e6, "a positive number");
  }
  check(
    "options.edgeTension",
    settings.edgeTension,
    tension < 1 || settings.edgeTension > 0,
    "above 0 where tension is 1",
  );
  const { maximumCycles } = settings;
  check(
    "options.maximumCycles",
    maximumCycles,
    Number.isInteger(maximumCycles) && maximumCycles > 0,
    "a whole number of 1 or more",
  );
  const [nx, ny] = gridSize(options);
  const most = options.maximumNodes ?? MAXIMUM_NODES;
  check(
    "options.spacing",
    options.spacing,
    nx >= 4 && ny >= 4,
    `so small that the region holds at least 4 nodes along x and y (it holds ${nx} by ${ny})`,
  );
  if (!(nx * ny <= most)) {
    throw new ArgumentError({
      argument: "options.spacing",
      value: options.spacing,
      accepted: `so large that the grid has at most ${most} nodes (it would have ${nx} by ${ny}, and solving it would take about ${solvingGigabytes(nx * ny)} GB of memory)`,
      advice: "Choose a larger spacing or a smaller region, or raise maximumNodes.",
    });
  }
  return settings;
}

/** Most nodes of a grid where the caller sets no other limit. */
export const MAXIMUM_NODES: number = 30e6;

/** Working arrays of the solver while it runs. */
const BYTES_A_NODE = 110;

/** How many nodes a grid may have so that solving it takes no more than some bytes of memory. */
export function nodesWithin(bytes: number): number {
  return Math.floor(bytes / BYTES_A_NODE);
}

/** Memory that solving takes, in GB, as a text. */
export function solvingGigabytes(nodes: number): string {
  const gigabytes = (nodes * BYTES_A_NODE) / 1e9;
  return gigabytes < 1e6 ? gigabytes.toFixed(1) : gigabytes.toPrecision(2);
}

function check(argument: string, value: unknown, fits: boolean, accepted: string): void {
  if (!fits) throw new ArgumentError({ argument, value, accepted });
}
