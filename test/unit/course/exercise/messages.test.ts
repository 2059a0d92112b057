import { describe, expect, test } from "vitest";
import {
  authored,
  checkAnswers,
  ENGLISH,
  gapsOf,
  type MessageKey,
  message,
  textOf,
} from "../../../../course/exercise/index.js";
import { readNothing, sample } from "./sample-exercise.js";

describe("texts", () => {
  test("gaps are filled; one that nothing fills stays to be seen", () => {
    expect(textOf(message("whole.high", { answer: "n", value: 7 }))).toBe("`n` is 7. That is too many.");
    expect(textOf(message("whole.high", { answer: "n" }))).toContain("{value}");
    expect(textOf(message("whole.high", { answer: "{value}", value: 7 }))).toBe(
      "`{value}` is 7. That is too many.",
    );
  });

  test("another language tells what it has, and English the rest", async () => {
    const lao = { "title.wrong": "ຍັງບໍ່ທັນ", "07.2.misconception.no-tide": "ກະແສນ້ຳ" };
    expect(textOf(message("title.wrong"), lao)).toBe("ຍັງບໍ່ທັນ");
    expect(textOf(message("title.passed"), lao)).toBe(ENGLISH["title.passed"]);
    const verdict = await checkAnswers(
      { corrected: 2210.345 },
      { exercise: sample, variant: 0, read: readNothing },
    );
    expect(verdict.messages.map((one) => textOf(one, lao))).toEqual(["ກະແສນ້ຳ"]);
    expect(verdict.messages.map((one) => textOf(one, {}))).toEqual(["The tide is still in the reading."]);
  });

  test("a message inside a message is told in the same language; an empty translation is none", () => {
    const inside = message("value.other", {
      answer: "g",
      value: message("words.table"),
      wanted: message("wanted.whole"),
    });
    const french = {
      "words.table": "un tableau",
      "value.other": "`{answer}` est {value}. Donnez {wanted}.",
      "wanted.whole": "",
    };
    expect(textOf(inside)).toBe("`g` is a table. Give a whole number.");
    expect(textOf(inside, french)).toBe("`g` est un tableau. Donnez a whole number.");
  });

  test("names of the language's own objects are no translations", () => {
    expect(textOf(authored("constructor", "Hello"), {})).toBe("Hello");
    expect(textOf(message("title.hint"), JSON.parse('{"__proto__": {"title.hint": "x"}}'))).toBe("Hint");
  });

  test("every English text is a sentence or a title, with closed backticks", () => {
    for (const key of Object.keys(ENGLISH) as MessageKey[]) {
      const text: string = ENGLISH[key];
      expect(text.trim(), key).toBe(text);
      expect(text.length, key).toBeGreaterThan(2);
      expect((text.match(/`/g) ?? []).length % 2, key).toBe(0);
    }
  });

  test("the gaps of a text are found once each", () => {
    expect(gapsOf("{b} and {a} and {b}")).toEqual(["a", "b"]);
  });
});
