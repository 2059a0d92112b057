import { boxesOverlap, boxInside, type LabelBox } from "./label-box.js";
import type { MapFrame } from "./map-frame.js";
import type { MapStations } from "./map-options.js";
import { element, textElement } from "./svg.js";
import { CAP_HEIGHT, textWidth } from "./text-width.js";

/** Stations inside the frame, on the sheet. */
export interface PlacedStations {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Row of each in the table that came in. */
  readonly rows: readonly number[];
}

/** Leaves out stations without a position or outside the map. */
export function placeStations(stations: MapStations, frame: MapFrame): PlacedStations {
  const [west, east, south, north] = frame.region;
  const rows = Array.from(stations.x, (_, i) => i).filter((i) => {
    const [x, y] = [stations.x[i], stations.y[i]];
    return x >= west && x <= east && y >= south && y <= north;
  });
  return {
    rows,
    x: Float64Array.from(rows, (i) => frame.toSheetX(stations.x[i])),
    y: Float64Array.from(rows, (i) => frame.toSheetY(stations.y[i])),
  };
}

/** Radius of a station's dot: smaller where there are many. */
export function stationRadius(count: number): number {
  return count > 3000 ? 0.7 : count > 600 ? 1 : 1.5;
}

/** Black dots with a white rim, which stand out on every colour. */
export function stationDots(placed: PlacedStations): string {
  const radius = stationRadius(placed.rows.length);
  const dots = placed.rows.map((_, i) => element("circle", { cx: placed.x[i], cy: placed.y[i], r: radius }));
  return element(
    "g",
    { class: "stations", fill: "#000000", stroke: "#ffffff", "stroke-width": radius / 3 },
    ...dots,
  );
}

/**
 * Names beside the dots: to the right, or the left, above or below, where the name covers no other dot and no
 * other label. A name that finds no room is left out, for a wrong guess is worse than none.
 */
export function stationNames(
  placed: PlacedStations,
  names: readonly string[],
  frame: MapFrame,
  taken: readonly LabelBox[],
  fontSize: number,
): string[] {
  const radius = stationRadius(placed.rows.length) + 1;
  const dots = placed.rows.map(
    (_, i): LabelBox => ({ x: placed.x[i], y: placed.y[i], width: 2 * radius, height: 2 * radius, angle: 0 }),
  );
  const boxes = [...taken];
  const texts: string[] = [];
  placed.rows.forEach((row, i) => {
    const name = names[row].trim();
    const width = textWidth(name, fontSize) + 2;
    const height = fontSize * 1.15;
    const [offX, offY] = [radius + 1.5 + width / 2, radius + 1 + height / 2];
    const box = [
      [offX, 0],
      [-offX, 0],
      [0, -offY],
      [0, offY],
    ]
      .map(([dx, dy]): LabelBox => ({ x: placed.x[i] + dx, y: placed.y[i] + dy, width, height, angle: 0 }))
      .find(
        (candidate) =>
          boxInside(
            candidate,
            frame.left + 1,
            frame.left + frame.width - 1,
            frame.top + 1,
            frame.top + frame.height - 1,
          ) &&
          boxes.every((other) => !boxesOverlap(candidate, other)) &&
          dots.every((dot) => !boxesOverlap(candidate, dot)),
      );
    if (name === "" || box === undefined) return;
    boxes.push(box);
    texts.push(
      textElement(name, {
        class: "station-name",
        x: box.x,
        y: box.y + (fontSize * CAP_HEIGHT) / 2,
        size: fontSize,
        anchor: "middle",
        fill: "#000000",
        halo: "rgba(255,255,255,0.75)",
      }),
    );
  });
  return texts;
}
