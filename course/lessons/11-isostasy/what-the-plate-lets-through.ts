import { defineExercise, type Exercise, instead, number, scale } from "../../exercise/index.js";

interface PlateGiven {
  readonly elastic_thickness_m: number;
  readonly range_wavelength_km: number;
}

/** Δρ g, Pa/m: 400 kg/m³ at the Moho, 9.81 m/s². */
const LIFT = 400 * 9.81;

/** k at which half of a root is left, 1/m: D k⁴ = Δρ g. Source: Turcotte & Schubert (2014), eq. 3.115 and 3.72. */
function halfWavenumber({ elastic_thickness_m }: PlateGiven): number {
  const rigidity = (1e11 * elastic_thickness_m ** 3) / (12 * (1 - 0.25 ** 2));
  return (LIFT / rigidity) ** 0.25;
}

const half_km = (given: PlateGiven): number => (2 * Math.PI) / halfWavenumber(given) / 1000;

/** Φ = 1 / (1 + (k / k½)⁴) = 1 / (1 + (λ½ / λ)⁴). */
const shareOf = (given: PlateGiven): number => 1 / (1 + (half_km(given) / given.range_wavelength_km) ** 4);

function answerOf(given: PlateGiven) {
  return { half_wavelength_km: half_km(given), root_share: shareOf(given) };
}

/** Exercise 11.3. */
export const whatThePlateLetsThrough: Exercise = defineExercise({
  id: "11.3",
  objective: "Say which mountains a plate carries by its strength",
  minutes: 7,
  points: 2,
  given: [
    { elastic_thickness_m: 15_000, range_wavelength_km: 150 },
    { elastic_thickness_m: 30_000, range_wavelength_km: 400 },
  ] satisfies PlateGiven[],
  reads: {
    // Read from a list with steps of 5 km it is right, too.
    half_wavelength_km: number("km", { tolerance: 6 }),
    root_share: number("", { tolerance: 0.004 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    instead(
      "no-two-pi",
      "half_wavelength_km",
      ({ given }) => 1 / halfWavenumber(given) / 1000,
      "This is 1 divided by the wavenumber. A wave of length λ has the wavenumber 2π / λ. Multiply by 2π.",
    ),
    scale("metres", "half_wavelength_km", 1000, "This is in metres. The question asks for kilometres."),
    instead(
      "carried-share",
      "root_share",
      ({ given }) => 1 - shareOf(given),
      "This is the part that the strength of the plate carries. The question is about the other part: how much of the root is left.",
    ),
    instead(
      "share-without-two-pi",
      "root_share",
      ({ given }) => 1 / (1 + (1 / (given.range_wavelength_km * 1000 * halfWavenumber(given))) ** 4),
      "You gave 1 divided by the wavelength as the wavenumber. It is 2π divided by the wavelength, in radians for each metre.",
    ),
    instead(
      "kilometres-for-metres",
      "root_share",
      ({ given }) => 1 / (1 + (half_km(given) / (given.range_wavelength_km / 1000)) ** 4),
      "The answer is nearly nothing, because the wavelength was in kilometres. `flexuralResponse` wants radians for each metre: multiply the kilometres by 1000 first.",
    ),
  ],
  hints: [
    "At which wavelength is the response 0.5? You may try some wavelengths, or use the formula of D and k.",
    "Half of the root is left where D k⁴ = Δρ g, so k is the fourth root of Δρ g / D. The wavelength is 2π / k. For the range, take its own wavelength in metres.",
    "Write: `const D = (1e11 * elastic_thickness_m ** 3) / (12 * (1 - 0.25 ** 2));` Then `const k = ((400 * 9.81) / D) ** 0.25;` and `const half_wavelength_km = ... / k / 1000;`",
  ],
  wrong: {
    "no-two-pi": ({ given }) => ({
      ...answerOf(given),
      half_wavelength_km: 410.2 * (given.elastic_thickness_m / 20_000) ** 0.75 * 0.15915,
    }),
    metres: ({ given }) => ({
      ...answerOf(given),
      half_wavelength_km: 410_000 * (given.elastic_thickness_m / 20_000) ** 0.75,
    }),
    "carried-share": ({ given }) => ({
      ...answerOf(given),
      root_share: given.elastic_thickness_m === 15_000 ? 0.959 : 0.787,
    }),
    "share-without-two-pi": ({ given }) => ({
      ...answerOf(given),
      root_share: given.elastic_thickness_m === 15_000 ? 0.985 : 0.998,
    }),
    "kilometres-for-metres": ({ given }) => ({ ...answerOf(given), root_share: 0 }),
  },
});
