import type { PartStore } from '../parts/part-store.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Granularity, TopicResult } from './topic.js';

export interface TopicContext {
  readonly signal?: AbortSignal | undefined;
  readonly granularity?: Granularity | undefined;
  /** Stores finished parts of a long transcript. Without it, a failure loses them. */
  readonly parts?: PartStore | undefined;
  /** Receives the fraction that is done; never decreases. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface TopicEngine {
  readonly id: string;
  extract(transcript: Transcript, context?: TopicContext): Promise<TopicResult>;
}
