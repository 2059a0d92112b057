/** A licence that data are given under. */
export interface Licence {
  /** Its name in the SPDX list, for example `CC-BY-4.0`. */
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** What it allows, in a sentence or two. */
  readonly words: string;
}

const CC = "https://creativecommons.org";
const KNOWN: readonly Licence[] = [
  {
    ...{ id: "CC-BY-4.0", title: "Creative Commons Attribution 4.0 International" },
    url: `${CC}/licenses/by/4.0/`,
    words:
      "You may copy, share and change these data for any purpose if you name who made them and say what you changed.",
  },
  {
    ...{ id: "CC-BY-SA-4.0", title: "Creative Commons Attribution-ShareAlike 4.0 International" },
    url: `${CC}/licenses/by-sa/4.0/`,
    words:
      "You may copy, share and change these data for any purpose if you name who made them, and share what you make from them under the same licence.",
  },
  {
    ...{ id: "CC-BY-NC-4.0", title: "Creative Commons Attribution-NonCommercial 4.0 International" },
    url: `${CC}/licenses/by-nc/4.0/`,
    words: "You may copy, share and change these data, but not commercially, if you name who made them.",
  },
  {
    ...{ id: "CC0-1.0", title: "Creative Commons Zero 1.0 Universal" },
    url: `${CC}/publicdomain/zero/1.0/`,
    words:
      "Who made these data gives up all rights in them, as far as the law allows. No permission is needed.",
  },
  {
    ...{ id: "ODbL-1.0", title: "Open Data Commons Open Database License 1.0" },
    url: "https://opendatacommons.org/licenses/odbl/1-0/",
    words:
      "You may copy, share and change these data if you name who made them, and share a changed database under the same licence.",
  },
  {
    ...{ id: "ODC-By-1.0", title: "Open Data Commons Attribution License 1.0" },
    url: "https://opendatacommons.org/licenses/by/1-0/",
    words: "You may copy, share and change these data for any purpose if you name who made them.",
  },
  {
    ...{ id: "PDDL-1.0", title: "Open Data Commons Public Domain Dedication and License 1.0" },
    url: "https://opendatacommons.org/licenses/pddl/1-0/",
    words:
      "Who made these data gives up all rights in them, as far as the law allows. No permission is needed.",
  },
];

/** Names of the licences that igdp has words for. */
export const LICENCE_NAMES: readonly string[] = KNOWN.map(({ id }) => id);

/**
 * What a licence is called, and where its text is; undefined for a name that is not known here.
 *
 * @example
 * licenceOf("cc-by-4.0")?.title; // => "Creative Commons Attribution 4.0 International"
 */
export function licenceOf(id: string): Licence | undefined {
  return KNOWN.find((licence) => licence.id.toLowerCase() === id.toLowerCase());
}

/** The text of the licence file. */
export function licenceText(id: string, holder: string, year: string, ownText?: string): string {
  const known = licenceOf(id);
  const head = `${holder}, ${year}\n\nLicence: ${known === undefined ? id : `${known.title} (${known.id})`}\n`;
  if (ownText !== undefined) return `${head}\n${ownText.trim()}\n`;
  if (known === undefined) return head;
  return `${head}\n${known.words}\nWhat counts is the legal text: ${known.url}legalcode\n`;
}
