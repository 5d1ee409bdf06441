import { formatPlayTime } from '@throughline/domain';
import type { Topic } from '../../items/index.js';

/** Escapes a title, which people write: it must not become a link, a picture or a heading, nor begin a new line. */
const escapeTitle = (words: string): string =>
  words
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|!~&]/g, (sign) => `\\${sign}`);

export interface ShowNotesInput {
  readonly title: string;
  readonly date: string;
  readonly topics: readonly Topic[];
}

/** Renders Markdown to publish with a recording: its title and date, and its topics with their times. */
export function renderShowNotes({ title, date, topics }: ShowNotesInput): string {
  const head = [`# ${escapeTitle(title)}`, '', date.slice(0, 10), ''];
  return (
    [...head, ...topics.map(({ title: topic, start }) => `- ${formatPlayTime(start)} ${escapeTitle(topic)}`)]
      .join('\n')
      .trimEnd() + '\n'
  );
}
