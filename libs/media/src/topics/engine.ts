import type { Transcript } from '../speech/transcript.js';
import type { TopicResult } from './topic.js';

export interface TopicContext {
  readonly signal?: AbortSignal;
}

export interface TopicEngine {
  readonly id: string;
  extract(transcript: Transcript, context?: TopicContext): Promise<TopicResult>;
}
