import { shrink, type GreyImage } from './grey-image.js';

/** About half a millimetre at 200 dots per inch: the strokes of small print still darken such a square. */
const SQUARE = 4;
/** The scanner's edge, where the lid casts a shadow, as a fraction of a side. */
const EDGE = 0.03;
/** A square is marked if it differs from the sheet by this many standard deviations, and at least by `LEAST_DIFFERENCE`. */
const DEVIATIONS = 6;
const LEAST_DIFFERENCE = 24;
/** A single character of small print has more marked squares, a speck of dust has fewer. */
const FEWEST_SQUARES = 10;

function selectInnerValues({ width, height, data }: GreyImage): readonly number[] {
  const [left, top] = [Math.ceil(width * EDGE), Math.ceil(height * EDGE)];
  const values: number[] = [];
  for (let y = top; y < height - top; y += 1) for (let x = left; x < width - left; x += 1) values.push(data[y * width + x] ?? 0);
  return values;
}

/** Returns the standard deviation without outliers: a line of writing must not raise the threshold for itself. */
function computeUsualDeviation(values: readonly number[], middle: number): number {
  const near = values.filter((value) => Math.abs(value - middle) < LEAST_DIFFERENCE);
  if (near.length === 0) return 0;
  return Math.sqrt(near.reduce((sum, value) => sum + (value - middle) ** 2, 0) / near.length);
}

/**
 * Returns true for a page without writing. OCR of the grain of a blank scan takes 15 seconds and yields a thousand junk words.
 */
export function isBlank(grey: GreyImage): boolean {
  const values = selectInnerValues(shrink(grey, SQUARE));
  if (values.length === 0) return true;
  const middle = [...values].sort((a, b) => a - b)[values.length >> 1] ?? 255;
  const bar = Math.max(LEAST_DIFFERENCE, DEVIATIONS * computeUsualDeviation(values, middle));
  let marked = 0;
  for (const value of values) {
    if (Math.abs(value - middle) > bar) marked += 1;
    if (marked >= FEWEST_SQUARES) return false;
  }
  return true;
}
