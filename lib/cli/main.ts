#!/usr/bin/env node
import { VERSION } from "../core/report.js";
import { EXIT } from "./command.js";

type Run = (argv: string[]) => Promise<number>;

/** Every command: what it does in a line, and where it is. A command is loaded when it is called. */
const COMMANDS: Readonly<
  Record<string, { readonly line: string; readonly load: () => Promise<{ run: Run }> }>
> = {
  read: { line: "instrument files → one table of readings", load: () => import("./read.js") },
  clean: { line: "points of a compilation → the same with doubts flagged", load: () => import("./clean.js") },
  tide: { line: "the tide of Moon and Sun at a place, over time", load: () => import("./tide.js") },
  correct: {
    line: "readings → without tide, air pressure, polar motion, height of the meter",
    load: () => import("./correct.js"),
  },
  plan: { line: "a planned survey → its sigmas, reliability and cost", load: () => import("./plan.js") },
  adjust: { line: "readings and bases → gravity at every station", load: () => import("./adjust.js") },
  reduce: { line: "station gravity → free-air and Bouguer anomalies", load: () => import("./reduce.js") },
  compile: {
    line: "points and grids of several surveys → one table on one level",
    load: () => import("./compile.js"),
  },
  grid: { line: "anomalies at points → a regular grid", load: () => import("./grid.js") },
  convert: { line: "a grid → the same in another format", load: () => import("./convert.js") },
  "cross-validate": {
    line: "anomalies at points → which gridding method predicts best",
    load: () => import("./cross-validate.js"),
  },
  map: {
    line: "a grid → a map sheet (SVG, PNG) or an interactive page (HTML)",
    load: () => import("./map.js"),
  },
  release: {
    line: "grids, points and reports → one folder to share; release verify checks it",
    load: () => import("./release.js"),
  },
  web: {
    line: "grids → a web page: move, zoom, click for a value, download",
    load: () => import("./web.js"),
  },
  datasets: { line: "open data by name: list them, fetch one", load: () => import("./datasets.js") },
  example: { line: "the whole road with the bundled survey", load: () => import("./example.js") },
  run: { line: "run a notebook in a fresh kernel", load: () => import("../../course/cli/run.js") },
};

const HELP = `igdp ${VERSION}: from raw gravimeter readings to a regional gravity anomaly map

Usage: igdp COMMAND [options]

Commands:
${Object.entries(COMMANDS)
  .map(([name, { line }]) => `  ${name.padEnd(16)}${line}`)
  .join("\n")}

igdp COMMAND --help explains a command, with an example.
Example: igdp reduce stations.csv --out anomalies.csv
`;

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(HELP);
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  if (name === "--version" || name === "-V") {
    console.log(VERSION);
    return EXIT.ok;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    console.error(
      `igdp: there is no command '${name}'. The commands are: ${Object.keys(COMMANDS).join(", ")}.`,
    );
    return EXIT.usage;
  }
  const { run } = await COMMANDS[name].load();
  return run(rest);
}

process.exitCode = await main(process.argv.slice(2));
