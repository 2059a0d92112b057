import type { Exercise } from "../../exercise/index.js";
import { leaveOneOut } from "./leave-one-out.js";
import { oneFieldDay } from "./one-field-day.js";
import { recallAndAlarms } from "./recall-and-alarms.js";
import { robustLimit } from "./robust-limit.js";
import { worstReading } from "./worst-reading.js";

const exercises: readonly Exercise[] = [worstReading, robustLimit, oneFieldDay, recallAndAlarms, leaveOneOut];
export default exercises;
