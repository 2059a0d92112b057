import type { Exercise } from "../../exercise/index.js";
import { findTheFault } from "./find-the-fault.js";
import { onePoint } from "./one-point.js";
import { oneSample } from "./one-sample.js";
import { oneShift } from "./one-shift.js";

const exercises: readonly Exercise[] = [onePoint, oneSample, oneShift, findTheFault];
export default exercises;
