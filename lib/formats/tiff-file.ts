/** A tag of a TIFF's directory. */
export interface TiffTag {
  readonly tag: number;
  readonly type: "short" | "long" | "double" | "text";
  readonly values: readonly number[] | string;
}

/** One image of a TIFF: the whole, or an overview of it. */
export interface TiffLevel {
  readonly columns: number;
  readonly rows: number;
  /** Bands of 64-bit floats; each has its own tiles. */
  readonly bands: number;
  /** Edge of a square tile. */
  readonly tile: number;
  /** Tiles deflated with predictor 3: those of the first band, then those of the second. */
  readonly tiles: readonly Uint8Array[];
  /** Further tags. */
  readonly tags: readonly TiffTag[];
}

const TYPES = {
  text: { code: 2, size: 1 },
  short: { code: 3, size: 2 },
  long: { code: 4, size: 4 },
  double: { code: 12, size: 8 },
} as const;

/**
 * Writes a TIFF, little-endian: the directories first, so that a reader finds them together, then the tiles.
 *
 * Source: TIFF 6.0 (Adobe, 1992), sections 2 and 15; Technical Note 3 for predictor 3.
 */
export function writeTiff(levels: readonly TiffLevel[]): Uint8Array {
  // A directory's length does not depend on the offsets in it: they are filled in the second time.
  const lengths = levels.map((level, k) => directory(level, [], 0, k > 0, false).length);
  const starts = lengths.map((_, k) => 8 + lengths.slice(0, k).reduce((sum, length) => sum + length, 0));
  let at = 8 + lengths.reduce((sum, length) => sum + length, 0);
  const offsets = levels.map(({ tiles }) =>
    tiles.map((tile) => {
      const here = at;
      at += tile.length + (tile.length % 2);
      return here;
    }),
  );
  const bytes = new Uint8Array(at);
  bytes.set([0x49, 0x49, 42, 0, 8], 0);
  for (const [k, level] of levels.entries()) {
    bytes.set(directory(level, offsets[k], starts[k], k > 0, k < levels.length - 1), starts[k]);
    for (const [t, tile] of level.tiles.entries()) bytes.set(tile, offsets[k][t]);
  }
  return bytes;
}

function directory(
  level: TiffLevel,
  offsets: readonly number[],
  start: number,
  isOverview: boolean,
  hasNext: boolean,
): Uint8Array {
  const tags = [...tagsOf(level, offsets, isOverview)].sort((a, b) => a.tag - b.tag);
  const sizes = tags.map((tag) => lengthOf(tag) * TYPES[tag.type].size);
  const head = 2 + 12 * tags.length + 4;
  const outside = sizes.map((size) => (size > 4 ? size + (size % 2) : 0));
  const length = head + (head % 2) + outside.reduce((sum, size) => sum + size, 0);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, tags.length, true);
  let next = head + (head % 2);
  for (const [k, tag] of tags.entries()) {
    const entry = 2 + 12 * k;
    view.setUint16(entry, tag.tag, true);
    view.setUint16(entry + 2, TYPES[tag.type].code, true);
    view.setUint32(entry + 4, lengthOf(tag), true);
    if (outside[k] > 0) view.setUint32(entry + 8, start + next, true);
    writeValues(bytes, outside[k] > 0 ? next : entry + 8, tag);
    next += outside[k];
  }
  view.setUint32(head - 4, hasNext ? start + length : 0, true);
  return bytes;
}

function tagsOf(level: TiffLevel, offsets: readonly number[], isOverview: boolean): TiffTag[] {
  const { columns, rows, bands, tile, tiles, tags } = level;
  const each = (value: number) => Array<number>(bands).fill(value);
  const long = (tag: number, ...values: number[]): TiffTag => ({ tag, type: "long", values });
  const short = (tag: number, ...values: number[]): TiffTag => ({ tag, type: "short", values });
  return [
    long(254, isOverview ? 1 : 0), // NewSubfileType: an overview is a smaller copy
    long(256, columns),
    long(257, rows),
    short(258, ...each(64)), // BitsPerSample
    short(259, 8), // Compression: deflate
    short(262, 1), // PhotometricInterpretation: high is bright
    short(277, bands),
    short(284, bands > 1 ? 2 : 1), // PlanarConfiguration: each band by itself
    short(317, 3), // Predictor: floats
    long(322, tile),
    long(323, tile),
    { tag: 324, type: "long", values: tiles.map((_, k) => offsets[k] ?? 0) },
    { tag: 325, type: "long", values: tiles.map(({ length }) => length) },
    ...(bands > 1 ? [short(338, ...each(0).slice(1))] : []), // ExtraSamples: no meaning as a picture
    short(339, ...each(3)), // SampleFormat: floats
    ...tags,
  ];
}

function lengthOf({ type, values }: TiffTag): number {
  return type === "text" ? new TextEncoder().encode(String(values)).length + 1 : values.length;
}

function writeValues(bytes: Uint8Array, at: number, { type, values }: TiffTag): void {
  if (typeof values === "string") {
    bytes.set(new TextEncoder().encode(values), at);
    return;
  }
  const view = new DataView(bytes.buffer);
  for (const [k, value] of values.entries()) {
    if (type === "short") view.setUint16(at + 2 * k, value, true);
    else if (type === "long") view.setUint32(at + 4 * k, value, true);
    else view.setFloat64(at + 8 * k, value, true);
  }
}
