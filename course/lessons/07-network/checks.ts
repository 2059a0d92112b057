import type { Exercise } from "../../exercise/index.js";
import { fourStations } from "./four-stations.js";
import { lastWeek } from "./last-week.js";
import { moreThanNeeded } from "./more-than-needed.js";
import { scaleFactor } from "./scale-factor.js";
import { wrongBase } from "./wrong-base.js";

const exercises: readonly Exercise[] = [fourStations, moreThanNeeded, scaleFactor, wrongBase, lastWeek];
export default exercises;
