import type { Exercise } from "../../exercise/index.js";
import { anomalyByHand } from "./anomaly-by-hand.js";
import { counterToMilligal } from "./counter-to-milligal.js";
import { driftAndTie } from "./drift-and-tie.js";
import { findTheFault } from "./find-the-fault.js";
import { tideSign } from "./tide-sign.js";

const exercises: readonly Exercise[] = [
  counterToMilligal,
  tideSign,
  driftAndTie,
  anomalyByHand,
  findTheFault,
];
export default exercises;
