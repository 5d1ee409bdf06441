import type { Item, LiveFields, StreamEvent } from '@throughline/api-client';

/** Fields that changed without a commit. Contains only the stages, steps and outputs that changed. */
export interface ProgressEvent extends LiveFields {
  readonly id: string;
  readonly revision: string;
  /** Only for recordings. */
  readonly processing_stages?: readonly (LiveFields & { readonly stage_type: string })[];
  /** Only for documents. */
  readonly steps?: readonly { readonly step_name: string; readonly progress: number | null }[];
  readonly outputs: readonly (LiveFields & { readonly id: string })[];
}

export interface LiveFeed<T extends Item> {
  onSnapshot(items: readonly T[]): void;
  onChange(item: T): void;
  onProgress(progress: ProgressEvent): void;
  /** The cached data may be stale and must be read again. */
  onReset(reason: string): void;
  onState(isOpen: boolean): void;
}

const parseJson = (data: string): unknown => {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
};

/** Passes one event to the feed. An unreadable event resets the feed, which reloads everything. */
export function dispatchStreamEvent<T extends Item>(feed: LiveFeed<T>, { name, data }: StreamEvent): void {
  const value = parseJson(data);
  if (value === undefined) feed.onReset('unreadable');
  else if (name === 'snapshot') feed.onSnapshot((value as { readonly items: readonly T[] }).items);
  else if (name === 'change') feed.onChange(value as T);
  else if (name === 'progress') feed.onProgress(value as ProgressEvent);
  else if (name === 'reset') feed.onReset((value as { readonly reason: string }).reason);
}
