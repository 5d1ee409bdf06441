import type { Topic } from '@throughline/api-types';
import { formatPlayTime } from './results-api.js';

/** YouTube ignores fewer and shorter chapters (https://support.google.com/youtube/answer/9884579). */
const LEAST_CHAPTERS = 3;
const LEAST_SECONDS = 10;

/**
 * Returns the lines that make chapters in the description of a YouTube video; undefined if YouTube would ignore them. The first
 * chapter must begin at 0:00, so it includes a silent start.
 */
export function buildYoutubeChapters(topics: readonly Topic[]): string | undefined {
  const starts = topics.map(({ start }, index) => (index === 0 ? 0 : Math.floor(start)));
  const lengths = topics.map(({ end }, index) => (starts[index + 1] ?? end) - (starts[index] ?? 0));
  if (topics.length < LEAST_CHAPTERS || lengths.some((seconds) => seconds < LEAST_SECONDS)) return undefined;
  return topics.map(({ title }, index) => `${formatPlayTime(starts[index] ?? 0)} ${title.replace(/\s+/g, ' ')}\n`).join('');
}
