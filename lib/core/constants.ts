/** Newton's gravitational constant in m³ kg⁻¹ s⁻² (CODATA 2018: 6.67430(15)e-11). */
export const GRAVITATIONAL_CONSTANT = 6.6743e-11;

/** How many milligals make one m/s²: 1 mGal = 1e-5 m/s². */
export const MILLIGAL_PER_SI = 1e5;

/** Radians in one degree. */
export const RADIANS_PER_DEGREE: number = Math.PI / 180;

/** Density of the standard Bouguer slab in kg/m³, the worldwide convention (Hinze et al. 2005). */
export const STANDARD_DENSITY = 2670;

/** Mean radius of the Earth in metres, as LaFehr (1991) takes it for the spherical cap, and so all that goes with it. */
export const EARTH_RADIUS = 6_371_000;
