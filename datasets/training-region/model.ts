import { makePolyhedron } from "../../lib/index.js";
import { kilometres, MARK, placeAt } from "./area.js";
import { basinColumns } from "./basin.js";
import type { Body, Model, PolyhedronBody } from "./bodies.js";
import { mohoSurface } from "./moho.js";

// The geology under the region as data: what model.json holds. Positions are longitude and latitude in degrees, and
// depth in metres below the geoid (H = 0).

/** The model of the training region. */
export function makeModel(): Model {
  return {
    synthetic: MARK,
    about: [
      "Density contrasts against a crust of 2670 kg/m3. Depths are metres below the geoid (H = 0), positive down.",
      "polyhedron: vertices [longitude, latitude, depth] stand at the ellipsoidal height N - depth, with N the geoid's height; edges between them are straight in space. faces: three vertices each, counterclockwise as seen from outside.",
      "columns: the centre of each column's top stands where it is in space; the column is upright, with sides to the east and north, in the frame of the point where its field is asked for (east, north, and the ellipsoid's normal there).",
      "surface: the mass between the boundary and the reference depth, as triangles through the nodes of both; each square is cut from its south-west to its north-east corner.",
    ],
    regional: [mohoSurface()],
    residual: [basinColumns(), granite(), mafic(), denseSheet()],
  };
}

function granite(): PolyhedronBody {
  return {
    name: "granite",
    kind: "polyhedron",
    about: "A granite in the southern part of the range, wider below than its outcrop.",
    density_kg_m3: -105,
    ...rings([-13, -42], 0.55, [
      { depth: 300, along: 11.5, across: 7.5 },
      { depth: 2500, along: 17, across: 12 },
      { depth: 6000, along: 16, across: 12.5 },
      { depth: 9500, along: 9.5, across: 7 },
    ]),
  };
}

function mafic(): PolyhedronBody {
  return {
    name: "mafic body",
    kind: "polyhedron",
    about: "A gabbro under the plateau. It does not reach the surface.",
    density_kg_m3: 250,
    ...rings([-67, -40], -0.35, [
      { depth: 900, along: 5, across: 3.6 },
      { depth: 2800, along: 8.5, across: 6.2 },
      { depth: 6000, along: 8, across: 6.5 },
      { depth: 9000, along: 4.5, across: 4 },
    ]),
  };
}

interface Ring {
  readonly depth: number;
  /** Half the length of the ring along its long axis, km. */
  readonly along: number;
  /** Half its length across, km. */
  readonly across: number;
}

const CORNERS = 14;

/** A body between uneven rings of corners, closed by a fan above and below; turned from north by an angle in radians. */
function rings(
  [x, y]: readonly [number, number],
  turned: number,
  list: readonly Ring[],
): Pick<PolyhedronBody, "vertices_deg_deg_m" | "faces"> {
  const vertices: [number, number, number][] = [];
  const faces: [number, number, number][] = [];
  list.forEach(({ depth, along, across }, ring) => {
    for (let k = 0; k < CORNERS; k++) {
      const angle = (2 * Math.PI * k) / CORNERS;
      const uneven = 1 + 0.13 * Math.sin(3 * angle + ring) + 0.09 * Math.cos(5 * angle - 2 * ring);
      const u = along * uneven * Math.cos(angle);
      const v = across * uneven * Math.sin(angle);
      vertices.push(
        vertexAt(
          x + u * Math.sin(turned) + v * Math.cos(turned),
          y + u * Math.cos(turned) - v * Math.sin(turned),
          depth,
        ),
      );
    }
  });
  for (let ring = 1; ring < list.length; ring++)
    for (let k = 0; k < CORNERS; k++) {
      const [a, b] = [(ring - 1) * CORNERS + k, (ring - 1) * CORNERS + ((k + 1) % CORNERS)];
      faces.push([a, b, b + CORNERS], [a, b + CORNERS, a + CORNERS]);
    }
  for (const first of [0, (list.length - 1) * CORNERS])
    for (let k = 2; k < CORNERS; k++) faces.push([first, first + k - 1, first + k]);
  return { vertices_deg_deg_m: vertices, faces: turnedOut(vertices, faces) };
}

type Triple = readonly [number, number, number];

/** The faces of a body, all turned counterclockwise as seen from outside. */
function turnedOut(vertices: readonly Triple[], faces: readonly Triple[]): Triple[] {
  const corners = vertices.flatMap(([longitude, latitude, depth]) => {
    const { x, y } = kilometres(longitude, latitude);
    return [x, y, -depth / 1000];
  });
  const turned = makePolyhedron(corners, faces.flat(), 1).faces;
  return faces.map((_, k) => [turned[3 * k], turned[3 * k + 1], turned[3 * k + 2]]);
}

/** A sheet of dense rock that ends at a fault in the south-east, and thins to nothing towards the north-west. */
function denseSheet(): PolyhedronBody {
  const vertices: [number, number, number][] = [];
  const faces: [number, number, number][] = [];
  const steps = 8;
  const [from, to] = [
    [-138, -20],
    [-34, 66],
  ];
  for (let k = 0; k <= steps; k++) {
    const t = k / steps;
    const x = from[0] + t * (to[0] - from[0]) + 2.5 * Math.sin(2.3 * k);
    const y = from[1] + t * (to[1] - from[1]) - 2.5 * Math.cos(1.7 * k);
    if (k === 0 || k === steps) {
      vertices.push(vertexAt(x, y, 2000));
      continue;
    }
    const shape = 4 * t * (1 - t);
    // The fault dips to the south-east: the bottom edge lies farther that way than the top edge.
    vertices.push(vertexAt(x, y, 2000 - 1100 * shape));
    vertices.push(vertexAt(x + 0.45 * shape, y - 0.55 * shape, 2000 + 1500 * shape));
    vertices.push(vertexAt(x - 30 * shape - 8, y + 36 * shape + 10, 2200));
  }
  const last = vertices.length - 1;
  faces.push([0, 1, 2], [0, 1, 3], [0, 2, 3]);
  for (let at = 1; at + 3 < last; at += 3)
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ])
      faces.push([at + a, at + b, at + 3 + b], [at + a, at + 3 + b, at + 3 + a]);
  faces.push([last, last - 3, last - 2], [last, last - 3, last - 1], [last, last - 2, last - 1]);
  return {
    name: "dense sheet",
    kind: "polyhedron",
    about: "A sheet of dense metamorphic rock in the north-west, cut off by a fault that strikes north-east.",
    density_kg_m3: 130,
    vertices_deg_deg_m: vertices,
    faces: turnedOut(vertices, faces),
  };
}

function vertexAt(x: number, y: number, depth: number): [number, number, number] {
  const { longitude, latitude } = placeAt(x, y);
  return [Math.round(longitude * 1e4) / 1e4, Math.round(latitude * 1e4) / 1e4, Math.round(depth / 10) * 10];
}

/** The model as text: one body's number lists a line, so that people can read it. */
export function modelText(model: Model): string {
  const line = (value: unknown) => JSON.stringify(value).replaceAll(",", ", ");
  const body = (one: Body) =>
    Object.entries(one)
      .map(([key, value]) => {
        if (!Array.isArray(value) || !Array.isArray(value[0])) return `      "${key}": ${line(value)}`;
        const perLine = key === "depth_m" ? 1 : 8;
        const rows: string[] = [];
        for (let k = 0; k < value.length; k += perLine)
          rows.push(
            `        ${value
              .slice(k, k + perLine)
              .map(line)
              .join(", ")}`,
          );
        return `      "${key}": [\n${rows.join(",\n")}\n      ]`;
      })
      .join(",\n");
  const list = (bodies: readonly Body[]) => bodies.map((one) => `    {\n${body(one)}\n    }`).join(",\n");
  return [
    "{",
    `  "synthetic": ${JSON.stringify(model.synthetic)},`,
    `  "about": [\n${model.about.map((text) => `    ${JSON.stringify(text)}`).join(",\n")}\n  ],`,
    `  "regional": [\n${list(model.regional)}\n  ],`,
    `  "residual": [\n${list(model.residual)}\n  ]`,
    "}",
    "",
  ].join("\n");
}
