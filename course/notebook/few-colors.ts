/** A picture whose pixels point into a list of colours. */
export interface FewColors {
  /** Red, green and blue of each colour, 0 to 255, one after the other. */
  readonly palette: Uint8Array;
  /** Number of its colour for each pixel, in the order of the pixels. */
  readonly indices: Uint8Array;
}

/** One cell of the colour cube, 8 × 8 × 8 colours wide. */
interface Bin {
  readonly key: number;
  /** Place in the cube along red, green and blue, 0 to 31. */
  readonly place: readonly [red: number, green: number, blue: number];
  /** Number of pixels in it. */
  readonly count: number;
}

const BIN_COUNT = 32 ** 3;

/**
 * Repaints a picture in at most 256 colours: the cube of all colours is cut into boxes, and each box gets the
 * mean colour of its pixels.
 *
 * As in the median cut of P. Heckbert (Color image quantization for frame buffer display, Computer Graphics
 * 16 (3), 1982), but the next box to cut is the one with the largest product of squared width and root of pixel
 * count, and it is cut through its middle. So rare colours (lines, letters) soon have a box of their own.
 *
 * @param pixels - red, green, blue and opacity of each pixel, 0 to 255; opacity is not used
 * @param most - most colours, 1 to 256
 */
export function fewColors(pixels: Uint8Array, most = 256): FewColors {
  const boxes = cutIntoBoxes(occupiedBins(pixels), most);
  const boxOfBin = new Uint8Array(BIN_COUNT);
  boxes.forEach((box, number) => {
    for (const bin of box) boxOfBin[bin.key] = number;
  });
  const indices = new Uint8Array(pixels.length / 4);
  const sums = new Float64Array(boxes.length * 3);
  const counts = new Float64Array(boxes.length);
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const box = boxOfBin[binOf(pixels, pixel)];
    indices[pixel] = box;
    counts[box]++;
    for (let channel = 0; channel < 3; channel++) sums[3 * box + channel] += pixels[4 * pixel + channel];
  }
  return { palette: Uint8Array.from(sums, (sum, i) => Math.round(sum / counts[Math.floor(i / 3)])), indices };
}

function binOf(pixels: Uint8Array, pixel: number): number {
  const i = 4 * pixel;
  return ((pixels[i] >> 3) << 10) | ((pixels[i + 1] >> 3) << 5) | (pixels[i + 2] >> 3);
}

function occupiedBins(pixels: Uint8Array): Bin[] {
  const counts = new Uint32Array(BIN_COUNT);
  for (let pixel = 0; pixel < pixels.length / 4; pixel++) counts[binOf(pixels, pixel)]++;
  const bins: Bin[] = [];
  counts.forEach((count, key) => {
    if (count > 0) bins.push({ key, count, place: [key >> 10, (key >> 5) & 31, key & 31] });
  });
  return bins;
}

function cutIntoBoxes(bins: Bin[], most: number): Bin[][] {
  const boxes = [bins];
  const urgencies = [urgencyOf(bins)];
  while (boxes.length < most) {
    const urgency = Math.max(...urgencies);
    if (urgency === 0) break;
    const next = urgencies.indexOf(urgency);
    const halves = halvesOf(boxes[next]);
    boxes.splice(next, 1, ...halves);
    urgencies.splice(next, 1, ...halves.map(urgencyOf));
  }
  return boxes;
}

/** How much a box asks to be cut; 0 for a single bin. */
function urgencyOf(box: readonly Bin[]): number {
  const { width } = widestSide(box);
  return width ** 2 * box.reduce((sum, bin) => sum + Math.sqrt(bin.count), 0);
}

function widestSide(box: readonly Bin[]): { channel: number; low: number; width: number } {
  const sides = [0, 1, 2].map((channel) => {
    let [low, high] = [31, 0];
    for (const { place } of box) {
      low = Math.min(low, place[channel]);
      high = Math.max(high, place[channel]);
    }
    return { channel, low, width: Math.max(0, high - low) };
  });
  return sides.reduce((widest, side) => (side.width > widest.width ? side : widest));
}

/** Cuts a box through the middle of its widest side. */
function halvesOf(box: readonly Bin[]): [Bin[], Bin[]] {
  const { channel, low, width } = widestSide(box);
  const middle = low + width / 2;
  return [
    box.filter((bin) => bin.place[channel] < middle),
    box.filter((bin) => bin.place[channel] >= middle),
  ];
}
