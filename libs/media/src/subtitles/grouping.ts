import { rules } from './cue.js';
import { findLineBreak, measureWidth } from './lines.js';
import type { TimedText } from './timed-text.js';

export type Group = readonly TimedText[];

/**
 * Groups words to cues. A pause or another speaker always ends a cue; longer speech is divided where it reads best. Yields every
 * few words, so that the caller can do other work.
 */
export function* groupWords(words: Group): Generator<undefined, readonly Group[]> {
  const divided: Group[] = [];
  for (const group of splitAtPauses(words)) {
    for (const one of yield* divide(group)) divided.push(one);
    yield;
  }
  return mergeTooShort(divided);
}

const hasOneSpeaker = (group: Group): boolean => group[0]?.speaker === group.at(-1)?.speaker;
const spanMs = (group: Group): number => (group.at(-1)?.endMs ?? 0) - (group[0]?.startMs ?? 0);
const startOf = (group: Group | undefined): number => group?.[0]?.startMs ?? Number.POSITIVE_INFINITY;
const fits = (group: Group): boolean =>
  group.length === 1 || (spanMs(group) <= rules.maxMs && findLineBreak(group) !== undefined);

function splitAtPauses(words: Group): readonly Group[] {
  const starts = words.flatMap((word, index) => {
    const previous = words[index - 1];
    const isPause = previous === undefined || word.startMs - previous.endMs >= rules.pauseMs;
    return isPause || previous.speaker !== word.speaker ? [index] : [];
  });
  return starts.map((start, index) => words.slice(start, starts[index + 1]));
}

interface Division {
  readonly cost: number;
  readonly from: number;
}

const WORDS_AT_ONCE = 32;

function* divide(words: Group): Generator<undefined, readonly Group[]> {
  const best: Division[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= words.length; end += 1) {
    best.push(bestDivision(words, end, best));
    if (end % WORDS_AT_ONCE === 0) yield;
  }
  const groups: Group[] = [];
  let end = words.length;
  while (end > 0) {
    const from = best[end]?.from ?? 0;
    groups.push(words.slice(from, end));
    end = from;
  }
  return groups.reverse();
}

function bestDivision(words: Group, end: number, before: readonly Division[]): Division {
  let best = { cost: Number.POSITIVE_INFINITY, from: end - 1 };
  for (let from = end - 1; from >= 0 && fits(words.slice(from, end)); from -= 1) {
    const cost = (before[from]?.cost ?? 0) + rateDivision(words, from, end);
    if (cost < best.cost) best = { cost, from };
  }
  return best;
}

const perCue = 10;
const emptiness = 12;
const tooShort = 20;
const leastRoomMs = rules.minMs + rules.gapMs;
const endings: readonly (readonly [pattern: RegExp, gain: number])[] = [
  [/[.?!…]["”’)]?$/, 8],
  [/[,;:]$/, 4],
];

/** Prefers few, full cues that last long enough and end with a sentence or at a pause. */
function rateDivision(words: Group, from: number, end: number): number {
  const group = words.slice(from, end);
  const room = rules.lineLength * rules.lines;
  const fill = measureWidth(group) / room;
  const next = words[end];
  const roomMs = next === undefined ? spanMs(group) + rules.pauseMs : next.startMs - startOf(group);
  const flash = roomMs < leastRoomMs ? tooShort * (2 - roomMs / leastRoomMs) : 0;
  const last = group.at(-1);
  const breath = next === undefined || last === undefined ? 0 : (next.startMs - last.endMs) / rules.pauseMs;
  const ending = endings.find(([pattern]) => pattern.test(last?.text ?? ''))?.[1] ?? 0;
  return perCue + emptiness * (1 - fill) ** 2 + flash - ending - 6 * breath;
}

/**
 * Merges a word that stands alone between two pauses with its neighbour if it would be shown too briefly: a flashing cue is
 * worse than one that spans a pause.
 */
function mergeTooShort(groups: readonly Group[]): readonly Group[] {
  const merged: Group[] = [];
  for (const [index, group] of groups.entries()) {
    const previous = merged.at(-1);
    const room = startOf(groups[index + 1]) - startOf(group);
    const joined = [...(previous ?? []), ...group];
    const previousRoom = startOf(group) - startOf(previous);
    const needed = room < leastRoomMs || (previous !== undefined && previousRoom < leastRoomMs);
    if (previous !== undefined && needed && hasOneSpeaker(joined) && fits(joined)) merged[merged.length - 1] = joined;
    else merged.push(group);
  }
  return merged;
}
