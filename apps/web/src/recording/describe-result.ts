import type { Recording, RunStep } from '@throughline/api-client';
import { text } from '../texts/text.js';
import { formatPlayTime, size } from '../texts/times.js';

const words = text.recording.made;

type StepResult = NonNullable<RunStep['result']>;
type SourceFacts = Pick<Recording['source'], 'duration_seconds' | 'size'>;

/** Shorter cuts are rounding. Seconds. */
const MIN_CUT = 0.5;

const describeLength = (seconds: number): string | undefined => (seconds < MIN_CUT ? undefined : formatPlayTime(seconds));

const describeCount = (count: number | undefined, say: (count: number) => string): string | undefined =>
  count === undefined ? undefined : say(count);

/** The order of a line. */
const FACTS: readonly ((result: StepResult, source: SourceFacts) => string | undefined)[] = [
  ({ start_seconds: start, end_seconds: end }, { duration_seconds: whole }) =>
    start === undefined || end === undefined || whole === null
      ? undefined
      : words.cut(describeLength(start), describeLength(whole - end)),
  ({ engine, model }) => [engine, model].filter((name) => name !== undefined).join(' '),
  ({ words: count }) => describeCount(count, words.words),
  ({ topics }) => describeCount(topics, words.topics),
  ({ cues }) => describeCount(cues, words.cues),
];

/** Says in one line what a completed step has made: `Cut 0:36 at the start`. Undefined if nothing is known. */
export function describeResult(
  { kind, status, result }: Pick<RunStep, 'kind' | 'status' | 'result'>,
  source: SourceFacts,
): string | undefined {
  if (status !== 'COMPLETED') return undefined;
  const bytes = kind === 'source' && source.size !== null ? [size(source.size)] : [];
  const facts = result === null ? [] : FACTS.map((describe) => describe(result, source));
  return [...bytes, ...facts].filter(Boolean).join(' · ') || undefined;
}
