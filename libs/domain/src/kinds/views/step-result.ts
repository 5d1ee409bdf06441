import type { StepState } from '../../asset/state.js';
import { resultOf } from '../../asset/steps/steps.js';

/** Facts about what a completed step has made. Each step has some of them. */
export interface StepResultItem {
  /** The second of the original at which the trimmed file begins. */
  readonly start_seconds?: number;
  /** The second of the original at which the trimmed file ends. */
  readonly end_seconds?: number;
  readonly engine?: string;
  readonly model?: string;
  readonly words?: number;
  readonly topics?: number;
  readonly cues?: number;
  readonly pages?: number;
}

type Kind = 'text' | 'seconds' | 'count';

const KINDS: Readonly<Record<keyof StepResultItem, Kind>> = {
  start_seconds: 'seconds',
  end_seconds: 'seconds',
  engine: 'text',
  model: 'text',
  words: 'count',
  topics: 'count',
  cues: 'count',
  pages: 'count',
};

/** Other systems may append events whose results have other shapes. */
const IS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  seconds: (value) => typeof value === 'number' && value >= 0,
  count: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
};

const FACTS = Object.entries(KINDS);

/** Returns null for a step that is not completed, or whose result has none of these facts. */
export function renderStepResult(step: StepState): StepResultItem | null {
  const result = resultOf(step);
  if (result === undefined) return null;
  const facts = FACTS.filter(([name, kind]) => IS[kind](result[name])).map(([name]) => [name, result[name]]);
  return facts.length === 0 ? null : (Object.fromEntries(facts) as StepResultItem);
}
