import type { BenchFigures, Figure, Ratio } from './figures.js';
import type { JudgedRatio } from './targets.js';

/** The facts of the machine that decide how far its figures can be trusted. */
export interface MachineFacts {
  readonly node: string;
  readonly cpu: string;
  readonly cpus: number;
  /** Load averages of the last minute: they show how busy other programs kept the machine. */
  readonly load: { readonly before: number; readonly after: number };
}

/** The document that `--json` prints. */
export interface BenchReport extends Omit<BenchFigures, 'ratio' | 'limited'> {
  readonly bench: string;
  readonly machine: MachineFacts;
  readonly seconds: number;
  /** The medians of the ratios with a key. */
  readonly ratio: Readonly<Record<string, number>>;
  /** The same ratios with their extremes and targets, and the figures that have a limit. */
  readonly targets: Readonly<Record<string, JudgedRatio>>;
}

const NAME_WIDTH = 46;

const show = (value: number): string => {
  if (!Number.isFinite(value)) return 'unknown';
  const size = Math.abs(value);
  return value.toLocaleString('en-US', { maximumFractionDigits: size >= 100 ? 0 : size >= 10 ? 1 : 2 });
};

const showSpread = ({ value, lowest, highest }: Pick<Figure, 'value' | 'lowest' | 'highest'>): string =>
  lowest === undefined || highest === undefined ? show(value) : `${show(value)} (${show(lowest)}–${show(highest)})`;

const ratioLine = (ratio: Ratio): string => `    ${showSpread(ratio)} x ${ratio.name}`;

const figureLines = (figure: Figure): readonly string[] => [
  `  ${figure.name.padEnd(NAME_WIDTH)}${showSpread(figure)} ${figure.unit}`,
  ...(figure.ratioTo ?? []).map(ratioLine),
];

const showTarget = ({ atLeast, atMost, isMet }: JudgedRatio): string => {
  if (isMet === undefined) return 'no target';
  const limit = atLeast === undefined ? `at most ${show(atMost ?? Number.NaN)}` : `at least ${show(atLeast)}`;
  return `target ${limit}: ${isMet ? 'met' : 'missed'}`;
};

const targetLine = ([key, ratio]: readonly [string, JudgedRatio]): string =>
  `  ${key.padEnd(NAME_WIDTH)}${[showSpread(ratio), ratio.unit].filter((part) => part !== undefined).join(' ')}, ${showTarget(ratio)}`;

/** Formats a report for people: medians with their extremes, below them their ratios to other figures, and the targets last. */
export function formatReport({ bench, machine, seconds, settings, figures, targets }: BenchReport): string {
  const conditions = Object.entries(settings).map(([name, value]) => `${name} ${String(value)}`);
  const { node, cpu, cpus, load } = machine;
  const lines = [
    [bench, ...conditions].join(', '),
    `Node ${node}, ${String(cpus)} x ${cpu}, load ${show(load.before)} before and ${show(load.after)} after, ${String(seconds)} s`,
  ];
  for (const group of new Set(figures.map((each) => each.group)))
    lines.push('', group, ...figures.filter((each) => each.group === group).flatMap(figureLines));
  const judged = Object.entries(targets).map(targetLine);
  if (judged.length > 0) lines.push('', 'ratios and figures with a target', ...judged);
  return lines.join('\n');
}
