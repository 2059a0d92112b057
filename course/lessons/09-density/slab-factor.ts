/** 2πG in mGal for a slab of 1 m and 1 kg/m³; G of CODATA 2018, written here so that no check asks the library. */
export const SLAB: number = 2 * Math.PI * 6.6743e-11 * 1e5;

/** What a trainee types for it from the lesson. */
export const TYPED: number = 0.0000419;
