import { commitCodec, type Actor, type AssetEvent, type Commit } from '@throughline/contracts';
import { fold, type RecordedCommit } from '../../asset/fold.js';
import { renderOutcome, type ItemOutcome } from './outcome.js';

/** A stored history of one item without personal texts, with its expected outcome. Written once, never edited. */
export interface GoldenLog {
  readonly title: string;
  readonly assetId: string;
  /** A field that is not named here is not compared: a later release may add some. */
  readonly expected: Partial<ItemOutcome>;
  /** Commits in their stored form, of the release that wrote them. */
  readonly log: readonly unknown[];
}

/** Throws `undecodable` or `newer-schema`. */
export const decodeGoldenCommit = (assetId: string, stored: unknown): RecordedCommit => ({
  assetId,
  commit: commitCodec.decode(assetId, new TextEncoder().encode(JSON.stringify(stored)), undefined),
});

/** Removes the personal part, which is sealed in the log: a golden log is read without a key. */
const removePersonal = ({ type, v, data }: AssetEvent): AssetEvent => ({ type, v, data }) as AssetEvent;

export function encodeGoldenLog(commits: readonly (RecordedCommit & { readonly actor?: Actor })[]): readonly unknown[] {
  return commits.map(({ assetId, commit: { at, origin, events }, actor = { kind: 'service', id: 'worker-1' } }, index) => {
    const number = String(index + 1);
    const commit: Commit = {
      id: `commit-${number}`,
      at,
      actor,
      causationId: `cause-${number}`,
      correlationId: 'correlation',
      ...(origin === undefined ? {} : { origin }),
      events: events.map(removePersonal),
    };
    return JSON.parse(new TextDecoder().decode(commitCodec.encode(assetId, commit, undefined))) as unknown;
  });
}

export interface OutcomeDifference {
  readonly field: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

const isEqual = (one: unknown, other: unknown): boolean => {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const [left, right] = [Object.entries(one), new Map<string, unknown>(Object.entries(other))];
  return left.length === right.size && left.every(([key, value]) => right.has(key) && isEqual(value, right.get(key)));
};

/** Compares each expected field with the outcome of the log under the rules of this release. */
export function compareOutcome(
  expected: Readonly<Record<string, unknown>>,
  commits: readonly RecordedCommit[],
): readonly OutcomeDifference[] {
  const actual = new Map<string, unknown>(Object.entries(renderOutcome(fold(commits)) ?? {}));
  return Object.entries(expected)
    .filter(([field, value]) => !isEqual(value, actual.get(field)))
    .map(([field, value]) => ({ field, expected: value, actual: actual.get(field) ?? null }));
}
