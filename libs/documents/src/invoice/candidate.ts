import type { Span } from './lines.js';

/** A value that may be the searched one. */
export interface Candidate extends Span {
  readonly value: string;
  readonly confidence: number;
}

/** A value is not sure if another one is nearly as good. */
const CONTRADICTED = 0.8;
const MARGIN = 0.045;
const CONFIRMED = 0.02;

/** Returns the best candidate; the first one of equals. Other values that are nearly as good lower its confidence, a repetition raises it. */
export function chooseBest<C extends Candidate>(candidates: readonly C[]): C | undefined {
  const [best, ...others] = [...candidates].sort((one, other) => other.confidence - one.confidence);
  if (best === undefined) return undefined;
  const rivals = others.filter(({ confidence, value }) => confidence > best.confidence - MARGIN && value !== best.value);
  if (rivals.length > 0) return { ...best, confidence: Math.min(best.confidence, CONTRADICTED) };
  const isRepeated = others.some(({ value }) => value === best.value);
  return isRepeated ? { ...best, confidence: Math.min(0.99, best.confidence + CONFIRMED) } : best;
}
