import { describe, expect, it } from "vitest";
import { longmanTide } from "../../../../lib/earth/tide-longman.js";
import { detectUtcOffset } from "../../../../lib/formats/instruments/detect-utc-offset.js";

const START = Date.UTC(2026, 0, 31, 0);

/** A day of readings whose clock is `clock` hours ahead of UTC, and whose tide was computed for `believed` hours. */
function readings({ clock = 0, count = 40, position = "", noise = 0 } = {}) {
  const time = Array.from({ length: count }, (_, i) => START + i * 900_000);
  return {
    time_utc: time.map((t) => new Date(t + clock * 3_600_000).toISOString()),
    tide_correction_mgal: Float64Array.from(
      time,
      (t, i) => longmanTide(t, 17, 105, 150).total + noise * (i % 2 === 0 ? 1 : -1),
    ),
    [`${position}latitude_deg`]: new Float64Array(count).fill(17),
    [`${position}longitude_deg`]: new Float64Array(count).fill(105),
    height_m: new Float64Array(count).fill(150),
  };
}

describe("the offset of a meter's clock", () => {
  it.each([0, 7, -7, 5.75, 6.5, 14, -14])("of %f hours is found from the tide that it wrote", (clock) => {
    const fit = detectUtcOffset(readings({ clock }));
    expect(fit?.offset_hours).toBe(clock);
    expect(fit?.rms_ugal).toBeLessThan(1e-3);
    expect(fit?.rival_rms_ugal).toBeGreaterThan(10);
    expect(fit?.readings).toBe(40);
  });

  it("is found with the position of a survey's header, and its misfit is what the tide is off by", () => {
    const fit = detectUtcOffset(readings({ clock: 8, position: "survey_", noise: 0.0005 }));
    expect(fit?.offset_hours).toBe(8);
    expect(fit?.rms_ugal).toBeCloseTo(0.5, 6);
    expect(fit?.rms_as_given_ugal).toBeGreaterThan(20);
  });

  it("cannot be told without a tide, without a place, or from two readings", () => {
    const { tide_correction_mgal, ...without } = readings();
    expect(detectUtcOffset(without)).toBeUndefined();
    expect(detectUtcOffset({ ...without, tide_correction_mgal: new Float64Array(40) })).toBeUndefined();
    const { latitude_deg, ...nowhere } = readings() as Record<string, Float64Array>;
    expect(detectUtcOffset(nowhere)).toBeUndefined();
    expect(detectUtcOffset(readings({ count: 2 }))).toBeUndefined();
    expect(() => detectUtcOffset({ elapsed_minutes: Float64Array.of(0) })).toThrow(/a column time_utc/);
  });
});
