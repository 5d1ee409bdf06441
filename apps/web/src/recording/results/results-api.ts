import type { Artifact, Segment, Speaker, Topic, Transcript } from '@throughline/api-client';
import { findOwnFile, findPlayedMedia, type PlayedMedia, type WebVersion } from './played-media.js';

const findByName = (artifacts: readonly Artifact[], name: string): Artifact | undefined =>
  artifacts.find((artifact) => artifact.name === name);

/** Files for the player; undefined if no run has made them. */
export interface ResultFiles {
  readonly media: PlayedMedia | undefined;
  /** The recording's own file, which browsers may not play. */
  readonly own: Artifact | undefined;
  readonly transcript: Artifact | undefined;
  readonly captions: Artifact | undefined;
  /** The transcript for Word. */
  readonly word: Artifact | undefined;
  readonly pdf: Artifact | undefined;
  readonly markdown: Artifact | undefined;
}

export function findResultFiles(artifacts: readonly Artifact[], previews: WebVersion): ResultFiles {
  return {
    media: findPlayedMedia(artifacts, previews),
    own: findOwnFile(artifacts),
    transcript: findByName(artifacts, 'transcript.json'),
    captions: findByName(artifacts, 'subtitles.vtt'),
    word: findByName(artifacts, 'transcript.docx'),
    pdf: findByName(artifacts, 'transcript.pdf'),
    markdown: findByName(artifacts, 'transcript.md'),
  };
}

/** A part of a line, and whether it matches the search. */
export interface LinePart {
  readonly text: string;
  readonly isFound: boolean;
}

/** Returns a pattern that finds the words themselves, ignoring case. Undefined for an empty search. */
export function patternOf(words: string): RegExp | undefined {
  const wanted = words.trim();
  // Not by comparing lower case: some letters get longer in it, which shifts all later positions.
  return wanted === '' ? undefined : new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
}

/** Splits a line into matching and other parts. */
export function splitLine(line: string, words: string): readonly LinePart[] {
  const pattern = patternOf(words);
  if (pattern === undefined) return [{ text: line, isFound: false }];
  const cut: LinePart[] = [];
  let from = 0;
  for (const { 0: found, index } of line.matchAll(pattern)) {
    if (index > from) cut.push({ text: line.slice(from, index), isFound: false });
    from = index + found.length;
    cut.push({ text: found, isFound: true });
  }
  if (from < line.length || cut.length === 0) cut.push({ text: line.slice(from), isFound: false });
  return cut;
}

/** A match of the search: the segment, and the place among its matches. */
export interface SearchHit {
  readonly segment: number;
  readonly place: number;
}

/** Returns the matches of the search, in the order of the transcript. */
export const listHits = (segments: readonly Segment[], words: string): readonly SearchHit[] =>
  segments.flatMap(({ id, text }) =>
    splitLine(text, words)
      .filter(({ isFound }) => isFound)
      .map((_, place) => ({ segment: id, place })),
  );

/** Returns the last item that started at or before `at`. In a pause this is the previous one. */
export function findLastStarted<T extends { readonly start: number }>(items: readonly T[], at: number): T | undefined {
  return items.findLast(({ start }) => start <= at);
}

/** The scores are measured shares of right words. Others are not shown, because they mean something else for each engine. */
export const isCalibrated = ({ notes }: Pick<Transcript, 'notes'>): boolean => notes.includes('confidence-calibrated');

export const toPercent = (share: number): number => Math.round(share * 100);

/** True for a passage of low score, and for one that both a person and a later transcription changed. */
export const isToCheck = ({ doubtful, heard }: Segment): boolean => doubtful === true || heard !== undefined;

/** Returns the passage to check after the one with this id; after the last one, the first. */
export function findNextToCheck(segments: readonly Segment[], after: number | undefined): Segment | undefined {
  const from = segments.findIndex(({ id }) => id === after);
  return segments.find((segment, index) => index > from && isToCheck(segment)) ?? segments.find(isToCheck);
}

/** A segment, and the speaker's turn that it begins, if any. */
export interface SpokenSegment<S extends Segment = Segment> {
  readonly segment: S;
  readonly turn?: { readonly speaker: Speaker | undefined; readonly place: number };
}

/** Finds the turns of the speakers. Speakers with one name are one person. */
export function findTurns<S extends Segment>(segments: readonly S[], speakers: readonly Speaker[]): readonly SpokenSegment<S>[] {
  if (speakers.length === 0) return segments.map((segment) => ({ segment }));
  const places = new Map(speakers.map(({ id }, place) => [id, place]));
  const speakerOf = ({ speaker }: Segment): Speaker | undefined => speakers.find(({ id }) => id === speaker);
  return segments.map((segment, index) => {
    const speaker = speakerOf(segment);
    const before = segments[index - 1];
    if (before !== undefined && speakerOf(before)?.label === speaker?.label) return { segment };
    return { segment, turn: { speaker, place: places.get(speaker?.id ?? '') ?? 0 } };
  });
}

const vttTime = (seconds: number): string => new Date(Math.round(seconds * 1_000)).toISOString().slice(11, 23);
const vttText = (words: string): string =>
  words.replace(/\s+/g, ' ').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export const buildChaptersFile = (topics: readonly Topic[]): string =>
  ['WEBVTT', ...topics.map(({ title, start, end }) => `${vttTime(start)} --> ${vttTime(end)}\n${vttText(title)}`)].join('\n\n');
