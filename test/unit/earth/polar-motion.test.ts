import { describe, expect, it } from "vitest";
import { polarMotionCorrection, poleAt } from "../../../lib/earth/polar-motion.js";
import { readPoles } from "../../../lib/formats/iers-poles.js";

const ARCSEC = Math.PI / 180 / 3600;

/**
 * What turning the axis does to the centrifugal acceleration, along the radius of a sphere and in mGal: ω² (r − (r·n) n)
 * · r/|r| for the axis n through the pole, less the same for the axis through z. No angles, no series.
 */
function centrifugalChange(latitude: number, longitude: number, x: number, y: number): number {
  const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  const up = [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  const outward = (axis: readonly number[]) => {
    const size = Math.hypot(...axis);
    const along = up.reduce((sum, u, i) => sum + (u * axis[i]) / size, 0);
    return 7.292115e-5 ** 2 * 6378137 * (1 - along ** 2);
  };
  // x towards Greenwich, y towards 90° west.
  return 1e5 * (outward([x * ARCSEC, -y * ARCSEC, 1]) - outward([0, 0, 1]));
}

describe("the correction for polar motion", () => {
  it("is the change of the centrifugal acceleration, 1.164 times, for every place and pole", () => {
    for (const [latitude, longitude, x_arcsec, y_arcsec] of [
      [45, 0, 0.3, 0],
      [45, -90, 0, 0.3],
      [17.97, 102.6, 0.12, 0.38],
      [-6.2, 106.8, -0.2, 0.5],
      [-60, -33, 0.05, -0.1],
    ]) {
      const change = centrifugalChange(latitude, longitude, x_arcsec, y_arcsec);
      // More centrifugal acceleration is less gravity: the meter shows too little, so it is added to the reading. The
      // formula is linear in the pole's angle: what it leaves out is (0.5″)² of 3,391 mGal, 2e-8.
      const correction = polarMotionCorrection(latitude, longitude, { x_arcsec, y_arcsec });
      expect(Math.abs(correction - 1.164 * change)).toBeLessThan(2.5e-8);
    }
  });

  it("is below 7.5 µGal between 20° south and north, and zero at the equator and the poles", () => {
    // 0.6″ is the farthest that the pole has ever been.
    const pole = { x_arcsec: 0.23, y_arcsec: 0.55 };
    for (let longitude = -180; longitude < 180; longitude += 15) {
      for (const latitude of [-20, -10, 10, 20])
        expect(Math.abs(polarMotionCorrection(latitude, longitude, pole))).toBeLessThan(0.0075);
      expect(polarMotionCorrection(0, longitude, pole)).toBeCloseTo(0, 15);
      expect(polarMotionCorrection(90, longitude, pole)).toBeCloseTo(0, 15);
    }
  });
});

const file = (text: string) => ({ name: "poles.txt", text, sha256: "" });
// First lines of EOP 14 C04, EOP 20 C04 and finals2000A.all, as the IERS has them.
const C04_14 = `      Date      MJD      x          y        UT1-UTC       LOD
     (0h UTC)

1962   1   1  37665  -0.012700   0.213000   0.0326338   0.0017230   0.000000   0.000000
1962   1   2  37666  -0.015900   0.214100   0.0320547   0.0016690   0.000000   0.000000
`;
const C04_20 = `# YR  MM  DD  HH       MJD        x(")        y(")  UT1-UTC(s)
1962   1   1   0  37665.00   -0.012700    0.213000   0.0326338    0.000000
1962   1   2   0  37666.00   -0.015900    0.214100   0.0320547    0.000000
`;
const FINALS = `73 1 2 41684.00 I  0.120733 0.009786  0.136966 0.015902  I 0.8084178 0.0002710  0.0000 0.1916  P
73 1 3 41685.00 I  0.118980 0.011039  0.135656 0.013616  I 0.8056163 0.0002710  3.5563 0.1916  P
73 1 4 41686.00 P -0.117227 0.011039 -0.134348 0.013616  I 0.8027895 0.0002710  2.6599 0.1916  P
73 1 5 41687.00
`;

describe("files of the pole", () => {
  it.each([
    ["EOP 14 C04", C04_14],
    ["EOP 20 C04", C04_20],
  ])("%s gives the pole of each day, with CRLF or LF", (_name, text) => {
    for (const lines of [text, text.replaceAll("\n", "\r\n")]) {
      const series = readPoles(file(lines));
      expect(Array.from(series.time)).toEqual([Date.UTC(1962, 0, 1), Date.UTC(1962, 0, 2)]);
      expect(Array.from(series.x_arcsec)).toEqual([-0.0127, -0.0159]);
      expect(Array.from(series.y_arcsec)).toEqual([0.213, 0.2141]);
    }
  });

  it("finals2000A gives observed and predicted days, and passes over those without a pole", () => {
    const series = readPoles(file(FINALS));
    expect(series.time[0]).toBe(Date.UTC(1973, 0, 2));
    expect(Array.from(series.x_arcsec)).toEqual([0.120733, 0.11898, -0.117227]);
    expect(Array.from(series.y_arcsec)).toEqual([0.136966, 0.135656, -0.134348]);
  });

  it("say what is wrong, and with which line", () => {
    expect(() => readPoles(file("station,gravity\n"))).toThrow(/poles\.txt: no day with the pole/);
    expect(() => readPoles(file(C04_14.replace("-0.015900   0.214100", "-15.9000   214.100")))).toThrow(
      /line 5: a pole -15\.9, 214\.1 arc seconds away is not possible.*milliarcseconds/s,
    );
    expect(() => readPoles(file(C04_14 + C04_14))).toThrow(/line 9: this day is not after/);
  });

  it("are read between their days on a straight line, and not beyond them", () => {
    const series = readPoles(file(FINALS));
    expect(poleAt(Date.UTC(1973, 0, 2, 6), series).x_arcsec).toBeCloseTo(
      0.75 * 0.120733 + 0.25 * 0.11898,
      12,
    );
    expect(poleAt(Date.UTC(1973, 0, 3), series).y_arcsec).toBe(0.135656);
    expect(poleAt(Date.UTC(1973, 0, 4), series).y_arcsec).toBeCloseTo(-0.134348, 15);
    for (const time of [Date.UTC(1973, 0, 1), Date.UTC(1973, 0, 4) + 1, Number.NaN])
      expect(poleAt(time, series).x_arcsec).toBeNaN();
    const day = { time: Float64Array.of(5), x_arcsec: Float64Array.of(0.1), y_arcsec: Float64Array.of(0.2) };
    expect(poleAt(5, day)).toEqual({ x_arcsec: 0.1, y_arcsec: 0.2 });
  });
});
