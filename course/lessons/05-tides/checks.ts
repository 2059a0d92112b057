import type { Exercise } from "../../exercise/index.js";
import { clockLimit } from "./clock-limit.js";
import { nextReading } from "./next-reading.js";
import { otherPlace } from "./other-place.js";
import { sunTide } from "./sun-tide.js";
import { tideFreeBase } from "./tide-free-base.js";

const exercises: readonly Exercise[] = [sunTide, nextReading, tideFreeBase, clockLimit, otherPlace];
export default exercises;
