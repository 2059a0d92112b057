import type { Exercise } from "../../exercise/index.js";
import { findTheFault } from "./find-the-fault.js";
import { heldOutByHand } from "./held-out-by-hand.js";
import { oneCell } from "./one-cell.js";
import { sigmaFactor } from "./sigma-factor.js";
import { widthOfABody } from "./width-of-a-body.js";

const exercises: readonly Exercise[] = [oneCell, widthOfABody, heldOutByHand, sigmaFactor, findTheFault];
export default exercises;
