/** Densities of what a cell may hold, kg/m³, and what counts as sea: plain data, the same in every thread. */
export interface CellDensities {
  /** Of the reference, slab or cap: what the terrain is compared with. */
  readonly density: number;
  readonly seaDensity: number;
  readonly lakeDensity: number;
  /** Whether ground below 0 is under the sea. */
  readonly hasSea: boolean;
}

/**
 * The surfaces of one cell, as the terrain correction sees them. With F(z) the effect of the column from z up to the
 * station's level at unit density, ρ the slab's density, and a cell that holds rock ρᵣ up to b and water ρ_w from b to w,
 *
 * ```
 * correction = slab − topography = Σ shareₖ ρ F(zₖ)
 *   land, ρᵣ = ρ:     F(h)
 *   land:             (ρᵣ/ρ) F(h) + (1 − ρᵣ/ρ) F(0)
 *   sea:              (1 − ρ_w/ρ) F(floor) + (ρ_w/ρ) F(0)
 *   lake:             (ρᵣ − ρ_w)/ρ F(bed) + (ρ_w/ρ) F(surface) + (1 − ρᵣ/ρ) F(0)
 * ```
 *
 * so that the shares of every cell add up to 1.
 */
export interface CellSurfaces {
  count: number;
  /** Heights, metres. */
  readonly height: Float64Array;
  readonly share: Float64Array;
  /** 1 where the surface slopes with the ground, 0 where it is level (sea, and z = 0). */
  readonly slopes: Uint8Array;
  /** Whether it is the floor of the sea: it stays below 0. */
  isSea: boolean;
}

/** Room for the surfaces of a cell. */
export function cellSurfaces(): CellSurfaces {
  return {
    count: 0,
    height: new Float64Array(3),
    share: new Float64Array(3),
    slopes: new Uint8Array(3),
    isSea: false,
  };
}

/**
 * Sets the surfaces of a cell.
 *
 * @param height - of the ground, the sea floor (negative) or a lake's surface, metres
 * @param rock - density of the ground, kg/m³
 * @param lakeDepth - depth of a lake, metres; 0 or NaN where there is none
 */
export function setSurfaces(
  into: CellSurfaces,
  height: number,
  rock: number,
  lakeDepth: number,
  { density, seaDensity, lakeDensity, hasSea }: CellDensities,
): void {
  into.count = 0;
  into.isSea = hasSea && height < 0;
  if (into.isSea) {
    add(into, height, 1 - seaDensity / density, 1);
    add(into, 0, seaDensity / density, 0);
  } else if (lakeDepth > 0) {
    const bed = height - lakeDepth;
    const ground = bed < 0 ? density : rock; // below 0 the reference's rock is missing, whatever stands around
    add(into, bed, (ground - lakeDensity) / density, 1);
    add(into, height, lakeDensity / density, 1);
    add(into, 0, 1 - ground / density, 0);
  } else if (height > 0 && rock !== density) {
    add(into, height, rock / density, 1);
    add(into, 0, 1 - rock / density, 0);
  } else add(into, height, 1, 1);
}

function add(into: CellSurfaces, height: number, share: number, slopes: 0 | 1): void {
  if (share === 0) return;
  into.height[into.count] = height;
  into.share[into.count] = share;
  into.slopes[into.count++] = slopes;
}
