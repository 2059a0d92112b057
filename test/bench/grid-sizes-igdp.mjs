// One method of ours in a process of its own. Arguments: the folder with work.json and points.bin, and the contender's name.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { blockMean } from "../../dist/lib/grid/block-mean.js";
import { fitSurface } from "../../dist/lib/grid/fit-surface.js";
import { gridAxes } from "../../dist/lib/grid/grid-spec.js";

const METHODS = {
  "igdp nearest": { method: "nearest" },
  "igdp linear": { method: "linear" },
  "igdp natural neighbour": { method: "natural" },
  "igdp minimum curvature": { method: "minimum-curvature", parameters: { tension: 0.25 } },
  "igdp kriging": { method: "kriging", parameters: { neighbours: 32 } },
  "igdp spline": { method: "spline" },
  "igdp sources by rule": { method: "equivalent-sources", parameters: { depth: "spacing", damping: 1e-3 } },
  "igdp sources": { method: "equivalent-sources" },
};

const [folder, name] = process.argv.slice(2);
const { count, side, nodes } = JSON.parse(readFileSync(join(folder, "work.json"), "utf8"));
const { buffer, byteOffset } = readFileSync(join(folder, "points.bin"));
const [x, y, values] = [0, 1, 2].map((k) =>
  new Float64Array(buffer, byteOffset + 8 * k * count, count).slice(),
);

/** Values at the nodes, south row first; NaN where there is none. With sigma for kriging alone, as PyKrige does it. */
function gridOf(points, spec) {
  if (name === "igdp block mean") {
    blockMean(points, spec);
    return new Float64Array(0);
  }
  const surface = fitSurface(points, { ...METHODS[name], ...spec });
  if (surface.predictSigma === undefined || name === "igdp kriging") return surface.grid(spec).values;
  const { x: east, y: north } = gridAxes(spec);
  const at = (axis) => Float64Array.from({ length: east.length * north.length }, (_, k) => axis(k));
  return surface.predict({
    x: at((k) => east[k % east.length]),
    y: at((k) => north[Math.floor(k / east.length)]),
  });
}

const few = Math.min(300, count);
const start = { x: x.slice(0, few), y: y.slice(0, few), values: values.slice(0, few) };
gridOf(start, { region: [0, side, 0, side], spacing: side / 10 }); // the engine compiles
const [clock, cpu] = [performance.now(), process.cpuUsage()];
const grid = gridOf({ x, y, values }, { region: [0, side, 0, side], spacing: side / (nodes - 1) });
const { user, system } = process.cpuUsage(cpu);
const answer = { clock: (performance.now() - clock) / 1000, cpu: (user + system) / 1e6 };
writeFileSync(join(folder, "grid.bin"), new Uint8Array(grid.buffer));
writeFileSync(
  join(folder, "answer.json"),
  JSON.stringify({ ...answer, mib: process.resourceUsage().maxRSS / 1024 }),
);
