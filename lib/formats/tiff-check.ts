import { FormatError } from "../core/errors.js";

/** Bytes of a value by TIFF's type code; 16 to 18 are BigTIFF's. */
const SIZES: Readonly<Record<number, number>> = {
  ...{
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
  },
};
/** Deflate makes at most 1,032 bytes of one, LZW about 1,400. Others (LERC, Zstandard) say a block of one value shorter. */
const MOST_GROWTH: Readonly<Record<number, number>> = { 1: 1, 5: 2000, 8: 1100, 32946: 1100 };
const MOST_OTHERWISE = 1e5;
/** More does not fit into memory as 64-bit floats. */
const MOST_NODES = 2 ** 28;

/**
 * Refuses a TIFF whose first directory tells of more than the file holds, before any memory is taken for it: values of a
 * tag beyond the file's end, sizes without enough tiles, tiles too short for what they must hold.
 *
 * @throws FormatError that says what does not fit
 */
export function checkTiff(bytes: Uint8Array, file: string): void {
  const fail = (problem: string): never => {
    throw new FormatError({ file, problem, advice: "It is cut short or damaged: copy it again." });
  };
  const tags = firstDirectory(bytes, fail);
  const one = (tag: number, otherwise: number) => tags.get(tag)?.value(0) ?? otherwise;
  const [columns, rows, bands] = [one(256, 0), one(257, 0), one(277, 1)];
  if (!(columns > 1 && rows > 1))
    fail(`its header tells of ${columns} × ${rows} cells, and a grid has at least 2 × 2`);
  if (columns * rows > MOST_NODES)
    fail(`its header tells of ${columns} × ${rows} cells, more than fit in memory`);
  const isTiled = tags.has(322);
  const [wide, high] = isTiled ? [one(322, 0), one(323, 0)] : [columns, Math.min(rows, one(278, rows))];
  if (!(wide > 0 && high > 0)) fail("its blocks have no size");
  const perBand = Math.ceil(columns / wide) * Math.ceil(rows / high);
  const blocks = perBand * (one(284, 1) === 2 ? bands : 1);
  const sizes = tags.get(isTiled ? 325 : 279);
  const count = Math.min(sizes?.count ?? 0, tags.get(isTiled ? 324 : 273)?.count ?? 0);
  if (sizes === undefined || count < blocks) fail(`it tells of ${blocks} blocks, and has places of ${count}`);
  let [stored, held] = [0, 0];
  for (let k = 0; k < blocks; k++) {
    const size = sizes?.value(k) ?? 0;
    stored += size;
    if (size > 0) held++; // a block without bytes holds no data
  }
  const bytesOfBlock = (wide * high * (blocks === perBand ? bands : 1) * one(258, 1)) / 8;
  if (
    wide * high > 4 * Math.max(MOST_NODES, 1) ||
    held * bytesOfBlock > stored * growthOf(one(259, 1)) + 4096
  )
    fail(`its ${held} blocks of ${wide} × ${high} cells cannot come from ${stored} bytes`);
}

function growthOf(compression: number): number {
  return MOST_GROWTH[compression] ?? MOST_OTHERWISE;
}

interface Tag {
  readonly count: number;
  readonly value: (k: number) => number;
}

function firstDirectory(bytes: Uint8Array, fail: (problem: string) => never): Map<number, Tag> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = bytes[0] === 0x49;
  const within = (at: number, length: number) => at >= 0 && at + length <= bytes.length;
  if (!within(0, 16)) fail("the file is cut short");
  const isBig = view.getUint16(2, order) === 43;
  const long = (at: number) => (isBig ? Number(view.getBigUint64(at, order)) : view.getUint32(at, order));
  const [head, entry] = isBig ? [8, 20] : [2, 12];
  const start = long(isBig ? 8 : 4);
  if (!within(start, head)) fail("its directory lies beyond the end of the file");
  const count = isBig ? long(start) : view.getUint16(start, order);
  if (!within(start + head, count * entry)) fail("its directory is longer than the file");
  const tags = new Map<number, Tag>();
  for (let k = 0; k < count; k++) {
    const at = start + head + k * entry;
    const [tag, type, values] = [view.getUint16(at, order), view.getUint16(at + 2, order), long(at + 4)];
    const size = SIZES[type];
    if (size === undefined) continue; // a type of a later time: readers pass over it
    const isInside = values * size <= (isBig ? 8 : 4);
    const from = isInside ? at + (isBig ? 12 : 8) : long(at + (isBig ? 12 : 8));
    if (!within(from, values * size))
      fail(`its tag ${tag} tells of ${values} values, beyond the end of the file`);
    tags.set(tag, {
      count: values,
      value: (i) => (i < values ? numberAt(view, from + i * size, type, order) : 0),
    });
  }
  return tags;
}

function numberAt(view: DataView, at: number, type: number, order: boolean): number {
  if (type === 3) return view.getUint16(at, order);
  if (type === 4 || type === 13) return view.getUint32(at, order);
  if (type === 16 || type === 18) return Number(view.getBigUint64(at, order));
  return type === 1 ? view.getUint8(at) : Number.NaN;
}
