/** The exercise engine: what a lesson's `checks.ts` is written with, and what a notebook runs it with. */
export { ____, isBlank } from "./blank.js";
export { type CheckRequest, checkAnswers, type Outcome, sentences, type Verdict } from "./check-answers.js";
export { problemOf } from "./describe-value.js";
export {
  defineExercise,
  type Exercise,
  type ExerciseSource,
  type Facts,
  type ListedExercise,
  type ListedLesson,
  type Misconception,
  type World,
} from "./exercise.js";
export { choice } from "./kinds/choice.js";
export { essay } from "./kinds/essay.js";
export { figure } from "./kinds/figure.js";
export { type AnswerFunction, type Case, functionOf } from "./kinds/function-of.js";
export type { Kind } from "./kinds/kind.js";
export { names } from "./kinds/names.js";
export { number } from "./kinds/number.js";
export { numbers } from "./kinds/numbers.js";
export { truth } from "./kinds/truth.js";
export { whole } from "./kinds/whole.js";
export {
  bestStanding,
  type LearnerEvent,
  type LearnerState,
  learnerState,
  type Standing,
} from "./learner-state.js";
export { ENGLISH, type MessageKey } from "./messages/english.js";
export { authored, gapsOf, type Message, message, type Translations, textOf } from "./messages/message.js";
export { type FigureFault, figureFault } from "./misconceptions/figure.js";
export { insteadFunction } from "./misconceptions/function.js";
export {
  chosen,
  instead,
  metresPerSecondSquared,
  scale,
  shifted,
  sign,
  swapped,
} from "./misconceptions/value.js";
export { verifyExercise } from "./verify-exercise.js";
