import type { DraftFormat } from '../../drafts/shared-draft.js';
import { isChanged, rebase, type CorrectionDraft, type DraftRow } from './correction-draft.js';

/** The touched passages of a correction. */
export interface StoredDraft extends CorrectionDraft {
  /** Time of the last change; ISO 8601. */
  readonly at: string;
}

/** Undefined while nothing is changed. */
export type KeptCorrection = StoredDraft | undefined;

const isRow = (value: unknown): value is DraftRow =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'start', 'end'].every((name) => typeof (value as Record<string, unknown>)[name] === 'number') &&
  ['text', 'was'].every((name) => typeof (value as Record<string, unknown>)[name] === 'string');

function parse(stored: unknown): KeptCorrection {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { version, rows, lost, at } = stored as Partial<Record<keyof StoredDraft, unknown>>;
  if (typeof version !== 'string' || typeof at !== 'string' || !Array.isArray(rows) || !Array.isArray(lost)) return undefined;
  return rows.every(isRow) ? { version, at, rows, lost: lost.map(String) } : undefined;
}

export const correctionDrafts: DraftFormat<KeptCorrection> = {
  kind: 'correction',
  none: undefined,
  parse,
  isFilled: (kept) => kept !== undefined && (isChanged(kept) || kept.lost.length > 0),
};

/** Returns the passages that differ from the transcript, also in white space: a person may still be typing. */
export function keepTouched(draft: CorrectionDraft, now: Date = new Date()): KeptCorrection {
  const rows = draft.rows.filter(({ text, was, isLeftOut }) => isLeftOut || text !== was);
  return rows.length > 0 || draft.lost.length > 0 ? { ...draft, rows, at: now.toISOString() } : undefined;
}

/** Returns the draft of all passages. `base` has no changes. */
export function completeDraft(kept: KeptCorrection, base: CorrectionDraft): CorrectionDraft {
  if (kept === undefined) return base;
  if (kept.version !== base.version) return rebase(kept, { version: base.version, segments: base.rows });
  const touched = new Map(kept.rows.map((row) => [row.id, row]));
  return { ...base, lost: kept.lost, rows: base.rows.map((row) => touched.get(row.id) ?? row) };
}

/**
 * Forgets what is saved as `version`. Keeps what was changed since it was sent, also in another tab: it continues the saved
 * passages.
 */
export function settleCorrection(kept: KeptCorrection, sent: CorrectionDraft, version: string): KeptCorrection {
  if (kept === undefined) return undefined;
  const saved = new Map(sent.rows.map((row) => [row.id, row]));
  const rows = kept.rows.filter((row) => {
    const { text, isLeftOut } = saved.get(row.id) ?? {};
    return text !== row.text || isLeftOut !== row.isLeftOut;
  });
  const continued = rows.map(({ theirs: _replaced, ...row }) => ({ ...row, was: saved.get(row.id)?.text.trim() ?? row.was }));
  const lost = kept.lost.filter((line) => !sent.lost.includes(line));
  return keepTouched({ version, rows: continued, lost }, new Date(kept.at));
}
