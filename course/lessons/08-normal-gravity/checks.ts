import type { Exercise } from "../../exercise/index.js";
import { anomalyByHand } from "./anomaly-by-hand.js";
import { anomalyOrDisturbance } from "./anomaly-or-disturbance.js";
import { howSure } from "./how-sure.js";
import { mixedMap } from "./mixed-map.js";
import { newtonsBall } from "./newtons-ball.js";

const exercises: readonly Exercise[] = [newtonsBall, anomalyByHand, anomalyOrDisturbance, howSure, mixedMap];
export default exercises;
