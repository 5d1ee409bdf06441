/** What of an item moves without a commit: heartbeats, the clock, and others in the same lane move it. */
const OF_ITEM = ['progress', 'eta', 'eta_reason', 'queue_position', 'stalled'] as const;
const OF_PART = ['progress', 'eta', 'queue_position', 'stalled'] as const;

type Fields = Readonly<Record<string, unknown>>;

/** An item as it is shown, as far as it matters here. */
export interface MovingItem {
  readonly id: string;
  readonly revision: string;
  readonly processing_stages: readonly (object & { readonly stage_type: string })[];
  readonly outputs: readonly (object & { readonly id: string })[];
}

/** The live part of an item, laid over the item that the client holds. */
export interface MovedFields extends Fields {
  readonly id: string;
  readonly revision: string;
  /** Only those that moved, by `stage_type`. */
  readonly processing_stages: readonly Fields[];
  /** Only those that moved, by `id`. */
  readonly outputs: readonly Fields[];
}

const pick = (from: object, names: readonly string[]): Fields => {
  const all = from as Fields;
  return Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]));
};

/** The live part of a whole item, to be compared with a later one. */
export const liveFieldsOf = (item: MovingItem): MovedFields => ({
  id: item.id,
  revision: item.revision,
  ...pick(item, OF_ITEM),
  processing_stages: item.processing_stages.map((stage) => pick(stage, ['stage_type', ...OF_PART])),
  outputs: item.outputs.map((output) => pick(output, ['id', ...OF_PART])),
});

/** An estimate that moves by less is the same one: of what waits it moves with the clock. Milliseconds. */
const SAME_ESTIMATE_MS = 30_000;

const coarse = (key: string, value: unknown): unknown =>
  (key === 'from' || key === 'to') && typeof value === 'string' ? Math.round(Date.parse(value) / SAME_ESTIMATE_MS) : value;

/** Equal for what a person would see as the same. */
export const sameness = (fields: Fields): string => JSON.stringify(fields, coarse);

const differing = (before: readonly Fields[], now: readonly Fields[]): readonly Fields[] => {
  const known = new Set(before.map(sameness));
  return now.filter((each) => !known.has(sameness(each)));
};

/** Undefined where nothing has moved. */
export function movedFields(before: MovedFields, now: MovedFields): MovedFields | undefined {
  if (sameness(before) === sameness(now)) return undefined;
  return {
    ...now,
    processing_stages: differing(before.processing_stages, now.processing_stages),
    outputs: differing(before.outputs, now.outputs),
  };
}
