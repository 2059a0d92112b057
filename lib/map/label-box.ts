/** A rectangle on the sheet, turned about its centre. Lengths in px, the angle in degrees clockwise. */
export interface LabelBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

/** The four corners of a box, in order around it. */
export function boxCorners(box: LabelBox): [x: number, y: number][] {
  const [cos, sin] = [Math.cos((box.angle * Math.PI) / 180), Math.sin((box.angle * Math.PI) / 180)];
  return [
    [-0.5, -0.5],
    [0.5, -0.5],
    [0.5, 0.5],
    [-0.5, 0.5],
  ].map(([u, v]) => [
    box.x + u * box.width * cos - v * box.height * sin,
    box.y + u * box.width * sin + v * box.height * cos,
  ]);
}

/**
 * True if two boxes share any area: two rectangles are apart if and only if one of their four side directions
 * separates them (separating axis theorem).
 */
export function boxesOverlap(a: LabelBox, b: LabelBox): boolean {
  const reach = (Math.hypot(a.width, a.height) + Math.hypot(b.width, b.height)) / 2;
  if (Math.hypot(a.x - b.x, a.y - b.y) > reach) return false;
  const [cornersA, cornersB] = [boxCorners(a), boxCorners(b)];
  return [a.angle, a.angle + 90, b.angle, b.angle + 90].every((degrees) => {
    const [ux, uy] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    const along = (corners: [number, number][]): number[] => corners.map(([x, y]) => x * ux + y * uy);
    const [alongA, alongB] = [along(cornersA), along(cornersB)];
    return Math.max(...alongA) > Math.min(...alongB) && Math.max(...alongB) > Math.min(...alongA);
  });
}

/** True if a point lies in a box. */
export function boxHolds(box: LabelBox, x: number, y: number): boolean {
  const [cos, sin] = [Math.cos((box.angle * Math.PI) / 180), Math.sin((box.angle * Math.PI) / 180)];
  const [dx, dy] = [x - box.x, y - box.y];
  return Math.abs(dx * cos + dy * sin) <= box.width / 2 && Math.abs(dy * cos - dx * sin) <= box.height / 2;
}

/** True if a box lies wholly between west and east, north and south (y grows downwards). */
export function boxInside(box: LabelBox, west: number, east: number, north: number, south: number): boolean {
  return boxCorners(box).every(([x, y]) => x >= west && x <= east && y >= north && y <= south);
}
