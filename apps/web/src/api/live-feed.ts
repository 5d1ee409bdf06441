import type { Moving, Recording } from './answers.js';
import type { StreamEvent } from './event-stream.js';

/** Fields that moved without a commit; of stages and outputs only those that did. */
export interface ProgressEvent extends Moving {
  readonly id: string;
  readonly revision: string;
  readonly processing_stages: readonly (Moving & { readonly stage_type: string })[];
  readonly outputs: readonly (Moving & { readonly id: string })[];
}

export interface Feed {
  onSnapshot(items: readonly Recording[]): void;
  onChange(recording: Recording): void;
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
export function tell(feed: Feed, { name, data }: StreamEvent): void {
  const value = parsed(data);
  if (value === undefined) feed.onReset('unreadable');
  else if (name === 'snapshot') feed.onSnapshot((value as { readonly items: readonly Recording[] }).items);
  else if (name === 'change') feed.onChange(value as Recording);
  else if (name === 'progress') feed.onProgress(value as ProgressEvent);
  else if (name === 'reset') feed.onReset((value as { readonly reason: string }).reason);
}
