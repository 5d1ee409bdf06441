import type { Topic } from '@throughline/api-types';
import { findChapters, YOUTUBE_CHAPTERS } from '@throughline/domain/chapters';
import { formatPlayTime } from './results-api.js';

/** YouTube refuses descriptions with these characters. */
const REFUSED = /[<>]/g;

const lineOf = ({ title, start }: Pick<Topic, 'title' | 'start'>): string =>
  `${formatPlayTime(start)} ${title.replaceAll(REFUSED, '').replace(/\s+/g, ' ').trim()}\n`;

/** Returns the lines that make chapters in the description of a YouTube video; undefined if YouTube would ignore them. */
export const buildYoutubeChapters = (topics: readonly Topic[]): string | undefined =>
  findChapters(topics, YOUTUBE_CHAPTERS, topics.at(-1)?.end)?.map(lineOf).join('');
