import type { Item } from '@throughline/api-client';
import type { ProgressEvent } from './live-feed.js';

function mergeParts<Part extends object>(parts: readonly Part[], moved: readonly object[], key: string): readonly Part[] {
  const keyOf = (part: object): unknown => (part as Readonly<Record<string, unknown>>)[key];
  const byKey = new Map(moved.map((part) => [keyOf(part), part]));
  return parts.map((part) => ({ ...part, ...byKey.get(keyOf(part)) }));
}

type ItemParts = Readonly<Partial<Record<'processing_stages' | 'steps', readonly object[]>>>;

/** Returns the item with the changed fields. Ignores an event of another revision. */
export function applyProgress<T extends Item & ItemParts>(item: T, event: ProgressEvent): T {
  if (event.revision !== item.revision) return item;
  const { processing_stages: stages, steps } = item;
  return {
    ...item,
    ...event,
    ...(stages === undefined ? {} : { processing_stages: mergeParts(stages, event.processing_stages ?? [], 'stage_type') }),
    ...(steps === undefined ? {} : { steps: mergeParts(steps, event.steps ?? [], 'step_name') }),
    outputs: mergeParts(item.outputs, event.outputs, 'id'),
  };
}
