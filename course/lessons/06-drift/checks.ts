import type { Exercise } from "../../exercise/index.js";
import { longestLoop } from "./longest-loop.js";
import { lostEvening } from "./lost-evening.js";
import { noonMisfit } from "./noon-misfit.js";
import { sigmaFromALoop } from "./sigma-from-a-loop.js";
import { stationInDoubt } from "./station-in-doubt.js";

const exercises: readonly Exercise[] = [noonMisfit, longestLoop, lostEvening, stationInDoubt, sigmaFromALoop];
export default exercises;
