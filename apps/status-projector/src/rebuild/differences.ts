import type { Digest, Part } from './digests.js';

/** Where the tables and what the events give do not agree. */
export interface Difference {
  readonly assetId: string;
  readonly part: Part;
  readonly kind: 'missing' | 'surplus' | 'different';
}

const order = (one: Digest, other: Digest): number => {
  if (one.assetId !== other.assetId) return one.assetId < other.assetId ? -1 : 1;
  if (one.part !== other.part) return one.part < other.part ? -1 : 1;
  return 0;
};

/** Walks both sides at once; both come in order. `missing` is what the stored tables lack. */
export async function* differences(stored: AsyncIterable<Digest>, rebuilt: AsyncIterable<Digest>): AsyncGenerator<Difference> {
  const [left, right] = [stored[Symbol.asyncIterator](), rebuilt[Symbol.asyncIterator]()];
  const next = async (side: AsyncIterator<Digest>): Promise<Digest | undefined> => {
    const result = await side.next();
    return result.done === true ? undefined : result.value;
  };
  let [one, other] = [await next(left), await next(right)];
  while (one !== undefined || other !== undefined) {
    const place = one === undefined ? 1 : other === undefined ? -1 : order(one, other);
    if (place < 0 && one !== undefined) {
      yield { assetId: one.assetId, part: one.part, kind: 'surplus' };
      one = await next(left);
    } else if (place > 0 && other !== undefined) {
      yield { assetId: other.assetId, part: other.part, kind: 'missing' };
      other = await next(right);
    } else {
      if (one !== undefined && one.digest !== other?.digest) yield { assetId: one.assetId, part: one.part, kind: 'different' };
      [one, other] = [await next(left), await next(right)];
    }
  }
}
