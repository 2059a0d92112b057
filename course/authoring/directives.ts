import { ASIDES, PARTS } from "./lesson.js";
import type { Fail } from "./source-error.js";
import type { Directive } from "./source-pieces.js";

/** Directives that hold code, between backticks. */
const CODE: readonly string[] = ["code-cell", "starter", "solution"];
const NAMES: readonly string[] = [...ASIDES, ...PARTS, "slide", "exercise", "explanation", ...CODE];

/** Whether the directive exists, stands in the right fence, has known options and holds something. */
export function checkDirective(directive: Directive, fail: Fail): void {
  const { name, fence, options, body, line } = directive;
  if (!NAMES.includes(name))
    fail(line, `there is no directive {${name}}`, `The directives are: ${NAMES.join(", ")}.`);
  const right = CODE.includes(name) ? "backticks" : "colons";
  if (fence !== right) {
    fail(
      line,
      `{${name}} stands in ${fence}`,
      right === "colons" ? `Write :::{${name}} … :::` : `Write \`\`\`{${name}} … \`\`\``,
    );
  }
  const known = name === "code-cell" ? ["label", "alt"] : [];
  for (const [index, option] of options.entries()) {
    if (!known.includes(option.name)) {
      fail(
        option.line,
        `{${name}} has no option '${option.name}'`,
        known.length > 0 ? `Its options are: ${known.join(", ")}.` : "It takes none.",
      );
    }
    if (option.value === "")
      fail(option.line, `the option '${option.name}' is empty`, "Give it a value, or remove the line.");
    if (options.findIndex((other) => other.name === option.name) < index) {
      fail(option.line, `the option '${option.name}' stands here twice`, "Keep one.");
    }
  }
  if (body === "") fail(line, `{${name}} is empty`, "Write something in it, or remove it.");
}

/** Whether a name is one of a list, for the compiler too. */
export function isOneOf<T extends string>(list: readonly T[], name: string): name is T {
  return (list as readonly string[]).includes(name);
}
