import type { PartStore } from '../parts/part-store.js';
import type { Transcript } from '../speech/transcript.js';
import type { Granularity, TopicResult } from './topic.js';

export interface TopicContext {
  readonly signal?: AbortSignal | undefined;
  /** `medium` where nobody says it. */
  readonly granularity?: Granularity | undefined;
  /** Keeps what is finished of a long transcript; left out, a failure loses it. */
  readonly parts?: PartStore | undefined;
  /** Fraction that is done; never backwards. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface TopicEngine {
  readonly id: string;
  extract(transcript: Transcript, context?: TopicContext): Promise<TopicResult>;
}
