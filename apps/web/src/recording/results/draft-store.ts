import { DraftStore, storageOfBrowser, type DraftKey, type DraftStorage } from '../../drafts/draft-store.js';
import { isChanged, isTouched, type CorrectionDraft, type DraftRow } from './correction-draft.js';

export interface StoredDraft extends CorrectionDraft {
  /** Time of the last change; ISO 8601. */
  readonly at: string;
}

const isRow = (value: unknown): value is DraftRow =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'start', 'end'].every((name) => typeof (value as Record<string, unknown>)[name] === 'number') &&
  ['text', 'was'].every((name) => typeof (value as Record<string, unknown>)[name] === 'string');

function parse(stored: unknown): StoredDraft | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { version, rows, lost, at } = stored as Partial<Record<keyof StoredDraft, unknown>>;
  if (typeof version !== 'string' || typeof at !== 'string' || !Array.isArray(rows) || !Array.isArray(lost)) return undefined;
  return rows.every(isRow) ? { version, at, rows, lost: lost.map(String) } : undefined;
}

/** Keeps unsaved corrections of transcripts. */
export class CorrectionDrafts {
  private readonly drafts: DraftStore<StoredDraft>;

  constructor(storage: DraftStorage | undefined) {
    this.drafts = new DraftStore('correction', parse, storage);
  }

  /** Returns true if the draft is stored. Removes a draft without changes. */
  keep(key: DraftKey, draft: CorrectionDraft, now: Date = new Date()): boolean {
    if (!isChanged(draft) && draft.lost.length === 0) {
      this.forget(key);
      return true;
    }
    return this.drafts.keep(key, { ...draft, rows: draft.rows.filter(isTouched), at: now.toISOString() });
  }

  find(key: DraftKey): StoredDraft | undefined {
    return this.drafts.find(key);
  }

  forget(key: DraftKey): void {
    this.drafts.forget(key);
  }
}

let ofBrowser: CorrectionDrafts | undefined;
export const getCorrectionDrafts = (): CorrectionDrafts => (ofBrowser ??= new CorrectionDrafts(storageOfBrowser()));
