import { createHash } from 'node:crypto';
import type { ItemSnapshot } from './item-loader.js';

/** The revision, and the shown parts that change without a new revision. */
const partsOf = ({ revision, held, duplicateOf }: ItemSnapshot, marks: readonly string[]): readonly string[] => [
  revision,
  ...(held === undefined ? [] : [held.kind, held.position]),
  ...(duplicateOf === undefined ? [] : [duplicateOf.id]),
  ...marks,
];

/** Returns the strong ETag of an item that has no active run. `marks`: what has changed its actions without a commit. */
export const etagOf = (shown: ItemSnapshot, marks: readonly string[]): string => `"${partsOf(shown, marks).join('.')}"`;

const digests = new WeakMap<ItemWithParts, string>();

/** An unchanged item is the same object, and is digested once. */
const digestOf = (item: ItemWithParts): string => {
  const known = digests.get(item);
  if (known !== undefined) return known;
  const digest = createHash('sha256')
    .update(toComparisonKey(pickLiveFields(item)))
    .digest('base64url')
    .slice(0, 12);
  digests.set(item, digest);
  return digest;
};

/** Returns the weak ETag of an item with an active run. Answers whose estimates differ by seconds count as equal. */
export const movingEtagOf = (shown: ItemSnapshot, item: ItemWithParts, marks: readonly string[]): string =>
  `W/"${[...partsOf(shown, marks), digestOf(item)].join('.')}"`;

/** Fields that change without a commit, by heartbeats, by the clock, or by other items in the same lane. */
const OF_PART = ['progress', 'progress_at', 'eta', 'queue_position', 'queue_length', 'stalled'] as const;
const OF_ITEM = [...OF_PART, 'eta_reason', 'waiting_for', 'state', 'state_reason', 'label'] as const;

/** The lists of an item's parts, with the key field of each part. Recordings have stages, documents have steps. */
const PARTS = { processing_stages: 'stage_type', steps: 'step_name', outputs: 'id' } as const;
type PartList = keyof typeof PARTS;

type Fields = Readonly<Record<string, unknown>>;

export type ItemWithParts = { readonly id: string; readonly revision: string } & Readonly<
  Partial<Record<PartList, readonly object[]>>
>;

/** The live fields of an item, which the client merges into its copy. Lists hold only the parts that changed. */
export type LiveFields = Fields & ItemWithParts;

const LISTS = Object.keys(PARTS) as readonly PartList[];

const pick = (from: object, names: readonly string[]): Fields => {
  const all = from as Fields;
  return Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]));
};

const mapLists = (item: ItemWithParts, mapParts: (list: PartList, parts: readonly object[]) => readonly object[]): Fields =>
  Object.fromEntries(
    LISTS.flatMap((list) => {
      const parts = item[list];
      return parts === undefined ? [] : [[list, mapParts(list, parts)] as const];
    }),
  );

export const pickLiveFields = (item: ItemWithParts): LiveFields => ({
  ...pick(item, OF_ITEM),
  ...mapLists(item, (list, parts) => parts.map((part) => pick(part, [PARTS[list], ...OF_PART]))),
  id: item.id,
  revision: item.revision,
});

/** Smaller changes of an estimate are ignored: times are rounded. */
const SAME_ESTIMATE_MS = 30_000;

const roundEstimate = (key: string, value: unknown): unknown =>
  (key === 'from' || key === 'to') && typeof value === 'string' ? Math.round(Date.parse(value) / SAME_ESTIMATE_MS) : value;

/** Returns equal keys for fields that a person would see as equal. */
export const toComparisonKey = (fields: object): string => JSON.stringify(fields, roundEstimate);

const findChangedParts = (before: readonly object[], now: readonly object[]): readonly object[] => {
  const shownKeys = new Set(before.map(toComparisonKey));
  return now.filter((each) => !shownKeys.has(toComparisonKey(each)));
};

/** Returns undefined if nothing has changed. */
export function diffLiveFields(before: LiveFields, now: LiveFields): LiveFields | undefined {
  if (toComparisonKey(before) === toComparisonKey(now)) return undefined;
  return { ...now, ...mapLists(now, (list, parts) => findChangedParts(before[list] ?? [], parts)) };
}
