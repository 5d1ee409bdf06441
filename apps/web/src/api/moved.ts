import type { Item } from './answers.js';
import type { ProgressEvent } from './live-feed.js';

/** Each part with what has moved of it. */
function laid<Part extends object>(parts: readonly Part[], moved: readonly object[], key: string): readonly Part[] {
  const keyOf = (part: object): unknown => (part as Readonly<Record<string, unknown>>)[key];
  const byKey = new Map(moved.map((part) => [keyOf(part), part]));
  return parts.map((part) => ({ ...part, ...byKey.get(keyOf(part)) }));
}

type Parts = Readonly<Partial<Record<'processing_stages' | 'steps', readonly object[]>>>;

/** An item with what has moved of it; what belongs to another revision changes nothing. */
export function moved<T extends Item & Parts>(item: T, event: ProgressEvent): T {
  if (event.revision !== item.revision) return item;
  const { processing_stages: stages, steps } = item;
  return {
    ...item,
    ...event,
    ...(stages === undefined ? {} : { processing_stages: laid(stages, event.processing_stages ?? [], 'stage_type') }),
    ...(steps === undefined ? {} : { steps: laid(steps, event.steps ?? [], 'step_name') }),
    outputs: laid(item.outputs, event.outputs, 'id'),
  };
}
