import type { Exercise } from "../../exercise/index.js";
import { findTheFault } from "./find-the-fault.js";
import { onePlace } from "./one-place.js";
import { rootByHand } from "./root-by-hand.js";
import { seaAndPratt } from "./sea-and-pratt.js";
import { whatThePlateLetsThrough } from "./what-the-plate-lets-through.js";

const exercises: readonly Exercise[] = [
  rootByHand,
  seaAndPratt,
  whatThePlateLetsThrough,
  onePlace,
  findTheFault,
];
export default exercises;
