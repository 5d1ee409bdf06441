import type { CorrectedSegment, Segment, Transcript } from '@throughline/api-client';
import { listHits, patternOf } from './results-api.js';

export interface DraftRow extends Segment {
  /** Text in the version that is being corrected. */
  readonly was: string;
  /** True if the user removed the passage. */
  readonly isLeftOut: boolean;
  /** Text of another user's correction that conflicts with this one. */
  readonly theirs?: string;
}

export interface CorrectionDraft {
  readonly version: string;
  readonly rows: readonly DraftRow[];
  /** Changes to passages that no longer exist. */
  readonly lost: readonly string[];
}

export const createDraft = ({ version, segments }: Pick<Transcript, 'version' | 'segments'>): CorrectionDraft => ({
  version,
  rows: segments.map((segment) => ({ ...segment, text: segment.text.trim(), was: segment.text.trim(), isLeftOut: false })),
  lost: [],
});

const changeRow = (draft: CorrectionDraft, id: number, change: Partial<DraftRow>): CorrectionDraft => ({
  ...draft,
  rows: draft.rows.map((row) => (row.id === id ? { ...row, ...change } : row)),
});

/** A passage is one line, so line breaks become spaces. */
export const setRowText = (draft: CorrectionDraft, id: number, text: string): CorrectionDraft =>
  changeRow(draft, id, { text: text.replace(/[\r\n\t]+/g, ' ') });
export const setLeftOut = (draft: CorrectionDraft, id: number, isLeftOut: boolean): CorrectionDraft =>
  changeRow(draft, id, { isLeftOut });

/** Counts the matches in the passages that stay. */
export const countMatches = ({ rows }: CorrectionDraft, wanted: string): number =>
  listHits(
    rows.filter(({ isLeftOut }) => !isLeftOut),
    wanted,
  ).length;

/** Replaces each match in the passages that stay. */
export function replaceMatches(draft: CorrectionDraft, wanted: string, by: string): CorrectionDraft {
  const pattern = patternOf(wanted);
  if (pattern === undefined) return draft;
  const change = (row: DraftRow): DraftRow => {
    // A function, because `$&` in a replacement would have a meaning.
    const text = row.isLeftOut ? row.text : row.text.replace(pattern, () => by);
    return text === row.text ? row : { ...row, text };
  };
  return { ...draft, rows: draft.rows.map(change) };
}

export const isTouched = ({ text, was, isLeftOut }: DraftRow): boolean => isLeftOut || text.trim() !== was;
export const isChanged = ({ rows }: CorrectionDraft): boolean => rows.some(isTouched);

/** A passage without text counts as removed. */
const isGone = ({ text, isLeftOut }: DraftRow): boolean => isLeftOut || text.trim() === '';
export const isEmpty = ({ rows }: CorrectionDraft): boolean => rows.every(isGone);

/** Returns the passages to save. Times are sent unchanged: the API recognizes untouched passages by them. */
export const toCorrectedSegments = ({ rows }: CorrectionDraft): readonly CorrectedSegment[] =>
  rows.filter((row) => !isGone(row)).map(({ id, start, end, text }) => ({ id, start, end, text }));

/** Applies the changes to a newer version. Conflicting texts of another user are kept in `theirs`. */
export function rebase(draft: CorrectionDraft, now: Pick<Transcript, 'version' | 'segments'>): CorrectionDraft {
  const touched = new Map(draft.rows.filter(isTouched).map((row) => [row.id, row]));
  const fresh = createDraft(now);
  const freshIds = new Set(fresh.rows.map(({ id }) => id));
  return {
    version: now.version,
    rows: fresh.rows.map((row) => {
      const mine = touched.get(row.id);
      if (mine === undefined) return row;
      return { ...row, text: mine.text, isLeftOut: mine.isLeftOut, ...(row.was === mine.was ? {} : { theirs: row.was }) };
    }),
    lost: [...draft.lost, ...[...touched.values()].filter(({ id }) => !freshIds.has(id)).map(({ text }) => text)],
  };
}
