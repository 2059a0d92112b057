import { describe, expect, it } from "vitest";
import { headingSlug } from "../../../../course/authoring/cell-ids.js";
import { parseLesson } from "../../../../course/authoring/parse-lesson.js";
import { solutionNotebook } from "../../../../course/authoring/solution-notebook.js";
import { traineeNotebook } from "../../../../course/authoring/trainee-notebook.js";
import { type Exercise, number } from "../../../../course/exercise/index.js";
import { type Cell, type Notebook, notebookText } from "../../../../course/runner/notebook-file.js";
import { SMALL_CHECKS, SMALL_LESSON } from "./small-lesson.js";

const lesson = parseLesson(SMALL_LESSON, "07-tides");
const trainee = traineeNotebook(lesson, SMALL_CHECKS);
const solution = solutionNotebook(lesson, SMALL_CHECKS);

function cellOf({ cells }: Notebook, id: string): Cell {
  const found = cells.find((cell) => cell.id === id);
  if (found === undefined) throw new Error(`no cell ${id}: ${cells.map((cell) => cell.id).join(", ")}`);
  return found;
}

/** The small lesson with one thing changed. */
function changed(from: string, to: string, checks: readonly Exercise[] = SMALL_CHECKS): Notebook {
  const text = SMALL_LESSON.replace(from, to);
  if (text === SMALL_LESSON && from !== to) throw new Error(`'${from}' is not in the lesson`);
  return traineeNotebook(parseLesson(text, "07-tides"), checks);
}

describe("the trainee's notebook", () => {
  it("has a cell for each run of text, code and part of an exercise, in the lesson's order", () => {
    expect(trainee.cells.map(({ id }) => id)).toEqual([
      "07-title",
      "07-start-1",
      "07-the-moon-pulls-1",
      "07-the-moon-pulls-2",
      "07-the-moon-pulls-3",
      "07-the-moon-pulls-4",
      "07-the-moon-pulls-5",
      "07-1-task",
      "07-1-starter",
      "07-1-check",
      "07-2-task",
      "07-2-starter",
      "07-2-check",
      "07-key-points",
      "07-glossary",
    ]);
  });

  it("begins with title, time, questions, objectives and what to know before", () => {
    expect(cellOf(trainee, "07-title").source).toBe(`# 07 · Tides of the Earth

How the Moon moves the meter.

*About 30 minutes, with the exercises.*

**Questions**

- Why does a reading change while nobody touches the meter?

**You will be able to**

- add the tide to a reading;
- say which sign it has.

**Before you begin**

Lesson 01.`);
  });

  it("shows a remark as a quotation in the cell of the text before it", () => {
    expect(cellOf(trainee, "07-the-moon-pulls-3").source).toBe(
      "Look at the curve.\n\n> **Think**\n>\n> Where is the Moon at the highest point?",
    );
  });

  it("splits cells at a line +++ and before a section", () => {
    expect(cellOf(trainee, "07-start-1").source).toBe("The meter stands still. Its reading does not.");
    expect(cellOf(trainee, "07-the-moon-pulls-5").source).toBe("## The Moon pulls");
    expect(cellOf(trainee, "07-the-moon-pulls-4").source).toBe("This text has a cell of its own.");
  });

  it("opens each exercise itself, with the blanks of the starter, and asks for the answers by name", () => {
    expect(cellOf(trainee, "07-1-starter").source).toBe(
      'const q1 = exercise("07.1");\nconst corrected = ____; // mGal',
    );
    expect(cellOf(trainee, "07-1-check").source).toBe("await q1.check({ corrected });");
    expect(cellOf(trainee, "07-1-task").source).toBe(
      "### Exercise 07.1 · Which sign has the tide?\n\nThe meter read 2210.345 mGal.\n\n" +
        "> **Tip · Think of the spring**\n>\n> The Moon pulls **up**.\n\n*About 5 minutes.*",
    );
  });

  it("says in the metadata of an exercise's cells which exercise they are of, and what they are", () => {
    const marked = trainee.cells.filter(({ metadata }) => "exercise" in Object(metadata.igdp));
    expect(marked.map(({ id, metadata }) => [id, metadata.igdp])).toEqual(
      [1, 2].flatMap((n) =>
        ["task", "starter", "check"].map((role) => [`07-${n}-${role}`, { exercise: `07.${n}`, role }]),
      ),
    );
  });

  it("ends with the key points and the words, which JupyterLab can show", () => {
    expect(cellOf(trainee, "07-key-points").source).toBe("## Key points\n\n- The tide is **added**.");
    expect(cellOf(trainee, "07-glossary").source).toBe(
      "## Words\n\n- **tide**: The pull of the Moon and the Sun on everything here.\n- **drift**: The slow change of the spring.",
    );
  });

  it("holds no solution, no slide and nothing for the instructor", () => {
    const text = notebookText(trainee);
    for (const secret of [
      "q1.given.tide_mgal",
      "is **added**, ",
      "Ask who has seen",
      "figure:",
      "Leave out",
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it("holds no outputs, and names the kernel and its lesson", () => {
    const code = trainee.cells.filter(({ cell_type }) => cell_type === "code");
    expect(code.length).toBe(5);
    for (const cell of code) expect(cell).toMatchObject({ outputs: [], execution_count: null });
    expect(trainee.metadata).toMatchObject({ kernelspec: { name: "tslab" }, igdp: { lesson: "07-tides" } });
  });

  it("has ids that Jupyter accepts, each once, and keeps them when a section comes in between", () => {
    const ids = (notebook: Notebook) => notebook.cells.map(({ id }) => String(id));
    for (const id of ids(trainee)) expect(id).toMatch(/^[\w-]{1,64}$/);
    expect(new Set(ids(trainee)).size).toBe(trainee.cells.length);
    const more = changed("## 1 · The Moon pulls", "## 1 · Before\n\nText.\n\n## 2 · The Moon pulls");
    expect(ids(more).filter((id) => id !== "07-before-1")).toEqual(ids(trainee));
  });

  it("breaks the check of many long answers into lines", () => {
    const names = ["first", "second", "third"].map((word) => `the_${word}_of_many_long_names`);
    const [one, two] = SMALL_CHECKS;
    const reads = Object.fromEntries(names.map((name) => [name, number("mGal", { tolerance: 1 })]));
    const text = names.map((name) => `const ${name} = 1;`).join("\n");
    const source = SMALL_LESSON.replace("const corrected = ____; // mGal", text).replace(
      /const corrected = q1.*/,
      text,
    );
    const notebook = traineeNotebook(parseLesson(source, "07-tides"), [{ ...one, reads }, two]);
    expect(cellOf(notebook, "07-1-check").source).toBe(
      `await q1.check({\n  ${names[0]},\n  ${names[1]},\n  ${names[2]},\n});`,
    );
  });
});

describe("the solution notebook", () => {
  it("holds the solution where the trainee's notebook holds the starter", () => {
    expect(cellOf(solution, "07-1-starter").source).toBe(
      'const q1 = exercise("07.1");\nconst corrected = q1.given.reading_mgal + q1.given.tide_mgal; // mGal',
    );
  });

  it("explains after the check, where the lesson does", () => {
    const ids = solution.cells.map(({ id }) => id);
    expect(ids.slice(7, 14).join(" ")).toBe(
      "07-1-task 07-1-starter 07-1-check 07-1-explanation 07-2-task 07-2-starter 07-2-check",
    );
    expect(cellOf(solution, "07-1-explanation")).toMatchObject({
      cell_type: "markdown",
      source: "The meter shows too little, so the tide is **added**.",
      metadata: { igdp: { exercise: "07.1", role: "explanation" } },
    });
  });

  it("is otherwise the trainee's notebook", () => {
    const other = ({ id }: Cell) => !/-(starter|explanation)$/.test(String(id));
    expect(solution.cells.filter(other)).toEqual(trainee.cells.filter(other));
  });
});

describe("a notebook is not made", () => {
  const [sign, highs] = SMALL_CHECKS;
  const cases: readonly [string, () => unknown, RegExp][] = [
    [
      "where checks.ts lacks an exercise",
      () => changed("", "", [sign]),
      /lesson\.md, line \d+: exercise 07\.2 is not in checks\.ts/,
    ],
    [
      "where lesson.md lacks an exercise",
      () => changed("", "", [sign, highs, { ...highs, id: "07.3" }]),
      /checks\.ts: exercise 07\.3 has no text in lesson\.md/,
    ],
    [
      "where an exercise stands twice",
      () => changed("", "", [sign, highs, highs]),
      /07\.2 stands there twice/,
    ],
    [
      "where the two files have another order",
      () => changed("", "", [highs, sign]),
      /it lists 07\.2, 07\.1\. List the exercises in the order of lesson\.md: 07\.1, 07\.2/,
    ],
    [
      "where the starter does not define an answer",
      () => changed("const highs = ____;", "const high = ____;"),
      /starter of exercise 07\.2 does not define 'highs'.*const highs = ____;/,
    ],
    [
      "where the solution does not define an answer",
      () => changed("const highs = 2", "const tides = 2"),
      /solution of exercise 07\.2 does not define 'highs'/,
    ],
    [
      "where no cell above an exercise imports what opens it",
      () => changed("import { ____, exercise, show }", "import { show }"),
      /no cell above exercise 07\.1 imports exercise\. Write import \{ exercise \} from "igdp\/course"/,
    ],
    [
      "where an answer's name cannot stand in code",
      () => changed("", "", [sign, { ...highs, reads: { "two words": highs.reads.highs } }]),
      /'two words', but must be a name that can stand in code/,
    ],
    [
      "where a word of the glossary has no meaning",
      () => changed(": The slow change of the spring.", ""),
      /word 'drift' has no meaning/,
    ],
    [
      "where a meaning in the glossary has no word",
      () => changed("tide\n: The pull", ": The pull"),
      /belongs to no word/,
    ],
  ];
  it.each(cases)("%s", (_name, make, message) => {
    expect(make).toThrow(message);
  });
});

describe("headingSlug", () => {
  it.each([
    ["2 · Take away the tide", "take-away-the-tide"],
    ["1.3 Das Gerät", "das-gerat"],
    ["`show` and $g$", "show-and-g"],
    ["潮汐", "section"],
    ["2026", "2026"],
    ["A".repeat(80), "a".repeat(48)],
  ])("of '%s' is '%s'", (heading, slug) => {
    expect(headingSlug(heading)).toBe(slug);
  });
});
