import type { Artifact } from '../recording-api.js';
import type { Segment, Topic } from './transcript-api.js';

const named = (artifacts: readonly Artifact[], name: string): Artifact | undefined =>
  artifacts.find((artifact) => artifact.name === name);

/** What a page shows of the files of a recording; undefined where a run has not made it. */
export interface Made {
  readonly media: Artifact | undefined;
  readonly transcript: Artifact | undefined;
  readonly captions: Artifact | undefined;
}

const isMedia = ({ media_type }: Artifact): boolean => /^(video|audio)\//.test(media_type);

/** A picture before sound alone, and what was made of it before what was sent. */
export function madeOf(artifacts: readonly Artifact[]): Made {
  const byRole = (role: string): Artifact | undefined =>
    artifacts.find((artifact) => artifact.role === role && isMedia(artifact));
  return {
    media: byRole('video') ?? byRole('source') ?? byRole('audio'),
    transcript: named(artifacts, 'transcript.json'),
    captions: named(artifacts, 'subtitles.vtt'),
  };
}

/** `4:05`, `1:02:03`. */
export function playTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours === 0 ? `${String(minutes)}:${two(rest)}` : `${String(hours)}:${two(minutes)}:${two(rest)}`;
}

/** Those that hold the words, whatever the case; all of them where nothing is searched. */
export const found = (segments: readonly Segment[], words: string): readonly Segment[] => {
  const wanted = words.trim().toLocaleLowerCase();
  return wanted === '' ? segments : segments.filter(({ text }) => text.toLocaleLowerCase().includes(wanted));
};

/** Where the words stand in a line: what is between them and what they are, in order. */
export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

/** A line cut where the words are found; whole where they are not, or where nothing is searched. */
export function pieces(line: string, words: string): readonly Piece[] {
  const wanted = words.trim().toLocaleLowerCase();
  const lower = line.toLocaleLowerCase();
  // Letters that grow in lower case would shift every place after them.
  if (wanted === '' || lower.length !== line.length) return [{ text: line, isFound: false }];
  const cut: Piece[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    if (at > from) cut.push({ text: line.slice(from, at), isFound: false });
    from = at + wanted.length;
    cut.push({ text: line.slice(at, from), isFound: true });
  }
  if (from < line.length) cut.push({ text: line.slice(from), isFound: false });
  return cut;
}

/** What is said, or stands, at a moment; in a pause what was last. */
export function lastBegun<T extends { readonly start: number }>(items: readonly T[], at: number): T | undefined {
  return items.findLast(({ start }) => start <= at);
}

const vttTime = (seconds: number): string => new Date(Math.round(seconds * 1_000)).toISOString().slice(11, 23);
const vttText = (words: string): string =>
  words.replace(/\s+/g, ' ').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Topics as a WebVTT file of chapters. */
export const chaptersFile = (topics: readonly Topic[]): string =>
  ['WEBVTT', ...topics.map(({ title, start, end }) => `${vttTime(start)} --> ${vttTime(end)}\n${vttText(title)}`)].join('\n\n');
