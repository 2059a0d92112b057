import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { stripRows, teamMember } from "../../../lib/grid/curvature-team.js";
import { fitMinimumCurvature, fitMinimumCurvatureAsync } from "../../../lib/grid/minimum-curvature.js";
import { threadPool } from "../../../lib/node/thread-pool.js";
import { bumpyPoints, difference, rms } from "./surfaces.js";

const README = readFileSync(new URL("../../../lib/grid/README.md", import.meta.url), "utf8");

function pointsFor(nodes: number) {
  return bumpyPoints(5, Math.round(0.0238 * nodes * nodes), nodes - 1);
}

describe("multigrid, as the README shows it", () => {
  it("lowers the residual cycle by cycle as in the table", () => {
    const n = 257;
    const points = pointsFor(n);
    const options = { region: [0, n - 1, 0, n - 1], spacing: 1 } as const;
    const converged = [0, 0.25, 0.75].map(
      (tension) => fitMinimumCurvature(points, { ...options, tension, convergence: 1e-9 }).grid().values,
    );
    const lines: string[] = [];
    for (let cycles = 1; cycles <= 6; cycles++) {
      const cells = [0, 0.25, 0.75].flatMap((tension, t) => {
        const settings = { ...options, tension, convergence: 1e-12, maximumCycles: cycles };
        const surface = fitMinimumCurvature(points, settings);
        const away = rms(difference(surface.grid().values, converged[t]));
        return [surface.report.figures.residual_rms as number, away].map((v) => v.toExponential(0));
      });
      lines.push(`| ${cycles} | ${cells.join(" | ")} |`);
    }
    console.log(lines.join("\n"));
    expect(README).toContain(lines.join("\n"));
  }, 120_000);

  it("needs as many cycles on a large grid as on a small one, as in the table", () => {
    const lines = [65, 129, 257].map((n) => {
      const cycles = [0, 0.25, 0.75].map((tension) => {
        const options = { region: [0, n - 1, 0, n - 1], spacing: 1, tension, convergence: 1e-6 } as const;
        const { figures } = fitMinimumCurvature(pointsFor(n), options).report;
        expect(figures.converged).toBe(true);
        return figures.cycles;
      });
      return `| ${n} × ${n} | ${cycles.join(" | ")} |`;
    });
    console.log(lines.join("\n"));
    expect(README).toContain(lines.join("\n"));
  }, 120_000);
});

describe("minimum curvature with several threads", () => {
  it("finds the same numbers to the last bit, and tells its progress", async () => {
    const n = 257;
    const points = pointsFor(n);
    const options = { region: [0, n - 1, 0, n - 1], spacing: 1, tension: 0.25 } as const;
    const told: number[] = [];
    const progress = (done: number) => told.push(done);
    const alone = fitMinimumCurvature(points, options);
    for (const threads of [2, 3]) {
      const executor = threadPool({ threads });
      const together = await fitMinimumCurvatureAsync(points, { ...options, executor, progress });
      expect(together.grid().values).toEqual(alone.grid().values);
      expect(together.report).toEqual(alone.report);
    }
    expect(told.at(-1)).toBe(100);
  }, 60_000);

  it("stops when it is told to", async () => {
    const n = 257;
    const control = new AbortController();
    const options = { region: [0, n - 1, 0, n - 1], spacing: 1, convergence: 1e-14 } as const;
    const work = fitMinimumCurvatureAsync(pointsFor(n), {
      ...options,
      executor: threadPool({ threads: 2 }),
      signal: control.signal,
    });
    control.abort(new Error("enough"));
    await expect(work).rejects.toThrow("enough");
  });

  it("works in this thread without an executor, and where the grid is small", async () => {
    const options = { region: [0, 32, 0, 32], spacing: 1 } as const;
    const alone = fitMinimumCurvature(pointsFor(33), options).grid().values;
    expect((await fitMinimumCurvatureAsync(pointsFor(33), options)).grid().values).toEqual(alone);
    const executor = threadPool({ threads: 2 });
    const asked = await fitMinimumCurvatureAsync(pointsFor(33), { ...options, executor });
    expect(asked.grid().values).toEqual(alone);
  });
});

describe("a team", () => {
  it("cuts a grid into an even number of strips that cover it once, or leaves it whole", () => {
    for (const [nx, ny] of [
      [20, 20],
      [2049, 2049],
      [5000, 13],
      [300, 257],
      [8, 100_000],
    ]) {
      const strips = [...stripRows(nx, ny)];
      expect([strips[0], strips.at(-1)]).toEqual([0, ny]);
      const heights = strips.slice(1).map((row, s) => row - strips[s]);
      if (heights.length > 1) {
        expect(heights.length % 2).toBe(0);
        // A relaxation reaches two rows beyond its strip, which must not lie beyond the next strip.
        expect(Math.min(...heights)).toBeGreaterThanOrEqual(2);
      }
    }
  });

  it("lets the last who comes go on, and wakes the others", () => {
    const meeting = new Int32Array(new SharedArrayBuffer(8));
    Atomics.add(meeting, 0, 1); // another waits already
    teamMember(0, 2, meeting).wait();
    expect([...meeting]).toEqual([0, 1]);
  });
});
