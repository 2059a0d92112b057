import {
  emptyRows,
  type HeldRows,
  type NodeData,
  normaliseRows,
  patternIndex,
  roomForRows,
} from "./curvature-rows.js";
import { type CurvatureEquation, edgeElimination, freeCoefficients, placeKind } from "./curvature-stencil.js";

/** A datum this close to a node (in spacings) is taken to stand on it. */
const ON_NODE = 1e-6;
/** A datum this close to the middle between two nodes (in spacings) belongs to both. */
const TIE = 1e-9;

/**
 * Finds the nodes that data hold, and writes the equations of those nodes.
 *
 * A datum holds the node nearest to it; one exactly half-way between two (or four) nodes holds each of them by
 * half (or a quarter), so that mirrored data give a mirrored grid. Several data of one node act as one: their
 * weighted mean value at their weighted mean position, which is exact where the surface is a plane.
 */
export function constraintRows(
  equation: CurvatureEquation,
  data: NodeData,
  room: HeldRows = roomForRows(equation, data.values.length),
): HeldRows {
  const { nx, ny } = equation;
  const number = new Int32Array(nx * ny);
  forEachHeldNode(equation, data, (node) => {
    number[node] = 1;
  });
  const rows = emptyRows(equation, number, room);
  const count = rows.column.length;
  const [share, weight, x, y, value] = Array.from({ length: 5 }, () => new Float64Array(count));
  forEachHeldNode(equation, data, (node, datum, part) => {
    const c = number[node];
    const w = part * data.weight[datum];
    share[c] += part;
    weight[c] += w;
    x[c] += w * data.column[datum];
    y[c] += w * data.row[datum];
    value[c] += w * data.values[datum];
  });
  const write = constraintWriter(equation, rows);
  for (let j = 0; j < ny; j++) {
    for (let c = rows.rowStart[j]; c < rows.rowStart[j + 1]; c++) {
      const i = rows.column[c];
      const w = weight[c];
      write(c, i, j, {
        dx: x[c] / w - i,
        dy: y[c] / w - j,
        value: value[c] / w,
        part: Math.min(1, share[c]),
      });
    }
  }
  normaliseRows(rows);
  return rows;
}

type Visit = (node: number, datum: number, part: number) => void;

/** Calls `visit` for every pair of a datum and a node that it holds. */
function forEachHeldNode({ nx, ny }: CurvatureEquation, data: NodeData, visit: Visit): void {
  for (let datum = 0; datum < data.values.length; datum++) {
    const [i0, i1] = nearest(data.column[datum], nx);
    const [j0, j1] = nearest(data.row[datum], ny);
    const part = 1 / ((i1 - i0 + 1) * (j1 - j0 + 1));
    for (let j = j0; j <= j1; j++) for (let i = i0; i <= i1; i++) visit(j * nx + i, datum, part);
  }
}

/** The nearest index twice, or both nearest where the position lies half-way. */
function nearest(position: number, length: number): [number, number] {
  const inside = (index: number): number => Math.max(0, Math.min(length - 1, index));
  return [inside(Math.floor(position + 0.5 - TIE)), inside(Math.floor(position + 0.5 + TIE))];
}

interface Datum {
  /** Distance from the node, in spacings. */
  readonly dx: number;
  readonly dy: number;
  readonly value: number;
  /** Below 1, the free equation takes the rest. */
  readonly part: number;
}

/**
 * Writes the equation of a node that a datum holds: the free equation, with the Laplacian at this node taken
 * from the datum and four neighbours instead of from the node's four own. The coefficients follow from asking
 * that the Laplacian of every quadratic surface comes out exactly (Briggs 1974; Smith & Wessel 1990, equations
 * there for α = 1).
 */
function constraintWriter(
  equation: CurvatureEquation,
  rows: HeldRows,
): (c: number, i: number, j: number, datum: Datum) => void {
  const { nx, ny, alpha, loose, tension } = equation;
  const free = freeCoefficients(equation);
  const eliminate = edgeElimination(equation);
  const a2 = alpha * alpha;
  const laplacian = 2 * loose * (1 + a2) + tension; // weight of this node's Laplacian in the free equation
  const terms = free.length;
  const row = new Float64Array(terms);
  return (c, i, j, { dx, dy, value, part }) => {
    const ahead = Math.abs(dx);
    const across = Math.abs(dy);
    if (ahead < ON_NODE && across < ON_NODE) {
      rows.coefficients[c * terms] = free[0];
      rows.target[c] = free[0] * value;
      return;
    }
    row.set(free);
    const add = (x: number, y: number, coefficient: number): void => {
      row[patternIndex(x, y)] += part * laplacian * coefficient;
    };
    add(0, 0, -2 - 2 * a2); // take out the node's own Laplacian
    for (const side of BOTH) {
      add(side, 0, 1);
      add(0, side, a2);
    }
    const s = ahead + across;
    const ofDatum = (2 * (1 + a2)) / (s * (1 + s));
    const ofX = 2 - ahead * s * ofDatum;
    const ofY = 2 * a2 - across * s * ofDatum;
    const sum = ahead * across * ofDatum;
    const difference = ofX - ahead * ofDatum;
    const ofXCorner = (sum + difference) / 2; // ahead in x, back in y
    const ofYCorner = (sum - difference) / 2; // back in x, ahead in y
    // The neighbours lie around the datum's quadrant; one between two quadrants takes half of each.
    const [sidesX, sidesY] = [sides(dx), sides(dy)];
    const each = 1 / (sidesX.length * sidesY.length);
    for (const toX of sidesX) {
      for (const toY of sidesY) {
        add(-toX, 0, -each * ofX);
        add(0, -toY, -each * ofY);
        add(toX, -toY, -each * ofXCorner);
        add(-toX, toY, -each * ofYCorner);
      }
    }
    add(0, 0, ofX + ofY + ofXCorner + ofYCorner + ofDatum);
    const [kindX, kindY] = [placeKind(i, nx), placeKind(j, ny)];
    const far = kindX === 2 && kindY === 2 && Math.min(nx, ny) >= 5; // from every edge
    rows.coefficients.set(far ? row : eliminate(kindX, kindY, row), c * terms);
    rows.target[c] = part * laplacian * ofDatum * value;
  };
}

/** The side on which a datum lies along an axis; both where it lies on neither. */
function sides(distance: number): readonly number[] {
  if (Math.abs(distance) < TIE) return BOTH;
  return distance < 0 ? BEHIND : AHEAD;
}

const BOTH: readonly number[] = [-1, 1];
const BEHIND: readonly number[] = [-1];
const AHEAD: readonly number[] = [1];
