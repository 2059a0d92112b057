// The page's data blocks: base64 of zlib, so that nothing in them can be taken for a tag.

/** The bytes of the block with this id. */
export async function readBlock(id) {
  const text = atob(document.getElementById(id).textContent);
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The JSON of the block with this id. */
export async function readJson(id) {
  return JSON.parse(new TextDecoder().decode(await readBlock(id)));
}

/**
 * Numbers of a grid. They are whole steps of a decimal unit, each written as its difference from what its
 * neighbours let one expect, the low bytes of all nodes first.
 */
export function unpackGrid(bytes, { columns, rows, planes, masked, first, decimals }) {
  const count = columns * rows;
  const start = masked ? count : 0;
  const steps = new Int32Array(count);
  const values = new Float64Array(count);
  const unit = 10 ** Math.abs(decimals);
  for (let i = 0; i < count; i++) {
    let difference = 0;
    for (let plane = 0; plane < planes; plane++) {
      difference |= bytes[start + plane * count + i] << (8 * plane);
    }
    steps[i] = expectedStep(steps, i, columns) + ((difference >>> 1) ^ -(difference & 1));
    const whole = first + steps[i];
    values[i] = decimals < 0 ? whole * unit : whole / unit;
    if (masked && bytes[i] === 0) values[i] = Number.NaN;
  }
  return values;
}

/** What three neighbours let one expect (median edge detector of JPEG-LS). */
function expectedStep(steps, i, columns) {
  const column = i % columns;
  if (i < columns) return column === 0 ? 0 : steps[i - 1];
  const below = steps[i - columns];
  if (column === 0) return below;
  const left = steps[i - 1];
  const corner = steps[i - columns - 1];
  const [low, high] = left < below ? [left, below] : [below, left];
  return corner >= high ? low : corner <= low ? high : left + below - corner;
}

/** Lines from whole steps, each vertex after the first as its difference from the one before. */
export function unpackLines({ lines, step, x: x0, y: y0 }) {
  return lines.map((numbers) => {
    const count = numbers.length / 2;
    const line = { x: new Float64Array(count), y: new Float64Array(count) };
    let [x, y] = [0, 0];
    for (let i = 0; i < count; i++) {
      x += numbers[2 * i];
      y += numbers[2 * i + 1];
      line.x[i] = x0 + x * step;
      line.y[i] = y0 + y * step;
    }
    return line;
  });
}
