import type { Exercise } from "../../exercise/index.js";
import { lostHeader } from "./lost-header.js";
import { pageInLocalTime } from "./page-in-local-time.js";
import { sigmaOfTheMean } from "./sigma-of-the-mean.js";
import { undoTheTide } from "./undo-the-tide.js";
import { whichNumber } from "./which-number.js";

const exercises: readonly Exercise[] = [
  whichNumber,
  sigmaOfTheMean,
  undoTheTide,
  lostHeader,
  pageInLocalTime,
];
export default exercises;
