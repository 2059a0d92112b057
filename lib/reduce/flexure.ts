import { applyFilter } from "../core/apply-filter.js";
import { ArgumentError } from "../core/errors.js";
import { type Grid, makeGrid } from "../core/grid.js";
import { metresPerGridUnit } from "../earth/grid-scale.js";
import { rootOfLoad } from "./airy.js";
import { type CompensationOptions, compensationSettings, loadOnSeaLevel } from "./compensation.js";

/** Options of {@link flexuralMoho}. */
export interface FlexureOptions extends CompensationOptions {
  /** Effective elastic thickness of the plate, metres; 0 is Airy's model. Some 5,000 to 40,000 in South-East Asia. */
  readonly elasticThickness: number;
  /** Young's modulus, Pa; default 1e11. */
  readonly youngModulus?: number;
  /** Poisson's ratio; default 0.25. */
  readonly poissonRatio?: number;
}

/** Gravity in the balance of a plate, m/s². */
const GRAVITY = 9.81;

/**
 * Part of a load's root that a floating elastic plate lets through, for waves of wavenumber k: 1 for a continent, 0
 * for a hill, which the plate carries by its stiffness.
 *
 * ```
 * Φ = 1 / (1 + D k⁴ / (Δρ g)),   D = E Tₑ³ / (12 (1 − ν²))
 * ```
 *
 * @param wavenumber - k = 2π / wavelength, radians a metre
 * @param options - elastic thickness, constants of the plate and `mohoContrast`
 * @returns 0 to 1
 * @throws ArgumentError where an option is out of range
 *
 * Source: Turcotte & Schubert (2014), Geodynamics, 3rd ed., eq. 3.115 and 3.72; Watts (2001), Isostasy and Flexure of the
 * Lithosphere, section 5.2.
 *
 * @example
 * flexuralResponse(0, { elasticThickness: 20000 }); // => 1
 * flexuralResponse(2 * Math.PI / 50000, { elasticThickness: 20000 }) < 0.01; // => true
 */
export function flexuralResponse(wavenumber: number, options: FlexureOptions): number {
  const { mohoContrast } = compensationSettings(withoutPlate(options));
  return 1 / (1 + (flexuralRigidity(options) * wavenumber ** 4) / (mohoContrast * GRAVITY));
}

/** Rigidity of an elastic plate, N m. */
function flexuralRigidity({
  elasticThickness,
  youngModulus = 1e11,
  poissonRatio = 0.25,
}: FlexureOptions): number {
  const refuse = (argument: string, value: number, accepted: string): never => {
    throw new ArgumentError({ argument: `options.${argument}`, value, accepted });
  };
  if (!(elasticThickness >= 0)) refuse("elasticThickness", elasticThickness, "metres, 0 or more");
  if (!(youngModulus > 0)) refuse("youngModulus", youngModulus, "pascals, above 0");
  if (!(poissonRatio > -1 && poissonRatio < 0.5)) refuse("poissonRatio", poissonRatio, "between -1 and 0.5");
  return (youngModulus * elasticThickness ** 3) / (12 * (1 - poissonRatio ** 2));
}

/**
 * Depth of the Moho under topography that a thin elastic plate carries: the root of Airy's model, smoothed by the
 * stiffness of the plate. With an elastic thickness of 0 it is {@link airyMohoDepth} at every node.
 *
 * The plate is flat and without end (a Fourier transform): see {@link applyFilter} on what happens at the edges. Take
 * a grid that reaches some wavelengths of the plate, 200 km or so, beyond the stations.
 *
 * @param elevation - heights on land and depths at sea (negative), metres, without gaps; in degrees or metres
 * @param options - see {@link FlexureOptions}
 * @returns depth below sea level, metres, positive down, on the same nodes
 * @throws ArgumentError where the grid has gaps or an option is out of range
 *
 * Source: Watts (2001), Isostasy and Flexure of the Lithosphere, section 5.2.
 *
 * @example
 * const parts = { x: Float64Array.of(0, 1e5), y: Float64Array.of(0, 1e5), crs: "plane", name: "height_m", units: "m" };
 * const plateau = makeGrid({ ...parts, values: Float64Array.of(1000, 1000, 1000, 1000) });
 * const moho = flexuralMoho(plateau, { elasticThickness: 20000, earth: "planar" });
 * moho.values[0].toFixed(6); // => "36675.000000"
 */
export function flexuralMoho(elevation: Grid, options: FlexureOptions): Grid {
  const settings = compensationSettings(withoutPlate(options));
  const rigidity = flexuralRigidity(options);
  const { x, y, registration, crs } = elevation;
  const root = makeGrid({
    ...{ x, y, registration, crs, name: "moho_depth_m", units: "m" },
    values: elevation.values.map((height) => rootOfLoad(loadOnSeaLevel(height, settings), settings)),
  });
  const response = (k: number): number => 1 / (1 + (rigidity * k ** 4) / (settings.mohoContrast * GRAVITY));
  const bent =
    rigidity === 0
      ? root
      : applyFilter(root, (_kx, _ky, k) => response(k), { metresPerUnit: metresPerGridUnit(elevation) });
  return makeGrid({ ...bent, values: bent.values.map((value) => settings.normalMohoDepth + value) });
}

function withoutPlate(options: FlexureOptions): CompensationOptions {
  const {
    elasticThickness: _thickness,
    youngModulus: _modulus,
    poissonRatio: _ratio,
    ...compensation
  } = options;
  return compensation;
}
