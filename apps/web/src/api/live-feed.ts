import type { Item, Moving } from './answers.js';
import type { StreamEvent } from './event-stream.js';

/** Fields that moved without a commit; of stages, steps and outputs only those that did. */
export interface ProgressEvent extends Moving {
  readonly id: string;
  readonly revision: string;
  /** Of recordings. */
  readonly processing_stages?: readonly (Moving & { readonly stage_type: string })[];
  /** Of documents. */
  readonly steps?: readonly { readonly step_name: string; readonly progress: number | null }[];
  readonly outputs: readonly (Moving & { readonly id: string })[];
}

export interface Feed<T extends Item> {
  onSnapshot(items: readonly T[]): void;
  onChange(item: T): void;
  onProgress(progress: ProgressEvent): void;
  /** What is known may be old: it has to be read again. */
  onReset(reason: string): void;
  onState(isOpen: boolean): void;
}

const parsed = (data: string): unknown => {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
};

/** Tells of one event. What cannot be read comes with the next read of everything. */
export function tell<T extends Item>(feed: Feed<T>, { name, data }: StreamEvent): void {
  const value = parsed(data);
  if (value === undefined) feed.onReset('unreadable');
  else if (name === 'snapshot') feed.onSnapshot((value as { readonly items: readonly T[] }).items);
  else if (name === 'change') feed.onChange(value as T);
  else if (name === 'progress') feed.onProgress(value as ProgressEvent);
  else if (name === 'reset') feed.onReset((value as { readonly reason: string }).reason);
}
