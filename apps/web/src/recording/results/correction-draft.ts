import type { Mended, Segment, Transcript } from './transcript-api.js';

/** A passage on its way to what a person wants. */
export interface Row extends Segment {
  /** As it stands in the version that is corrected. */
  readonly was: string;
  /** Nothing is said there. */
  readonly isLeftOut: boolean;
  /** Somebody else has written this meanwhile. */
  readonly theirs?: string;
}

/** What is being made of a version. */
export interface Draft {
  readonly version: string;
  readonly rows: readonly Row[];
  /** Changes to passages that there are no longer. */
  readonly lost: readonly string[];
}

export const beginDraft = ({ version, segments }: Pick<Transcript, 'version' | 'segments'>): Draft => ({
  version,
  rows: segments.map((segment) => ({ ...segment, text: segment.text.trim(), was: segment.text.trim(), isLeftOut: false })),
  lost: [],
});

const changeRow = (draft: Draft, id: number, change: Partial<Row>): Draft => ({
  ...draft,
  rows: draft.rows.map((row) => (row.id === id ? { ...row, ...change } : row)),
});

/** A passage is one line: whatever breaks it is a space. */
export const write = (draft: Draft, id: number, text: string): Draft =>
  changeRow(draft, id, { text: text.replace(/[\r\n\t]+/g, ' ') });
export const leaveOut = (draft: Draft, id: number, isLeftOut: boolean): Draft => changeRow(draft, id, { isLeftOut });

export const isTouched = ({ text, was, isLeftOut }: Row): boolean => isLeftOut || text.trim() !== was;
export const isChanged = ({ rows }: Draft): boolean => rows.some(isTouched);

/** A passage without words is one that nothing is said in. */
const isGone = ({ text, isLeftOut }: Row): boolean => isLeftOut || text.trim() === '';
export const isEmpty = ({ rows }: Draft): boolean => rows.every(isGone);

/** Times go back as they came: what was not touched is told by them. */
export const mended = ({ rows }: Draft): readonly Mended[] =>
  rows.filter((row) => !isGone(row)).map(({ id, start, end, text }) => ({ id, start, end, text }));

/** The same changes on what there is now. Where somebody else has written in the same passage, both are shown. */
export function rebase(draft: Draft, now: Pick<Transcript, 'version' | 'segments'>): Draft {
  const touched = new Map(draft.rows.filter(isTouched).map((row) => [row.id, row]));
  const fresh = beginDraft(now);
  const known = new Set(fresh.rows.map(({ id }) => id));
  return {
    version: now.version,
    rows: fresh.rows.map((row) => {
      const mine = touched.get(row.id);
      if (mine === undefined) return row;
      return { ...row, text: mine.text, isLeftOut: mine.isLeftOut, ...(row.was === mine.was ? {} : { theirs: row.was }) };
    }),
    lost: [...draft.lost, ...[...touched.values()].filter(({ id }) => !known.has(id)).map(({ text }) => text)],
  };
}
