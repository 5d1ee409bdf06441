import type { Results } from './rounds.js';
import { quantile, ratios, spreadOf, type Spread } from './statistics.js';
import type { KeyedFigures, KeyedRatios } from './targets.js';

/** The median of the rounds with its extremes. A value of the whole run has no extremes. */
interface Value {
  /** NaN if it could not be measured, which is `null` in JSON. */
  readonly value: number;
  readonly lowest?: number;
  readonly highest?: number;
}

/** A figure as a multiple of another one. Ratios of rounds compare values of the same round. */
export interface Ratio extends Value {
  /** The name of the other figure in the group, or of a limit. */
  readonly name: string;
}

export interface Figure extends Value {
  /** The quantity and the conditions that the figures of a group share. */
  readonly group: string;
  /** Unique in the group. */
  readonly name: string;
  readonly unit: string;
  readonly ratioTo?: readonly Ratio[];
}

/** The result of a bench. */
export interface BenchFigures {
  /** The flags of the run, and conditions that hold for all figures. */
  readonly settings: Readonly<Record<string, number | string>>;
  readonly figures: readonly Figure[];
  /** The ratios that have a key in the table of targets. */
  readonly ratio?: KeyedRatios;
  /** Figures that are no ratios, and have a key and a limit in the same table. */
  readonly limited?: KeyedFigures;
}

export interface FigureGroup {
  readonly group: string;
  readonly unit: string;
  /** The name whose ratios to all others count. */
  readonly subject: string;
}

/** Compares two names of the same results, round by round. */
export const ratioOf = (results: Results, name: string, base: string): Spread =>
  spreadOf(ratios(results.get(name) ?? [], results.get(base) ?? []));

/** Returns one figure for each name. */
export function figuresOf(results: Results, { group, unit, subject }: FigureGroup): readonly Figure[] {
  const others = [...results.keys()].filter((name) => name !== subject);
  const ratioTo = others.map((name) => ({ name, ...ratioOf(results, subject, name) }));
  return [...results].map(([name, values]) => ({
    group,
    name,
    unit,
    ...spreadOf(values),
    ...(name === subject ? { ratioTo } : {}),
  }));
}

/** Returns the median and the 99th percentile of all values, whichever round they are of. */
export const percentilesOf = (
  values: readonly number[],
  { name, ...about }: Pick<Figure, 'group' | 'name' | 'unit'>,
): readonly Figure[] => [
  { ...about, name: `${name}, p50`, value: quantile(values, 0.5) },
  { ...about, name: `${name}, p99`, value: quantile(values, 0.99) },
];
