import type { BenchName } from '../benches.js';
import type { Spread } from './statistics.js';

/** A limit of a ratio or of a figure. Without one, the value is only reported. */
type Target = { readonly atLeast: number } | { readonly atMost: number } | undefined;

const atLeast = (value: number): Target => ({ atLeast: value });
const atMost = (value: number): Target => ({ atMost: value });

/** The ratios of each bench by key, with their targets. docs/benchmarks.md explains the keys. */
export const TARGETS: Readonly<Partial<Record<BenchName, Readonly<Record<string, Target>>>>> = {
  page: { large: atMost(1.3), scrollMs: atMost(50), scrollTaskMs: undefined, scrollRows: atMost(200) },
  rebuild: { parse: atLeast(0.3), bareWrite: atLeast(0.6), foldOnly: undefined, perEvent: atLeast(40) },
  'catch-up': { bareWrite: atLeast(0.6) },
  growth: { items: atMost(1.3), history: atMost(1.3), historyPerEvent: atMost(1.2) },
  'projection-lag': { bareRoundTrip: atMost(4) },
  memory: { rebuild: atMost(4) },
  'status-read': { memory: atLeast(0.5), plainFastify: atLeast(1.8), session: atLeast(0.5) },
  push: { bare: atMost(1.5), memory: atMost(1.8) },
  handoff: { append: atMost(4), bullmq: atLeast(0.5), bullmqWithHistory: atLeast(1.5) },
  import: { barePublisher: atLeast(0.5) },
  search: { bare: atMost(1.5), growth: atMost(10), copy: atLeast(0.5) },
  append: { bareClient: atLeast(0.85) },
  start: { bare: atMost(2.5), residentMb: atMost(500) },
  pipeline: { shell: atMost(1.15) },
  media: { silence: atLeast(4), sideBySide: atLeast(1.05) },
};

/** Ratios of a bench by key. */
export type KeyedRatios = Readonly<Record<string, Spread>>;

/** A figure with a limit of its own, which depends on no other contestant. */
export interface LimitedFigure extends Spread {
  readonly unit: string;
}
export type KeyedFigures = Readonly<Record<string, LimitedFigure>>;

export interface JudgedRatio extends Spread {
  /** The unit of a figure. A ratio has none. */
  readonly unit?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Undefined without a target. A ratio that could not be measured has missed its target. */
  readonly isMet?: boolean;
}

function judge(ratio: Spread, target: Target): JudgedRatio {
  if (target === undefined) return ratio;
  return { ...ratio, ...target, isMet: 'atLeast' in target ? ratio.value >= target.atLeast : ratio.value <= target.atMost };
}

/** Compares the ratios and limited figures of a bench with the table of targets, which must have the same keys. */
export function judgeRatios(bench: BenchName, ratios: KeyedRatios | KeyedFigures): Readonly<Record<string, JudgedRatio>> {
  const targets = TARGETS[bench] ?? {};
  const unknown = Object.keys(ratios).filter((key) => !Object.hasOwn(targets, key));
  if (unknown.length > 0) throw new Error(`The table of targets of ${bench} does not have ${unknown.join(', ')}`);
  return Object.fromEntries(
    Object.entries(targets).map(([key, target]) => {
      const ratio = ratios[key];
      if (ratio === undefined) throw new Error(`${bench} has not measured ${key}`);
      return [key, judge(ratio, target)];
    }),
  );
}
