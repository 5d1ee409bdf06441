import type { Calibration } from '../models/calibrations.js';
import { normalizeWords } from '../trial/word-errors.js';
import { mean, type Transcript } from '../../transcript/transcript.js';
import { hasScores } from '../../transcript/doubtful.js';
import { markSpokenWords } from './mark-words.js';

/** A word of an engine with its score, and whether it was spoken. */
export interface ScoredWord {
  readonly score: number;
  readonly isRight: boolean;
}

/** With fewer words, a share is mostly chance. */
const MIN_WORDS = 500;
const WORDS_PER_POINT = 50;

/** Compares a transcript with its reference. Returns nothing for an engine without scores. */
export function scoreWords(spoken: readonly string[], transcript: Pick<Transcript, 'words' | 'notes'>): readonly ScoredWord[] {
  if (!hasScores(transcript)) return [];
  const heard = transcript.words.map(({ word, confidence }) => ({ parts: normalizeWords(word), confidence }));
  const marks = markSpokenWords(
    spoken,
    heard.flatMap(({ parts }) => parts),
  );
  let at = 0;
  return heard.flatMap(({ parts, confidence }) => {
    const own = marks.slice(at, (at += parts.length));
    return own.length === 0 ? [] : [{ score: confidence, isRight: own.every(Boolean) }];
  });
}

interface Group {
  readonly score: number;
  readonly right: number;
  readonly count: number;
}

const join = (one: Group, other: Group): Group => {
  const count = one.count + other.count;
  const average = (a: number, b: number): number => (a * one.count + b * other.count) / count;
  return { score: average(one.score, other.score), right: average(one.right, other.right), count };
};

/** Joins groups until the share of right words rises with the score (pool adjacent violators). */
function makeMonotonic(groups: readonly Group[]): readonly Group[] {
  const joined: Group[] = [];
  for (const group of groups) {
    let last = group;
    for (let before = joined.at(-1); before !== undefined; before = joined.at(-1)) {
      if (before.right < last.right && before.score < last.score) break;
      joined.pop();
      last = join(before, last);
    }
    joined.push(last);
  }
  return joined;
}

/** Returns the points of a calibration; undefined if there are too few words for one. */
export function fitCalibration(words: readonly ScoredWord[]): Calibration['points'] | undefined {
  if (words.length < MIN_WORDS) return undefined;
  const sorted = words.toSorted((a, b) => a.score - b.score);
  const groups: Group[] = [];
  for (let from = 0; from < sorted.length; from += WORDS_PER_POINT) {
    const some = sorted.slice(from, from + WORDS_PER_POINT);
    const right = some.filter(({ isRight }) => isRight).length;
    // The rule of succession: no small group proves that all of its words are right.
    groups.push({ score: mean(some.map(({ score }) => score)), right: (right + 1) / (some.length + 2), count: some.length });
  }
  return makeMonotonic(groups).map(({ score, right }) => ({ score, right }));
}
