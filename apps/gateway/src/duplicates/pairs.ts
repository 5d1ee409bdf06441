import { createHash } from 'node:crypto';

/** Returns each two of the ids once, the smaller one first. */
export function pairsOf(ids: readonly string[]): readonly (readonly [string, string])[] {
  const sorted = [...ids].sort();
  return sorted.flatMap((first, at) => sorted.slice(at + 1).map((second) => [first, second] as const));
}

/** Returns the id of the decision about these items, in any order. */
export const decisionIdOf = (ids: readonly string[]): string =>
  createHash('sha256')
    .update([...ids].sort().join())
    .digest('hex')
    .slice(0, 32);
