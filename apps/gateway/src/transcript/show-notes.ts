import type { NamedSpan } from './topics.js';

const two = (value: number): string => String(value).padStart(2, '0');

/** `4:05`, `1:02:03`: as players read it. */
export function playTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  return hours === 0 ? `${String(minutes)}:${two(whole % 60)}` : `${String(hours)}:${two(minutes)}:${two(whole % 60)}`;
}

/** A title is words of people: nothing in it may become a link, a picture or a heading, nor begin a new line. */
const plain = (words: string): string =>
  words
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|!~&]/g, (sign) => `\\${sign}`);

export interface Noted {
  readonly title: string;
  readonly date: string;
  readonly topics: readonly NamedSpan[];
}

/** Markdown to be put below a recording: what it is called, when it came, and where what is spoken of. */
export function showNotes({ title, date, topics }: Noted): string {
  const head = [`# ${plain(title)}`, '', date.slice(0, 10), ''];
  return (
    [...head, ...topics.map(({ title: topic, start }) => `- ${playTime(start)} ${plain(topic)}`)].join('\n').trimEnd() + '\n'
  );
}
