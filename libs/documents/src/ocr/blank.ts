import { shrunk, type Grey } from './grey.js';

/** About half a millimetre at 200 dots an inch: the strokes of small print still darken such a square. */
const SQUARE = 4;
/** Of a scanner's edge, where the lid throws a shadow: in parts of a side. */
const EDGE = 0.03;
/** Darker or lighter than the sheet by so many times what its squares differ by anyhow, and by so much at least. */
const DEVIATIONS = 6;
const LEAST_DIFFERENCE = 24;
/** A single character of small print has more such squares; a speck of dust has fewer. */
const FEWEST_SQUARES = 10;

/** The middle of what lies within the edges. */
function inner({ width, height, data }: Grey): readonly number[] {
  const [left, top] = [Math.ceil(width * EDGE), Math.ceil(height * EDGE)];
  const values: number[] = [];
  for (let y = top; y < height - top; y += 1) for (let x = left; x < width - left; x += 1) values.push(data[y * width + x] ?? 0);
  return values;
}

/** How far values are from their middle, without those few that are very far: a line of writing must not raise the bar for itself. */
function usualDeviation(values: readonly number[], middle: number): number {
  const near = values.filter((value) => Math.abs(value - middle) < LEAST_DIFFERENCE);
  if (near.length === 0) return 0;
  return Math.sqrt(near.reduce((sum, value) => sum + (value - middle) ** 2, 0) / near.length);
}

/**
 * Whether nothing is written on a page. The grain of a scan alone keeps an engine busy for a quarter of a minute and makes a thousand words of
 * junk, so this is asked before.
 */
export function isBlank(grey: Grey): boolean {
  const values = inner(shrunk(grey, SQUARE));
  if (values.length === 0) return true;
  const middle = [...values].sort((a, b) => a - b)[values.length >> 1] ?? 255;
  const bar = Math.max(LEAST_DIFFERENCE, DEVIATIONS * usualDeviation(values, middle));
  let marked = 0;
  for (const value of values) {
    if (Math.abs(value - middle) > bar) marked += 1;
    if (marked >= FEWEST_SQUARES) return false;
  }
  return true;
}
