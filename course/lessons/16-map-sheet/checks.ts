import type { Exercise } from "../../exercise/index.js";
import { contourInterval } from "./contour-interval.js";
import { findTheFault } from "./find-the-fault.js";
import { onThePaper } from "./on-the-paper.js";
import { twoScales } from "./two-scales.js";
import { whatIsMissing } from "./what-is-missing.js";

const exercises: readonly Exercise[] = [whatIsMissing, onThePaper, contourInterval, twoScales, findTheFault];
export default exercises;
