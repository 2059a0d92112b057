import type { Exercise } from "../../exercise/index.js";
import { densityOfAHill } from "./density-of-a-hill.js";
import { sampleSlab } from "./sample-slab.js";
import { threeAnomalies } from "./three-anomalies.js";
import { twoDensities } from "./two-densities.js";
import { waterForRock } from "./water-for-rock.js";

const exercises: readonly Exercise[] = [
  sampleSlab,
  waterForRock,
  threeAnomalies,
  densityOfAHill,
  twoDensities,
];
export default exercises;
