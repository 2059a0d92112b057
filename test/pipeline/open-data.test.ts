import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dataset } from "../../lib/node/dataset.js";
import { fetchDataset } from "../../lib/node/fetch-dataset.js";
import { realData } from "./real-data.js";

const places = { earth: realData("earth-10arcmin"), africa: realData("southern-africa-gravity") };

describe.skipIf(places.earth === undefined || places.africa === undefined)(
  "the real files of the catalogue",
  () => {
    it.each([
      ["earth-gravity-10arcmin", "earth", "earth-gravity-10arcmin.nc"],
      ["earth-geoid-10arcmin", "earth", "earth-geoid-10arcmin.nc"],
      ["earth-topography-10arcmin", "earth", "earth-topography-10arcmin.nc"],
      ["southern-africa-gravity", "africa", "southern-africa-gravity.csv.xz"],
    ] as const)("have the checksum and the size that the catalogue says: %s", async (name, place, file) => {
      const cache = mkdtempSync(join(tmpdir(), "igdp open data "));
      const { files, verified } = await fetchDataset(name, { cache, from: places[place] });
      expect(verified).toBe(true);
      expect(files.map((found) => found.name)).toEqual([file]);
      const { bytes } = await dataset(name, { cache }).readBytes(file);
      expect(bytes.length).toBe(files[0].bytes);
    });
  },
);
