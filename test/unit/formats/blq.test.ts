import { describe, expect, it } from "vitest";
import { readBlq } from "../../../lib/formats/blq.js";

// Two places as the Onsala ocean loading provider (H.-G. Scherneck) writes them, numbers of its public results.
const TEXT = `Subject: Ocean loading values results
$$ Ocean loading gravity+tilt
$$ COLUMN ORDER:  M2  S2  N2  K2  K1  O1  P1  Q1  MF  MM SSA
$$ Gravity is defined positive upwards and Tilt positive east and north.
$$ END HEADER
  LH
$$ Complete EOT20   SCF=1.0E+04,1.0E+03,1.0E+03
$$ LH,                       GRAV TILT lon/lat:   91.0350   29.6450 3632.300
   4.15   1.33   1.10   0.36   1.21   1.10   0.28   0.47   0.65   0.37   0.25
   2.15   0.65   0.53   0.19   2.24   1.29   0.69   0.27   0.07   0.02   0.00
   3.15   1.28   0.71   0.36   1.52   0.84   0.47   0.15   0.39   0.20   0.16
  -87.2  -44.5  -97.5  -59.1  121.2 -106.6  119.3 -122.0 -172.8 -170.1  167.6
  -37.6  -13.9  -50.4  -21.7  148.6  139.3  146.5  138.2  165.4   99.9  139.0
  -95.2  -63.3 -100.6  -69.5   46.2    1.4   41.2  -42.9 -170.2 -171.6  167.9
  201S AF:(1x,11(1x,f6.2))
$$ 201S,                     GRAV TILT lon/lat:  113.3035  -19.7982
  53.89  28.19  10.24   7.67  38.23  25.31  11.70   5.70   1.95   0.99   0.88
  30.99  17.62   5.76   5.09   6.24   4.44   2.06   1.32   0.82   0.35   0.62
  19.95  11.06   3.80   3.41   1.82   2.61   0.67   0.87   0.76   0.37   0.42
 -140.2  -72.1 -171.1  -74.8  -10.4  -17.6  -12.9  -25.3 -168.0 -174.6  161.0
   95.6  145.4   82.6  139.8  -20.6  -21.0  -19.1  -52.4 -136.7  174.0  163.4
   42.1  101.9   15.5   99.6   80.7   57.3   91.2   35.4   13.6   19.3    7.0
$$ END TABLE
Errors:
`;
const read = (text: string) => readBlq({ name: "sites.blq", text, sha256: "" });

describe("a BLQ file", () => {
  it("gives each place its name, its coordinates, and the amplitudes and lags of gravity", () => {
    const [lhasa, exmouth, ...more] = read(TEXT);
    expect(more).toEqual([]);
    expect(lhasa).toMatchObject({
      station: "LH",
      longitude_deg: 91.035,
      latitude_deg: 29.645,
      height_m: 3632.3,
    });
    expect(Array.from(lhasa.amplitude)).toEqual([
      4.15, 1.33, 1.1, 0.36, 1.21, 1.1, 0.28, 0.47, 0.65, 0.37, 0.25,
    ]);
    expect(lhasa.phaseLag[10]).toBe(167.6);
    expect(exmouth.station).toBe("201S");
    expect(exmouth.height_m).toBeNaN();
    expect(exmouth.phaseLag[0]).toBe(-140.2);
  });

  it("is read with the line ends of Windows too", () => {
    expect(read(TEXT.replaceAll("\n", "\r\n"))).toEqual(read(TEXT));
  });

  it.each([
    ["", /sites\.blq: no place with 'GRAV' and 'lon\/lat:' was found/],
    [
      TEXT.replaceAll("GRAV TILT", "RADI TANG"),
      /line 8: these are displacements of the ground, in metres, not gravity/,
    ],
    [TEXT.replace("4.15", "four"), /line 9: 11 numbers are wanted here/],
    [TEXT.replace(" 1.33", ""), /line 9: 11 numbers are wanted here, for M2, S2/],
    [TEXT.replace("91.0350", "east"), /line 8: 'east .*' is not a longitude and a latitude/],
    [TEXT.split("\n").slice(0, 20).join("\n"), /line 16: 201S has 4 rows of numbers, and needs 6/],
  ])("says where it is broken (%#)", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
