export interface Topic {
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly keywords: readonly string[];
}

/** Topics, sorted, without gaps or overlaps, from 0 to the duration; empty if the speech has no topic. */
export interface TopicResult {
  readonly engine: string;
  readonly model?: string;
  readonly topics: readonly Topic[];
}

export const GRANULARITIES = ['short', 'medium', 'long'] as const;
export type Granularity = (typeof GRANULARITIES)[number];
