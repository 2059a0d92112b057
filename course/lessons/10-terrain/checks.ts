import type { Exercise } from "../../exercise/index.js";
import { completeAnomaly } from "./complete-anomaly.js";
import { findTheHeight } from "./find-the-height.js";
import { oneMass } from "./one-mass.js";
import { otherDensity } from "./other-density.js";
import { ringByHand } from "./ring-by-hand.js";

const exercises: readonly Exercise[] = [oneMass, ringByHand, completeAnomaly, otherDensity, findTheHeight];
export default exercises;
