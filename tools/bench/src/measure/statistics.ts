/** Returns NaN if one of the values is NaN. */
export function median(values: readonly number[]): number {
  if (values.some(Number.isNaN)) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[half]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** Returns the value that the given share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export interface Spread {
  /** The median. */
  readonly value: number;
  readonly lowest: number;
  readonly highest: number;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  value: median(values),
  lowest: Math.min(...values),
  highest: Math.max(...values),
});

/** Returns the spread with the largest median, or one that could not be measured: it may be worse. */
export const largest = (spreads: readonly Spread[]): Spread =>
  spreads.find(({ value }) => Number.isNaN(value)) ??
  spreads.reduce((worst, each) => (each.value > worst.value ? each : worst), spreadOf([Number.NEGATIVE_INFINITY]));

/** Divides values of the same round: a slow phase of the machine affects both sides of a ratio. */
export const ratios = (values: readonly number[], base: readonly number[]): readonly number[] =>
  values.flatMap((value, round) => {
    const against = base[round];
    return against === undefined ? [] : [value / against];
  });
