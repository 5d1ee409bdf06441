import type { ShownTopic } from './topics-text.js';

/** The conditions under which a video site shows a list of times as chapters. */
export interface ChapterRules {
  readonly least: number;
  /** The shortest chapter. */
  readonly minSeconds: number;
}

/** The chapter before the first topic. A site ignores lists that do not begin at 0:00. */
const BEGINNING = 'Start';

/**
 * Makes topics follow the rules of chapters: the first begins at 0:00, and those that are too short become part of the one
 * before. Returns the topics unchanged if too few are left, because no list of them would count as chapters.
 * `seconds` is the length of the video, if known.
 */
export function toChapters(
  topics: readonly ShownTopic[],
  { least, minSeconds }: ChapterRules,
  seconds = Infinity,
): readonly ShownTopic[] {
  const chapters: ShownTopic[] = [];
  for (const { title, start } of [...topics].sort((a, b) => a.start - b.start)) {
    const at = Math.floor(start);
    const previous = chapters.at(-1);
    if (previous === undefined) chapters.push(...beginWith({ title, start: at }, minSeconds));
    else if (at - previous.start >= minSeconds && seconds - at >= minSeconds) chapters.push({ title, start: at });
  }
  return chapters.length < least ? topics : chapters;
}

const beginWith = (first: ShownTopic, minSeconds: number): readonly ShownTopic[] =>
  first.start < minSeconds ? [{ ...first, start: 0 }] : [{ title: BEGINNING, start: 0 }, first];
