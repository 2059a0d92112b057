import fc from "fast-check";
import { expect, test } from "vitest";
import { clock, lessonPlan } from "../../../../course/authoring/book/lesson-plan.js";
import type { Lesson } from "../../../../course/authoring/lesson.js";
import { lesson, source } from "./fixture-lesson.js";

const { checks } = source;

test("the plan has a row for each section, with its exercises, and fills the lesson's time", () => {
  const plan = lessonPlan(lesson, checks);
  expect(plan.map(({ title }) => title)).toEqual(["", "1 · The meter", "2 · The sign"]);
  expect(plan[2].exercises).toEqual([{ id: "07.1", minutes: 6 }]);
  expect(plan[0].start).toBe(0);
  expect(plan.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(30);
});

test("each section starts where the one before it ends, in whole minutes, for any length", () => {
  fc.assert(
    fc.property(fc.integer({ min: 11, max: 300 }), (minutes) => {
      const plan = lessonPlan({ ...lesson, minutes }, checks);
      plan.forEach((section, i) => {
        expect(Number.isInteger(section.minutes) && section.minutes >= 0).toBe(true);
        const end = section.start + section.minutes;
        expect(plan[i + 1]?.start ?? minutes).toBe(end);
      });
    }),
  );
});

test("minutes in the title of an instructor's note count for their section", () => {
  const without = lesson.blocks.map((block) =>
    block.kind === "part" && block.name === "instructor" ? { ...block, title: "Show the meter" } : block,
  );
  const [, withNote] = lessonPlan({ ...lesson, minutes: 11 }, checks);
  const [, plain] = lessonPlan({ ...lesson, minutes: 6, blocks: without }, checks);
  expect(withNote.minutes - plain.minutes).toBe(5);
});

test("exercises that need more time than the lesson has are refused with the least time", () => {
  expect(() => lessonPlan({ ...lesson, minutes: 10 }, checks)).toThrow(/at least 11/);
});

test("a lesson without text and code has all its time in one section", () => {
  const exercise = lesson.blocks.filter(({ kind }) => kind === "exercise");
  const plan = lessonPlan({ ...lesson, blocks: exercise } as Lesson, checks);
  expect(plan).toEqual([{ title: "", start: 0, minutes: 30, exercises: [{ id: "07.1", minutes: 6 }] }]);
});

test("a time is written in hours and minutes", () => {
  expect([0, 5, 60, 125].map(clock)).toEqual(["0:00", "0:05", "1:00", "2:05"]);
});
