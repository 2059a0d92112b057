/** A piece of text, as TypeScript's language service gives it. */
interface TextPart {
  readonly text: string;
}

/** TypeScript's `QuickInfo`: what it knows about a name. */
export interface QuickInfo {
  readonly displayParts?: readonly TextPart[];
  readonly documentation?: readonly TextPart[];
  readonly tags?: readonly { readonly name: string; readonly text?: readonly TextPart[] }[];
}

/** What is known about a name, as text: its signature, its documentation, and the tags of that. */
export function inspectText({ displayParts, documentation, tags = [] }: QuickInfo): string {
  const tagLines = tags.map(({ name, text }) => `@${name} ${joined(text)}`.trimEnd());
  return [joined(displayParts), joined(documentation), tagLines.join("\n")]
    .filter((section) => section !== "")
    .join("\n\n");
}

function joined(parts: readonly TextPart[] = []): string {
  return parts.map(({ text }) => text).join("");
}
