import type { Topic } from '@throughline/api-types';
import { text } from '../../texts/text.js';
import { formatPlayTime } from './results-api.js';

/** YouTube ignores fewer and shorter chapters (https://support.google.com/youtube/answer/9884579). */
const LEAST_CHAPTERS = 3;
const LEAST_SECONDS = 10;
/** YouTube refuses descriptions with these characters. */
const REFUSED = /[<>]/g;

type Chapter = Pick<Topic, 'title' | 'start'>;

/** A list of chapters must begin at 0:00. */
const beginWith = (title: string, start: number): readonly Chapter[] =>
  start < LEAST_SECONDS
    ? [{ title, start: 0 }]
    : [
        { title: text.recording.downloads.beginning, start: 0 },
        { title, start },
      ];

/** Makes chapters of topics by the rules that deliveries to YouTube have too: a topic that is too short is part of the one before. */
function toChapters(topics: readonly Topic[]): readonly Chapter[] {
  const end = topics.at(-1)?.end ?? 0;
  const chapters: Chapter[] = [];
  for (const { title, start } of topics) {
    const at = Math.floor(start);
    const previous = chapters.at(-1);
    if (previous === undefined) chapters.push(...beginWith(title, at));
    else if (at - previous.start >= LEAST_SECONDS && end - at >= LEAST_SECONDS) chapters.push({ title, start: at });
  }
  return chapters;
}

const lineOf = ({ title, start }: Chapter): string =>
  `${formatPlayTime(start)} ${title.replaceAll(REFUSED, '').replace(/\s+/g, ' ').trim()}\n`;

/** Returns the lines that make chapters in the description of a YouTube video; undefined if YouTube would ignore them. */
export function buildYoutubeChapters(topics: readonly Topic[]): string | undefined {
  const chapters = toChapters(topics);
  return chapters.length < LEAST_CHAPTERS ? undefined : chapters.map(lineOf).join('');
}
