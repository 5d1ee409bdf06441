/** What of an item moves without a commit: heartbeats, the clock, and others in the same lane move it. */
const OF_ITEM = ['progress', 'eta', 'eta_reason', 'queue_position', 'stalled'] as const;
const OF_PART = ['progress', 'eta', 'queue_position', 'stalled'] as const;

/** The lists of an item's parts, and by what a part is known. Recordings have stages, documents have steps. */
const PARTS = { processing_stages: 'stage_type', steps: 'step_name', outputs: 'id' } as const;
type PartList = keyof typeof PARTS;

type Fields = Readonly<Record<string, unknown>>;

/** An item as it is shown, as far as it matters here. */
export type MovingItem = { readonly id: string; readonly revision: string } & Readonly<
  Partial<Record<PartList, readonly object[]>>
>;

/** The live part of an item, laid over the item that the client holds. Of each list only the parts that moved. */
export type MovedFields = Fields & MovingItem;

const LISTS = Object.keys(PARTS) as readonly PartList[];

const pick = (from: object, names: readonly string[]): Fields => {
  const all = from as Fields;
  return Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]));
};

const listsOf = (item: MovingItem, told: (list: PartList, parts: readonly object[]) => readonly object[]): Fields =>
  Object.fromEntries(
    LISTS.flatMap((list) => {
      const parts = item[list];
      return parts === undefined ? [] : [[list, told(list, parts)] as const];
    }),
  );

/** The live part of a whole item, to be compared with a later one. */
export const liveFieldsOf = (item: MovingItem): MovedFields => ({
  ...pick(item, OF_ITEM),
  ...listsOf(item, (list, parts) => parts.map((part) => pick(part, [PARTS[list], ...OF_PART]))),
  id: item.id,
  revision: item.revision,
});

/** An estimate that moves by less is the same one: of what waits it moves with the clock. Milliseconds. */
const SAME_ESTIMATE_MS = 30_000;

const coarse = (key: string, value: unknown): unknown =>
  (key === 'from' || key === 'to') && typeof value === 'string' ? Math.round(Date.parse(value) / SAME_ESTIMATE_MS) : value;

/** Equal for what a person would see as the same. */
export const sameness = (fields: object): string => JSON.stringify(fields, coarse);

const differing = (before: readonly object[], now: readonly object[]): readonly object[] => {
  const known = new Set(before.map(sameness));
  return now.filter((each) => !known.has(sameness(each)));
};

/** Undefined where nothing has moved. */
export function movedFields(before: MovedFields, now: MovedFields): MovedFields | undefined {
  if (sameness(before) === sameness(now)) return undefined;
  return { ...now, ...listsOf(now, (list, parts) => differing(before[list] ?? [], parts)) };
}
