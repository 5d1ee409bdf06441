import { formatPlayTime, joinLines, type ShownTopic } from './topics-text.js';

/** The conditions under which a video site shows a list of times as chapters. */
export interface ChapterRules {
  readonly least: number;
  /** The shortest chapter. */
  readonly minSeconds: number;
}

/** https://support.google.com/youtube/answer/9884579 */
export const YOUTUBE_CHAPTERS: ChapterRules = { least: 3, minSeconds: 10 };

/** The chapter before the first topic. A site ignores lists that do not begin at 0:00. */
const BEGINNING = 'Start';

/**
 * Makes chapters of topics: the first begins at 0:00, and those that are too short become part of the one before. Undefined if
 * too few are left, because no list of them would count as chapters. `seconds` is the length of the video, if known.
 */
export function findChapters(
  topics: readonly ShownTopic[],
  { least, minSeconds }: ChapterRules,
  seconds = Infinity,
): readonly ShownTopic[] | undefined {
  const chapters: ShownTopic[] = [];
  for (const { title, start } of [...topics].sort((a, b) => a.start - b.start)) {
    const at = Math.floor(start);
    const previous = chapters.at(-1);
    if (previous === undefined) chapters.push(...beginWith({ title, start: at }, minSeconds));
    else if (at - previous.start >= minSeconds && seconds - at >= minSeconds) chapters.push({ title, start: at });
  }
  return chapters.length < least ? undefined : chapters;
}

/** Returns the chapters, or the topics as they are if they make none. */
export const toChapters = (topics: readonly ShownTopic[], rules: ChapterRules, seconds?: number): readonly ShownTopic[] =>
  findChapters(topics, rules, seconds) ?? topics;

const beginWith = (first: ShownTopic, minSeconds: number): readonly ShownTopic[] =>
  first.start < minSeconds ? [{ ...first, start: 0 }] : [{ title: BEGINNING, start: 0 }, first];

/** YouTube refuses descriptions with these characters. */
const REFUSED = /[<>]/g;

/** Returns the lines that make chapters in the description of a YouTube video; undefined if YouTube would ignore them. */
export function renderYoutubeChapters(topics: readonly (ShownTopic & { readonly end: number })[]): string | undefined {
  const chapters = findChapters(topics, YOUTUBE_CHAPTERS, topics.at(-1)?.end);
  const lines = chapters?.map(({ title, start }) => `${formatPlayTime(start)} ${joinLines(title.replaceAll(REFUSED, ''))}\n`);
  return lines?.join('');
}
