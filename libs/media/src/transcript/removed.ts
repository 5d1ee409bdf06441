import type { RemovedPassage, Transcript } from './transcript.js';
import type { Span } from '../trim/silence.js';

const middleOf = ({ start, end }: Span): number => (start + end) / 2;
export const isMiddleWithin = (span: Span, { start, end }: Span): boolean => middleOf(span) >= start && middleOf(span) <= end;

/** True if one of the passages stands mostly in place of the other. */
const replaces = (one: Span, other: Span): boolean => isMiddleWithin(one, other) || isMiddleWithin(other, one);

interface CorrectedSpan extends Span {
  readonly id?: number;
}

/** The engine heard nothing in a passage that a person inserted, so a later transcription does not bring it back. */
const isInserted = ({ corrected, heard }: Transcript['segments'][number]): boolean => corrected === true && heard === '';

/** Returns true if an added passage stands in place of no passage that the engine heard, and of no removed one. */
export function isUnheard(added: Span, { segments, removed = [] }: Transcript): boolean {
  const heard = segments.filter((segment) => !isInserted(segment));
  return ![...heard, ...removed].some((one) => replaces(one, added));
}

/**
 * Returns the removed passages after a correction: those of before, and the omitted ones. A passage that the person adds at their
 * place brings them back.
 */
export function updateRemoved(before: Transcript, mended: readonly CorrectedSpan[]): readonly RemovedPassage[] {
  const keptIds = new Set(mended.map(({ id }) => id));
  const added = mended.filter(({ id }) => id === undefined);
  const omitted = before.segments.filter((segment) => !keptIds.has(segment.id) && !isInserted(segment));
  return [...(before.removed ?? []), ...omitted]
    .filter((one) => !added.some((other) => replaces(one, other)))
    .map(({ start, end }) => ({ start, end }))
    .sort((a, b) => a.start - b.start);
}

/** Returns the field of a transcript; nothing if no passage is removed. */
export const removedField = (removed: readonly RemovedPassage[]): Pick<Transcript, 'removed'> =>
  removed.length === 0 ? {} : { removed };
