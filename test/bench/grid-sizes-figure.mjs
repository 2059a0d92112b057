// The table and the plot of what gridding costs, from the results that grid-sizes.bench.mjs keeps.

/** Who takes part, in the order of the table: up to how many points, and what belongs together in one colour. */
export const CONTENDERS = [
  { name: "igdp block mean", most: 1e6, family: "block mean" },
  { name: "GMT blockmean", most: 1e6, family: "block mean" },
  { name: "igdp nearest", most: 1e6, family: "nearest" },
  { name: "scipy nearest", most: 1e6, family: "nearest" },
  { name: "igdp linear", most: 1e6, family: "linear" },
  { name: "scipy linear", most: 1e6, family: "linear" },
  { name: "igdp natural neighbour", most: 1e6, family: "natural" },
  { name: "igdp minimum curvature", most: 1e6, family: "minimum curvature" },
  { name: "GMT surface", most: 1e6, family: "minimum curvature" },
  { name: "igdp kriging", most: 1e6, family: "kriging" },
  { name: "PyKrige", most: 1e4, family: "kriging" },
  { name: "igdp spline", most: 1e5, family: "spline" },
  { name: "verde Spline", most: 1e4, family: "spline" },
  { name: "igdp sources by rule", most: 1e6, family: "sources" },
  { name: "igdp sources", most: 1e5, family: "sources" },
  { name: "harmonica", most: 1e4, family: "sources" },
];

const COLORS = ["#7f7f7f", "#17becf", "#2ca02c", "#bcbd22", "#1f77b4", "#d62728", "#9467bd", "#ff7f0e"];
const families = [...new Set(CONTENDERS.map(({ family }) => family))];

/** Processor seconds against points, both in powers of ten; ours as lines, the others dashed in the same colour. */
export function costFigure(results) {
  const data = CONTENDERS.map(({ name, family }) => {
    const rows = resultsOf(results, name);
    const isOurs = name.startsWith("igdp");
    const color = COLORS[families.indexOf(family)];
    const dash = isOurs ? (name.endsWith("by rule") ? "dot" : "solid") : "dash";
    return {
      ...{ type: "scatter", mode: "lines+markers", name },
      ...{ x: rows.map(({ points }) => points), y: rows.map(({ cpu }) => Math.max(cpu, 1e-3)) },
      ...{ line: { color, width: isOurs ? 2 : 1.5, dash } },
      marker: { color, size: isOurs ? 6 : 5, symbol: isOurs ? "circle" : "square" },
    };
  });
  const layout = {
    title: { text: "What a grid of four nodes a point costs" },
    xaxis: { type: "log", title: { text: "points" } },
    yaxis: { type: "log", title: { text: "processor seconds" } },
  };
  return { data: data.filter(({ x }) => x.length > 0), layout };
}

/** The table as Markdown: seconds and peak memory by size, and the error at the largest size that all contenders had. */
export function costTable(results) {
  const sizes = [...new Set(results.map(({ points }) => points))].sort((a, b) => a - b);
  const shared = sizes.filter((size) => size <= 1e4).pop();
  const head = ["method", ...sizes.map(sizeInWords), `error at ${sizeInWords(shared)}, mGal`];
  const rows = CONTENDERS.map(({ name }) => {
    const found = resultsOf(results, name);
    const at = (size) => found.find(({ points }) => points === size);
    const cells = sizes.map((size) => {
      const row = at(size);
      return row ? `${row.cpu.toPrecision(2)} s, ${Math.round(row.mib)} MiB` : "-";
    });
    return [name, ...cells, at(shared)?.error?.toPrecision(2) ?? "-"];
  });
  const kept = rows.filter((row) => row.slice(1).some((cell) => cell !== "-"));
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(["---", ...head.slice(1).map(() => "---:")]), ...kept.map(line)].join("\n");
}

function resultsOf(results, name) {
  return results.filter(({ contender }) => contender === name).sort((a, b) => a.points - b.points);
}

function sizeInWords(size) {
  return size?.toString().replace(/\B(?=(\d{3})+$)/g, ",") ?? "-";
}
