import type { Exercise } from "../../exercise/index.js";
import { aboveTheGeoid } from "./above-the-geoid.js";
import { findTheHeight } from "./find-the-height.js";
import { findTheZone } from "./find-the-zone.js";
import { metresToMilligals } from "./metres-to-milligals.js";
import { oldDatum } from "./old-datum.js";

const exercises: readonly Exercise[] = [
  metresToMilligals,
  findTheZone,
  oldDatum,
  aboveTheGeoid,
  findTheHeight,
];
export default exercises;
