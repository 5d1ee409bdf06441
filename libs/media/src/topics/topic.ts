export interface Topic {
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly keywords: readonly string[];
}

/** Sorted, without gaps or overlaps, from 0 to the duration; empty where nothing is said that has a topic. */
export interface TopicResult {
  readonly engine: string;
  /** Where the engine works with one. */
  readonly model?: string;
  readonly topics: readonly Topic[];
}

/** How long the list of topics is to be. */
export const GRANULARITIES = ['short', 'medium', 'long'] as const;
export type Granularity = (typeof GRANULARITIES)[number];
