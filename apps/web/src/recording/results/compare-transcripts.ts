import type { CorrectedSegment, Segment, Transcript } from '@throughline/api-client';

/** Passages of two versions that cover the same stretch. Engines divide speech differently, so a side may have several, or none. */
export interface ComparedLine {
  /** Seconds. */
  readonly start: number;
  readonly before: readonly Segment[];
  readonly after: readonly Segment[];
}

export type Side = 'before' | 'after';

/** Trimming the recording differently moves all times, so that its lines cannot be compared. Seconds. */
const SAME_CUT_SECONDS = 0.5;

export const isComparable = (before: Pick<Transcript, 'duration'>, after: Pick<Transcript, 'duration'>): boolean =>
  Math.abs(before.duration - after.duration) <= SAME_CUT_SECONDS;

export const joinText = (segments: readonly Segment[]): string =>
  segments
    .map(({ text }) => text.trim())
    .join(' ')
    .replaceAll(/\s+/g, ' ');

const overlap = (one: Segment, other: Segment): number => Math.min(one.end, other.end) - Math.max(one.start, other.start);

/** More than half of the shorter passage is in the other one. */
const belongTogether = (one: Segment, other: Segment): boolean =>
  overlap(one, other) > Math.min(one.end - one.start, other.end - other.start) / 2;

interface SidedSegment {
  readonly side: Side;
  readonly segment: Segment;
}

const startOf = ({ segment }: SidedSegment): number => segment.start;

/** Groups passages that belong together, in the order of their times. */
function groupPassages(before: readonly Segment[], after: readonly Segment[]): readonly ComparedLine[] {
  const all: readonly SidedSegment[] = [
    ...before.map((segment) => ({ side: 'before' as const, segment })),
    ...after.map((segment) => ({ side: 'after' as const, segment })),
  ].sort((a, b) => startOf(a) - startOf(b));
  const groups: SidedSegment[][] = [];
  for (const one of all) {
    const group = groups.at(-1);
    const isSame = group?.some((other) => other.side !== one.side && belongTogether(other.segment, one.segment)) === true;
    if (group !== undefined && isSame) group.push(one);
    else groups.push([one]);
  }
  const of = (group: readonly SidedSegment[], side: Side): readonly Segment[] =>
    group.filter((one) => one.side === side).map(({ segment }) => segment);
  return groups.map((group) => ({
    start: group[0]?.segment.start ?? 0,
    before: of(group, 'before'),
    after: of(group, 'after'),
  }));
}

export const isDifferent = ({ before, after }: ComparedLine): boolean => joinText(before) !== joinText(after);

/** Names a line, also after both versions were read again. */
export const keyOf = ({ start, before, after }: ComparedLine): string =>
  JSON.stringify([start, joinText(before), joinText(after)]);

type Passages = Pick<Transcript, 'segments'>;

/** Returns all lines of two versions, equal ones too. */
export const compareTranscripts = (before: Passages, after: Passages): readonly ComparedLine[] =>
  groupPassages(before.segments, after.segments);

const isWritten = (segments: readonly Segment[]): boolean => segments.some(({ corrected }) => corrected === true);

/** Words that a person wrote stay, the newer ones if both sides have some. Everywhere else the newer version is chosen. */
export const chooseSide = ({ before, after }: Pick<ComparedLine, 'before' | 'after'>): Side =>
  isWritten(before) && !isWritten(after) ? 'before' : 'after';

const keep = ({ id, start, end, text }: Segment): CorrectedSegment => ({ id, start, end, text });

/** One passage that replaces one keeps its id, and so its speaker. Others are new passages. */
function takeBefore({ before, after }: ComparedLine): readonly CorrectedSegment[] {
  const [present] = after;
  if (present !== undefined && after.length === 1 && before.length > 0) return [{ ...keep(present), text: joinText(before) }];
  return before.map(({ start, end, text }) => ({ start, end, text }));
}

/** Returns the passages to save on top of the newer version. */
export const mergeChoices = (lines: readonly ComparedLine[], sideOf: (line: ComparedLine) => Side): readonly CorrectedSegment[] =>
  lines
    .flatMap((line) => (isDifferent(line) && sideOf(line) === 'before' ? takeBefore(line) : line.after.map(keep)))
    .sort((a, b) => a.start - b.start);

export interface DiffPart {
  readonly text: string;
  readonly isChanged: boolean;
}

const splitWords = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));
/** Longer lines are marked as changed as a whole. */
const MAX_WORDS = 400;

/** Returns the length of the longest common sequence of the words from each pair of places on. */
function measureCommon(first: readonly string[], second: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: first.length + 1 }, () => new Array<number>(second.length + 1).fill(0));
  for (let a = first.length - 1; a >= 0; a -= 1)
    for (let b = second.length - 1; b >= 0; b -= 1) {
      const row = table[a] ?? [];
      const below = table[a + 1] ?? [];
      row[b] = first[a] === second[b] ? (below[b + 1] ?? 0) + 1 : Math.max(below[b] ?? 0, row[b + 1] ?? 0);
    }
  return table;
}

const joinRuns = (words: readonly string[], common: ReadonlySet<number>): readonly DiffPart[] => {
  const parts: { text: string; isChanged: boolean }[] = [];
  for (const [index, word] of words.entries()) {
    const isChanged = !common.has(index);
    const last = parts.at(-1);
    if (last?.isChanged === isChanged) last.text += ` ${word}`;
    else parts.push({ text: word, isChanged });
  }
  return parts;
};

/** Marks the words that only one of two texts has. */
export function markDifferences(before: string, after: string): Readonly<Record<Side, readonly DiffPart[]>> {
  const [first, second] = [splitWords(before), splitWords(after)];
  if (Math.max(first.length, second.length) > MAX_WORDS)
    return { before: [{ text: before, isChanged: true }], after: [{ text: after, isChanged: true }] };
  const table = measureCommon(first, second);
  const common = { before: new Set<number>(), after: new Set<number>() };
  let [a, b] = [0, 0];
  while (a < first.length && b < second.length)
    if (first[a] === second[b]) {
      common.before.add(a);
      common.after.add(b);
      a += 1;
      b += 1;
    } else if ((table[a + 1]?.[b] ?? 0) >= (table[a]?.[b + 1] ?? 0)) a += 1;
    else b += 1;
  return { before: joinRuns(first, common.before), after: joinRuns(second, common.after) };
}
