import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { run } from "../../../lib/cli/plan.js";
import { readPoints } from "../../../lib/formats/points.js";
import { commandFolder } from "./command-folder.js";

const { at, said, warned } = commandFolder("plan");
const DESIGN = `loop,station,longitude,latitude,base_sigma_mgal
1,B,102,18,0
1,P,102.05,18,
1,Q,102.1,18.02,
1,P,,,
1,B,,,
`;

describe("igdp plan", () => {
  it("writes sigmas, ties, map and report, and says how good the plan is", async () => {
    writeFileSync(at("design.csv"), DESIGN);
    const files = [
      "--out",
      at("s.csv"),
      "--ties",
      at("t.csv"),
      "--map",
      at("m.svg"),
      "--report",
      at("r.json"),
    ];
    expect(await run([at("design.csv"), ...files, "--reading-sigma", "0.005", "--days", "2"])).toBe(0);
    const stations = readPoints({ name: "s.csv", text: readFileSync(at("s.csv"), "utf8"), sha256: "" });
    expect(stations.station).toEqual(["B", "P", "Q"]);
    // B P Q P B at equal times: P is the mean of two visits against two of B, Q one visit between those of P
    expect((stations.gravity_sigma_mgal as Float64Array)[0]).toBe(0);
    expect((stations.gravity_sigma_mgal as Float64Array)[1]).toBeCloseTo(0.005, 8);
    expect((stations.gravity_sigma_mgal as Float64Array)[2]).toBeCloseTo(0.005 * Math.sqrt(1.5), 8);
    expect(warned).toEqual([]);
    expect(readFileSync(at("t.csv"), "utf8")).toContain("\n1,");
    expect(readFileSync(at("m.svg"), "utf8")).toContain("<svg");
    const report = JSON.parse(readFileSync(at("r.json"), "utf8"));
    expect(report.steps[0].step).toBe("planNetwork");
    expect(report.steps[0].inputs[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(report.steps[0].figures.days).toBe(1);
    expect(said.join("\n")).toContain("3 stations, 1 base among them, 1 loop: 5 visits");
  });

  it("takes meters that differ from a JSON file, and names what is wrong", async () => {
    writeFileSync(
      at("design.csv"),
      DESIGN.replace("base_sigma_mgal", "base_sigma_mgal,meter").replaceAll(/^(1,.*)$/gm, "$1,CG-6"),
    );
    writeFileSync(at("meters.json"), '{"CG-6": {"readingSigma_mgal": 0.002}}');
    writeFileSync(at("broken.json"), "[1,");
    const plan = (...more: string[]) => run([at("design.csv"), "--out", at("s.csv"), ...more]);
    expect(await plan("--meters", at("meters.json"))).toBe(0);
    expect(await plan("--meters", at("broken.json"))).toBe(1);
    expect(warned.join("\n")).toContain("no JSON object of meters by name");
    expect(await plan("--hours-per-day", "0")).toBe(1);
    expect(warned.join("\n")).toContain("--hours-per-day is 0");
    writeFileSync(at("design.csv"), `${DESIGN},Z,102,18,\n`);
    expect(await plan()).toBe(1);
    expect(warned.join("\n")).toMatch(/igdp plan: design is 'Z', but must be stations that a loop visits/);
  });
});
