import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const StoredTopics = Type.Object({
  topics: Type.Array(Type.Object({ title: Type.String(), start: Type.Number({ minimum: 0 }), end: Type.Number({ minimum: 0 }) })),
});
const validator = Compile(StoredTopics);

export type Topic = Static<typeof StoredTopics>['topics'][number];

/** Parses `topics.json`, whichever engine wrote it. */
export function parseTopics(text: string): readonly Topic[] {
  const value: unknown = JSON.parse(text);
  if (!validator.Check(value)) throw new Error('The artifact of the topics does not have the expected form');
  return value.topics.map(({ title, start, end }) => ({ title, start, end }));
}

const padTwo = (value: number): string => String(value).padStart(2, '0');

/** Formats seconds like players do: `4:05`, `1:02:03`. */
export function formatPlayTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  return hours === 0 ? `${String(minutes)}:${padTwo(whole % 60)}` : `${String(hours)}:${padTwo(minutes)}:${padTwo(whole % 60)}`;
}

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
