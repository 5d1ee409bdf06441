import type { Digest, DigestPart } from './digests.js';

export interface Difference {
  readonly assetId: string;
  readonly part: DigestPart;
  readonly kind: 'missing' | 'surplus' | 'different';
}

const order = (one: Digest, other: Digest): number => {
  if (one.assetId !== other.assetId) return one.assetId < other.assetId ? -1 : 1;
  if (one.part !== other.part) return one.part < other.part ? -1 : 1;
  return 0;
};

interface Pair {
  readonly stored?: Digest;
  readonly rebuilt?: Digest;
}

async function* pairDigests(stored: AsyncIterable<Digest>, rebuilt: AsyncIterable<Digest>): AsyncGenerator<Pair> {
  const [left, right] = [stored[Symbol.asyncIterator](), rebuilt[Symbol.asyncIterator]()];
  // The database sorts each side before it returns the first digests.
  let [one, other] = await Promise.all([left.next(), right.next()]);
  while (one.done !== true && other.done !== true) {
    const place = order(one.value, other.value);
    yield { ...(place <= 0 ? { stored: one.value } : {}), ...(place >= 0 ? { rebuilt: other.value } : {}) };
    if (place <= 0) one = await left.next();
    if (place >= 0) other = await right.next();
  }
  for (; one.done !== true; one = await left.next()) yield { stored: one.value };
  for (; other.done !== true; other = await right.next()) yield { rebuilt: other.value };
}

/**
 * Yields the differences between the two streams. `missing` rows are only in the rebuilt tables, `surplus` rows only in the
 * stored ones.
 */
export async function* findDifferences(
  stored: AsyncIterable<Digest>,
  rebuilt: AsyncIterable<Digest>,
): AsyncGenerator<Difference> {
  for await (const pair of pairDigests(stored, rebuilt)) {
    const found = pair.stored ?? pair.rebuilt;
    if (found === undefined || pair.stored?.digest === pair.rebuilt?.digest) continue;
    const { assetId, part } = found;
    const kind = pair.stored === undefined ? 'missing' : pair.rebuilt === undefined ? 'surplus' : 'different';
    yield { assetId, part, kind };
  }
}
