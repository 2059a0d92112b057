/**
 * Every text of the exercise engine, in English. `{name}` is a gap. Text between backticks is shown as code.
 *
 * Keys are stable: translations hang on them.
 */
export const ENGLISH = {
  "title.passed": "Right",
  "title.wrong": "Not yet",
  "title.unreadable": "The check cannot read this",
  "title.not-attempted": "Not attempted",
  "title.for-instructor": "For your instructor",
  "title.broken": "The check itself failed",
  "title.hint": "Hint",
  "title.solution": "Solution",
  "title.reset": "Ready for a new start",
  "title.progress": "Your progress",

  "passed.alone": "Your answer agrees with the truth.",
  "passed.variant": "Right, also with other data.",
  "not-attempted.blank":
    "Replace `____` by your answer for {answers}, run that cell, then run this check again.",
  "not-attempted.rest": "Right so far: {answers}. Still blank: {blanks}.",
  "not-attempted.hint": "If you do not know how to begin, write `{exercise}.hint()` in a new cell.",
  "for-instructor": "Your text stays in this notebook. No program judges it: show it to your instructor.",
  "essay.short": "Write at least {words} words. You have {written}.",
  broken: "This is not your fault. Tell your instructor, with this text: exercise {exercise}, {problem}",
  stale:
    "This is the answer for other data. After the solution or a reset, `given` changes: run the exercise's cell again, then this check.",
  "right-so-far": "Right so far: {answers}. Not right yet: {wrong}.",

  "answers.none": "`check` needs your answers: `check({ {names} })`.",
  "answers.not-object":
    "`check` got {value}. Give your answers by name, between braces: `check({ {names} })`.",
  "answers.missing": "The check did not get `{answer}`. Write `check({ {names} })`.",
  "answers.similar": "The check did not get `{answer}`, but it got `{similar}`. Capital letters count.",
  "answers.failing": "Reading your answer `{answer}` failed: {problem}",

  "value.undefined":
    "`{answer}` has no value. Did you give it what `show(...)` gives back, which is nothing, or is a name misspelt?",
  "value.null": "`{answer}` is `null`, which means: no value. Give {wanted}.",
  "value.promise":
    "`{answer}` is a promise: a value that is not there yet. Put `await` before the call that makes it.",
  "value.function":
    "`{answer}` is a function that nobody called. Call it with its arguments: `{answer}(...)`.",
  "value.step":
    "`{answer}` is a step's whole answer, with `result` and `report`. Take what you need from `result`.",
  "value.table":
    '`{answer}` is a whole table. Take one column: `{answer}.array("column_name")`, or one value: `{answer}.get("column_name", 0)`.',
  "value.text-number":
    "`{answer}` is text between quotation marks. Give the number alone, without quotation marks and without its unit.",
  "value.text-comma":
    "`{answer}` is text between quotation marks. Give the number alone, without quotation marks, and with a point instead of the comma.",
  "value.list":
    "`{answer}` is {value}. One value is wanted: compute it from the list, or take out the one that is asked for.",
  "value.other": "`{answer}` is {value}. Give {wanted}.",

  "wanted.number": "a number in {unit}",
  "wanted.number.plain": "a number",
  "wanted.numbers": "a list of numbers in {unit}",
  "wanted.numbers.plain": "a list of numbers",
  "wanted.whole": "a whole number",
  "wanted.truth": "`true` or `false`",
  "wanted.choice": "one of {options}",
  "wanted.names": "a name between quotation marks, or a list of names",
  "wanted.figure": "a figure: `{ data: [...], layout: {...} }`",
  "wanted.function": "a function",
  "wanted.essay": "a text between quotation marks",

  "number.nan":
    "`{answer}` is `NaN`: not a number. Somewhere in the calculation a blank `____` is left, a value is missing, or a name is not spelled as in the table.",
  "number.infinite": "`{answer}` is infinite. Somewhere a number was divided by zero.",
  "number.close":
    "`{answer}` is {value}. That is very near, but farther from the right value than {tolerance}.",
  "number.far": "`{answer}` is {value}. That is not the right value.",
  "number.rounded": "`{answer}` is rounded too much. Give all digits that the computer gives you.",
  "numbers.length": "`{answer}` has {length} values. It should have {right}.",
  "numbers.most": "`{answer}` is {value}: far more than any exercise asks for.",
  "numbers.gap": "`{answer}`: value {place} is {value}. Every value must be a number.",
  "numbers.some":
    "`{answer}`: {wrong} of {length} values are not right yet. The first of them is value {place}.",
  "whole.fraction": "`{answer}` is {value}. A count is a whole number.",
  "whole.high": "`{answer}` is {value}. That is too many.",
  "whole.low": "`{answer}` is {value}. That is too few.",
  "truth.wrong": "`{answer}` should be the opposite.",
  "choice.wrong": "`{value}` is not right.",
  "choice.unknown": "`{value}` is not one of the choices: {options}.",
  "names.wrong": "{value} is not right.",
  "names.missing": "{value}: right as far as it goes, but something is missing.",
  "names.one": "Give one name: `{answer}` is {value}.",
  "names.unknown": "There is nothing with the name `{name}` here. Write a name as it stands in the data.",
  "names.partly": "Some of your names are right, others are not, and something is missing.",
  "names.extra": "The right ones are among your names, but so are others that do not belong there.",
  "function.result": "`{answer}({arguments})` gives {value}. That is not right.",
  "function.throws": "`{answer}({arguments})` fails: {problem}",
  "function.promise": "`{answer}({arguments})` gives a promise. Leave out `async`.",
  "function.kind": "`{answer}({arguments})` gives {value}, and should give a number.",
  "function.nothing": "`{answer}({arguments})` gives nothing. Does the function say `return`?",
  "figure.empty": "The figure has no data that are drawn: `data` needs a trace with `x` and `y`.",
  "figure.values": "No trace of the figure has the right values in `x` and `y`.",
  "figure.count": "The figure has {length} points. It should have {right}.",
  "figure.axes-swapped": "The axes are swapped: what you draw along x belongs along y.",
  "figure.mode": 'Draw the values as {mode}: `mode: "{mode}"`.',
  "figure.no-title":
    'The {axis} axis has no title. A reader must know what it shows: `{axis}axis: { title: { text: "..." } }`.',
  "figure.quantity": "The title of the {axis} axis does not say `{words}`.",
  "figure.no-unit": "The title of the {axis} axis does not name the unit ({unit}).",

  "generic.sign":
    "The size is right, but the sign is not. Think about the direction: what is added, and what is taken away?",
  "generic.factor.large": "Your value is {factor} times too large. Look at the units: did you mix {units}?",
  "generic.factor.small": "Your value is {factor} times too small. Look at the units: did you mix {units}?",
  "generic.factor.large.plain": "Your value is {factor} times too large.",
  "generic.factor.small.plain": "Your value is {factor} times too small.",
  "units.mgal-si": "mGal and m/s²",
  "units.mgal-microgal": "mGal and µGal",
  "units.km-m": "km and m",
  "units.feet-metres": "feet and metres",
  "units.minutes-hours": "minutes and hours",
  "units.seconds-hours": "seconds and hours",
  "units.degrees-radians": "degrees and radians",

  "words.nothing": "nothing",
  "words.whole": "the whole number {number}",
  "words.empty-text": "an empty text",
  "words.text": 'the text "{text}"',
  "words.function": "a function",
  "words.symbol": "a symbol",
  "words.list-one": "a list of 1 value",
  "words.list": "a list of {length} values",
  "words.table": "a table",
  "words.date": "a date",
  "words.collection": "a collection",
  "words.object": "an object",
  "words.unreadable": "a value that cannot be read",

  "misconception.sign":
    "The size is right, but the sign is not. Think about the direction: what is added, and what is taken away?",
  "misconception.tide-sign":
    "The tide has the wrong sign. When the Moon stands above, it pulls up, and the meter shows too little. So add the correction to the reading.",
  "misconception.metres-per-second-squared":
    "This is the value in m/s². 1 mGal is 0.00001 m/s², so 1 m/s² is 100 000 mGal.",
  "misconception.degrees-for-radians":
    "You gave degrees to a function that takes radians. `Math.sin` and `Math.cos` take radians: multiply degrees by `Math.PI / 180` first.",
  "misconception.latitude-longitude-swapped":
    "Latitude and longitude are swapped. Latitude goes north and south, from −90° to 90°. Longitude goes east and west.",
  "misconception.free-air-sign":
    "The free-air part has the wrong sign. Gravity falls with height, so a station above sea level measures too little. To bring it down to sea level, add 0.3086 mGal for each metre.",
  "misconception.slab-sign":
    "The slab has the wrong sign. The rock between sea level and the station pulls down and makes gravity larger. To take it away, subtract it.",
  "misconception.density-in-grams":
    "The density is in g/cm³. Here it must be in kg/m³: 2.67 g/cm³ is 2670 kg/m³.",
  "misconception.ellipsoidal-height":
    "You used the height above the ellipsoid. An anomaly needs the height above the geoid (near sea level). They differ by the geoid height, often by 30 m or more.",
  "misconception.drift-sign":
    "The drift has the wrong sign. The meter shows too much when it has drifted up, so subtract the drift from the reading.",
  "misconception.drift-twice": "The drift was taken away twice. Look where it was already corrected.",
  "misconception.local-time":
    "You used the clock of the country, not UTC. In Thailand, Laos and Vietnam UTC is 7 hours earlier than the clock on the wall.",

  "hint.none-left":
    "There is no other hint. You can look at the solution now: write `{exercise}.solution()`.",
  "solution.closed":
    "The solution opens after two checks that were not right, or after all hints. Try it, or write `{exercise}.hint()`.",
  "solution.variant":
    "Now do it with other data. `given` has changed: run the exercise's cell again, put in your own answer, and check it.",
  "solution.missing": "The solution of this exercise is not here. Ask your instructor.",
  "reset.done": "The exercise is as new: run its cell again. Your progress keeps what you did before.",

  "progress.unsaved": "Your progress could not be saved. Everything else works. The reason: {problem}",
  "progress.learner": "You are {learner}. Nobody else sees this: it stays on this computer.",
  "progress.empty": "Nothing yet. Your first check will appear here.",
  "progress.lesson": "Lesson",
  "progress.exercises": "Exercises",
  "progress.points": "Points",
  "progress.sum": "{passed} of {exercises} exercises, {points} of {all} points",
  "state.new": "not attempted",
  "state.tried": "tried",
  "state.passed": "right",
  "state.helped": "right, after the solution",
  "state.instructor": "for the instructor",
} as const;

/** The key of a text of the engine. */
export type MessageKey = keyof typeof ENGLISH;
