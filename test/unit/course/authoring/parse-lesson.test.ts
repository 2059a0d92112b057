import { describe, expect, it } from "vitest";
import type { Block } from "../../../../course/authoring/lesson.js";
import { parseLesson } from "../../../../course/authoring/parse-lesson.js";
import { FormatError } from "../../../../lib/index.js";
import { SMALL_LESSON } from "./small-lesson.js";

const parse = (text: string, slug = "07-tides") => parseLesson(text, slug);
const top = "---\ntitle: Tides\nminutes: 30\n---\n";

function ofKind<K extends Block["kind"]>(kind: K, text = SMALL_LESSON): Extract<Block, { kind: K }>[] {
  return parse(text).blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);
}

/** The error of a source, as line, problem and advice. */
function errorOf(text: string, slug?: string): FormatError {
  try {
    parse(text, slug);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error("no error");
}

describe("parseLesson", () => {
  it("reads the top of the source and the folder's name", () => {
    expect(parse(SMALL_LESSON)).toMatchObject({
      number: "07",
      slug: "07-tides",
      title: "Tides of the Earth",
      subtitle: "How the Moon moves the meter.",
      minutes: 30,
      datasets: ["first-survey"],
    });
  });

  it("keeps every block in the order of the source, with its line", () => {
    const { blocks } = parse(SMALL_LESSON);
    const lines = SMALL_LESSON.split("\n");
    expect(blocks.map(({ kind }) => kind).join(" ")).toBe(
      "part part part prose part prose code prose aside prose slide prose exercise exercise part part part part",
    );
    const openings = blocks.map(({ line }) => lines[line - 1]);
    expect(openings[0]).toBe(":::{questions}");
    expect(openings[5]).toBe("## 1 · The Moon pulls");
    expect(openings[6]).toBe("```{code-cell} typescript");
    expect(openings[13]).toBe("::::{exercise} 07.2 How many tides?");
    expect(openings.at(-1)).toBe(":::{glossary}");
  });

  it("reads a worked cell without its options", () => {
    expect(ofKind("code")).toMatchObject([
      {
        code: 'import { ____, exercise, show } from "igdp/course";\nshow({ data: [], layout: {} });',
        label: "tide-curve",
        alt: "A curve with two highs and two lows a day",
      },
    ]);
  });

  it("marks the text after a line +++", () => {
    const starting = ofKind("prose").filter(({ startsCell }) => startsCell);
    expect(starting.map(({ text }) => text)).toEqual(["This text has a cell of its own."]);
  });

  it("reads an exercise with its task, code and explanation", () => {
    const [sign, count] = ofKind("exercise");
    expect(sign).toMatchObject({
      id: "07.1",
      title: "Which sign has the tide?",
      task: [
        { kind: "prose", text: "The meter read 2210.345 mGal." },
        { kind: "aside", name: "tip", title: "Think of the spring", text: "The Moon pulls **up**." },
      ],
      starter: "const corrected = ____; // mGal",
      solution: "const corrected = q1.given.reading_mgal + q1.given.tide_mgal; // mGal",
      explanation: "The meter shows too little, so the tide is **added**.",
    });
    expect(SMALL_LESSON.split("\n")[sign.task[1].line - 1]).toBe(":::{tip} Think of the spring");
    expect(count.explanation).toBe("");
  });

  it("leaves code fences and colons inside code as they are", () => {
    const text = `${top}\n:::{note}\n\`\`\`\n:::\n\`\`\`\nafter\n:::\n\n\`\`\`typescript\nconst a = 1;\n\`\`\`\n`;
    const { blocks } = parse(text);
    expect(blocks).toMatchObject([
      { kind: "aside", text: "```\n:::\n```\nafter" },
      { kind: "prose", text: "```typescript\nconst a = 1;\n```" },
    ]);
  });

  it("reads the same from a file of Windows", () => {
    expect(parse(`\uFEFF${SMALL_LESSON.replaceAll("\n", "\r\n")}`)).toEqual(parse(SMALL_LESSON));
  });
});

describe("parseLesson refuses", () => {
  const exercise = (inside: string, title = "07.1 A title") =>
    `${top}::::{exercise} ${title}\n${inside}\n::::\n`;
  const code = "```{starter}\nconst a = ____;\n```\n```{solution}\nconst a = 1;\n```";
  const cases: readonly [string, string, number, RegExp, string?][] = [
    ["a source without a top", "Hello", 1, /does not start with its title.*Start with a line ---/],
    ["a lesson without a title", "---\nminutes: 3\n---\n", 1, /title is missing.*Write title/],
    ["a lesson without minutes", "---\ntitle: A\n---\n", 1, /minutes are missing.*minutes: 45/],
    ["minutes that are no number", "---\ntitle: A\nminutes: long\n---\n", 3, /minutes is "long"/],
    ["a title that is a number", "---\ntitle: 12\nminutes: 3\n---\n", 2, /title is not text.*double quotes/],
    ["an unknown value at the top", "---\ntitle: A\nminute: 3\n---\n", 3, /'minute' is unknown/],
    [
      "prerequisites at the top",
      "---\ntitle: A\nprerequisites: x\n---\n",
      3,
      /Write it below as :::\{prereq/,
    ],
    ["a top that is not YAML", "---\ntitle: A: b\nminutes: 3\n---\n", 2, /this is not YAML.*double quotes/],
    [
      "datasets that are no list",
      "---\ntitle: A\nminutes: 3\ndatasets: x\n---\n",
      4,
      /datasets is not a list/,
    ],
    ["a tab", `${top}a\tb`, 5, /holds a tab.*Use spaces/],
    ["a folder without a number", SMALL_LESSON, 1, /'tides' is not the name of a lesson/, "tides"],
    ["a heading of the first level", `${top}# Title`, 5, /first level.*sections start with ##/],
    ["an unknown directive", `${top}:::{nota}\na\n:::`, 5, /no directive \{nota\}.*note, tip/],
    ["a directive without braces", `${top}:::note\na\n:::`, 5, /':::note' opens no directive.*braces/],
    ["a directive that is never closed", `${top}text\n\n:::{note}\na`, 7, /never closed.*Write a line :::/],
    ["a directive that is closed too late", `${top}:::{note}\na\n\n:::{tip}\nb\n:::`, 8, /line 5 is closed/],
    ["a closing line without a directive", `${top}a\n\n:::`, 7, /':::' closes nothing/],
    ["a directive in a list", `${top}- a\n\n  :::{note}\n  b\n  :::`, 7, /left edge/],
    ["an empty directive", `${top}:::{note}\n:::`, 5, /\{note\} is empty/],
    [
      "a code directive between colons",
      `${top}:::{code-cell} typescript\na\n:::`,
      5,
      /stands in colons.*```/,
    ],
    ["prose between backticks", `${top}\`\`\`{note}\na\n\`\`\``, 5, /stands in backticks.*:::\{note\}/],
    [
      "a code cell that is never closed",
      `${top}\`\`\`{code-cell} typescript\nconst a = 1;\n`,
      5,
      /not closed/,
    ],
    [
      "a code cell that swallows the next",
      `${top}\`\`\`{code-cell} typescript\na\n\ntext\n\`\`\`{code-cell} typescript\nb\n\`\`\``,
      5,
      /not closed before line 9/,
    ],
    [
      "a code cell of another language",
      `${top}\`\`\`{code-cell} python\na\n\`\`\``,
      5,
      /a code cell of 'python'/,
    ],
    [
      "an unknown option",
      `${top}\`\`\`{code-cell} typescript\n:name: a\nb\n\`\`\``,
      6,
      /no option 'name'.*label, alt/,
    ],
    ["an option of a note", `${top}:::{note}\n:class: a\nb\n:::`, 6, /no option 'class'.*takes none/],
    [
      "an option without a value",
      `${top}\`\`\`{code-cell} typescript\n:alt:\nb\n\`\`\``,
      6,
      /'alt' is empty/,
    ],
    [
      "two cells of one label",
      `${top}${"```{code-cell} typescript\n:label: a\nb\n```\n".repeat(2)}`,
      9,
      /label 'a' is taken by the cell of line 5/,
    ],
    ["a slide without a title", `${top}:::{slide}\na\n:::`, 5, /slide has no title/],
    [
      "a slide with the figure of no cell",
      `${top}:::{slide} A\n![words](figure:map)\n:::`,
      5,
      /no code cell has the label 'map'.*:label: map/,
    ],
    ["a picture without words", `${top}![](a.png)`, 5, /a\.png has no words/],
    ["a cell's figure in the text", `${top}![words](figure:map)`, 5, /outside a slide/],
    ["a part that comes twice", `${top}${":::{key-points}\na\n:::\n".repeat(2)}`, 8, /again, after line 5/],
    ["a starter outside an exercise", `${top}\`\`\`{starter}\na\n\`\`\``, 5, /outside an exercise/],
    ["an exercise without a starter", exercise("Do.\n```{solution}\na\n```"), 5, /07\.1 has no starter/],
    ["an exercise without a solution", exercise("Do.\n```{starter}\na\n```"), 5, /07\.1 has no solution/],
    ["an exercise without a task", exercise(code), 5, /07\.1 has no task/],
    ["an exercise without a title", exercise(`Do.\n${code}`, "07.1"), 5, /not the id and the title/],
    [
      "an exercise of another lesson",
      exercise(`Do.\n${code}`, "01.1 A"),
      5,
      /01\.1 stands where 07\.1 should/,
    ],
    ["an exercise out of order", exercise(`Do.\n${code}`, "07.2 A"), 5, /07\.2 stands where 07\.1 should/],
    [
      "a slide inside an exercise",
      exercise(`Do.\n${code}\n:::{slide} A\nb\n:::`),
      13,
      /inside exercise 07\.1/,
    ],
    ["a second solution", exercise(`Do.\n${code}\n\`\`\`{solution}\nb\n\`\`\``), 13, /second \{solution\}/],
    ["text after the starter", exercise(`Do.\n${code}\nThis.`), 13, /text stands after the starter/],
    ["cells inside a task", exercise(`Do.\n\n+++\n\nThat.\n${code}`), 8, /\+\+\+ stands inside exercise/],
    [
      "a starter that opens the exercise itself",
      exercise('Do.\n```{starter}\nconst q1 = exercise("07.1");\n```\n```{solution}\na\n```'),
      8,
      /Remove that line/,
    ],
    [
      "a solution with a blank",
      exercise("Do.\n```{starter}\na\n```\n```{solution}\nconst a = ____;\n```"),
      10,
      /still has a blank/,
    ],
  ];

  it.each(cases)("%s", (_name, text, line, message, slug) => {
    const error = errorOf(text, slug);
    expect(error.message).toMatch(message);
    expect(error).toMatchObject({ file: `${slug ?? "07-tides"}/lesson.md`, line });
    expect(error.advice).toMatch(/\.$|:::$|```$/);
  });
});
