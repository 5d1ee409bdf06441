import { isChanged, isTouched, type CorrectionDraft, type DraftRow } from './correction-draft.js';

export interface StoredDraft extends CorrectionDraft {
  /** Time of the last change; ISO 8601. */
  readonly at: string;
}

/** Contains the user, so that the next user of this browser does not see the draft. */
export interface DraftKey {
  readonly user: string;
  readonly recording: string;
}

type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = ({ user, recording }: DraftKey): string => `correction ${user} ${recording}`;

const isRow = (value: unknown): value is DraftRow =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'start', 'end'].every((name) => typeof (value as Record<string, unknown>)[name] === 'number') &&
  ['text', 'was'].every((name) => typeof (value as Record<string, unknown>)[name] === 'string');

function parse(text: string): StoredDraft | undefined {
  const { version, rows, lost, at } = JSON.parse(text) as Partial<Record<keyof StoredDraft, unknown>>;
  if (typeof version !== 'string' || typeof at !== 'string' || !Array.isArray(rows) || !Array.isArray(lost)) return undefined;
  return rows.every(isRow) ? { version, at, rows, lost: lost.map(String) } : undefined;
}

/** Keeps unsaved corrections in this browser until they are saved or discarded. They survive Back, a reload and a sign-out. */
export class DraftStore {
  /** Undefined if the browser offers no storage. */
  constructor(private readonly store: DraftStorage | undefined) {}

  /** Returns true if the draft is stored. Removes a draft without changes. */
  keep(name: DraftKey, draft: CorrectionDraft, now: Date = new Date()): boolean {
    if (!isChanged(draft) && draft.lost.length === 0) {
      this.forget(name);
      return true;
    }
    const storedDraft: StoredDraft = { ...draft, rows: draft.rows.filter(isTouched), at: now.toISOString() };
    try {
      this.store?.setItem(keyOf(name), JSON.stringify(storedDraft));
      return this.store !== undefined;
    } catch {
      // The storage is full or blocked.
      return false;
    }
  }

  find(name: DraftKey): StoredDraft | undefined {
    try {
      const text = this.store?.getItem(keyOf(name)) ?? null;
      return text === null ? undefined : parse(text);
    } catch {
      return undefined;
    }
  }

  forget(name: DraftKey): void {
    try {
      this.store?.removeItem(keyOf(name));
    } catch {
      // Without storage there is nothing to remove.
    }
  }
}

function storeOfBrowser(): DraftStorage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

let ofBrowser: DraftStore | undefined;
export const getDraftStore = (): DraftStore => (ofBrowser ??= new DraftStore(storeOfBrowser()));
