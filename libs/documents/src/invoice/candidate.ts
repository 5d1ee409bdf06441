import type { Span } from './lines.js';

/** A value that may be the searched one. */
export interface Candidate extends Span {
  readonly value: string;
  readonly confidence: number;
  /** Other values that were found, the best first. Absent: none. */
  readonly alternatives?: readonly string[];
}

/** A value is not sure if another one is nearly as good. */
const CONTRADICTED = 0.8;
const MARGIN = 0.045;
const CONFIRMED = 0.02;

const MAX_ALTERNATIVES = 4;

/** Adds the other values, each once. */
function withAlternatives<C extends Candidate>(best: C, others: readonly C[]): C {
  const values = [...new Set(others.map(({ value }) => value))].filter((value) => value !== best.value);
  return values.length === 0 ? best : { ...best, alternatives: values.slice(0, MAX_ALTERNATIVES) };
}

/** Returns the best candidate; the first one of equals. Other values that are nearly as good lower its confidence, a repetition raises it. */
export function chooseBest<C extends Candidate>(candidates: readonly C[]): C | undefined {
  const [first, ...others] = [...candidates].sort((one, other) => other.confidence - one.confidence);
  if (first === undefined) return undefined;
  const best = withAlternatives(first, others);
  const rivals = others.filter(({ confidence, value }) => confidence > best.confidence - MARGIN && value !== best.value);
  if (rivals.length > 0) return { ...best, confidence: Math.min(best.confidence, CONTRADICTED) };
  const isRepeated = others.some(({ value }) => value === best.value);
  return isRepeated ? { ...best, confidence: Math.min(0.99, best.confidence + CONFIRMED) } : best;
}
