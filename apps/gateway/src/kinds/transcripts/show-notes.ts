import { formatPlayTime } from '@throughline/domain';
import { escapeMarkdown, type Topic } from '../../items/index.js';

export interface ShowNotesInput {
  readonly title: string;
  readonly date: string;
  readonly topics: readonly Topic[];
}

/** Renders Markdown to publish with a recording: its title and date, and its topics with their times. */
export function renderShowNotes({ title, date, topics }: ShowNotesInput): string {
  const head = [`# ${escapeMarkdown(title)}`, '', date.slice(0, 10), ''];
  return (
    [...head, ...topics.map(({ title: topic, start }) => `- ${formatPlayTime(start)} ${escapeMarkdown(topic)}`)]
      .join('\n')
      .trimEnd() + '\n'
  );
}
