import type { CorrectedSegment, Segment, Transcript } from '@throughline/api-client';

type Removed = Transcript['removed'][number];

const middleOf = ({ start, end }: Removed): number => (start + end) / 2;

/** Returns the passages of an earlier version in a removed stretch. */
export const findRemoved = (earlier: Pick<Transcript, 'segments'>, { start, end }: Removed): readonly Segment[] =>
  earlier.segments.filter((one) => middleOf(one) >= start && middleOf(one) <= end);

/** Returns the passages to save: the present ones with their ids, and the restored ones as new passages, by time. */
export const withRestored = (
  { segments }: Pick<Transcript, 'segments'>,
  restored: readonly Segment[],
): readonly CorrectedSegment[] =>
  [
    ...segments.map(({ id, start, end, text }) => ({ id, start, end, text })),
    ...restored.map(({ start, end, text }) => ({ start, end, text })),
  ].sort((a, b) => a.start - b.start);
