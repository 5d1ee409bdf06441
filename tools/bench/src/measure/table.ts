import type { Results } from './rounds.js';
import { ratios, spreadOf, type Spread } from './statistics.js';

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const precise = (value: number): string => value.toFixed(2);

const spread = ({ median, least, most }: Spread, show: (value: number) => string): string =>
  `${show(median)} (${show(least)}–${show(most)})`;

export interface TableOptions {
  readonly title: string;
  readonly unit: string;
  readonly subject: string;
  readonly decimals?: boolean;
}

const COLUMNS = [46, 38, 0] as const;
const line = (...cells: readonly string[]): string =>
  cells
    .map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0))
    .join('')
    .trimEnd();

/** Formats medians with their spread, and the ratio of the subject to each other name within the same round. */
export function table(results: Results, { title, unit, subject, decimals = false }: TableOptions): string {
  const own = results.get(subject) ?? [];
  const rows = [...results].map(([name, values]) => {
    const against = name === subject ? '' : `${spread(spreadOf(ratios(own, values)), precise)} x`;
    return line(`  ${name}`, spread(spreadOf(values), decimals ? precise : whole), against);
  });
  return ['', title, line('', `${unit}: median (spread)`, `${subject} is`), ...rows].join('\n');
}
