import { isChanged, isTouched, type Draft, type Row } from './correction-draft.js';

/** Changes that were not saved, as this browser keeps them. */
export interface KeptDraft extends Draft {
  /** When they were last changed; ISO 8601. */
  readonly at: string;
}

/** Those of one person stay unseen by the next one who signs in here. */
export interface DraftName {
  readonly user: string;
  readonly recording: string;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = ({ user, recording }: DraftName): string => `correction ${user} ${recording}`;

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'start', 'end'].every((name) => typeof (value as Record<string, unknown>)[name] === 'number') &&
  ['text', 'was'].every((name) => typeof (value as Record<string, unknown>)[name] === 'string');

function parse(text: string): KeptDraft | undefined {
  const { version, rows, lost, at } = JSON.parse(text) as Partial<Record<keyof KeptDraft, unknown>>;
  if (typeof version !== 'string' || typeof at !== 'string' || !Array.isArray(rows) || !Array.isArray(lost)) return undefined;
  return rows.every(isRow) ? { version, at, rows, lost: lost.map(String) } : undefined;
}

/** Unsaved corrections outlast Back, a reload and a sign-out: they are kept in this browser until they are saved or given up. */
export class KeptDrafts {
  /** Undefined where the browser keeps nothing. */
  constructor(private readonly store: Store | undefined) {}

  /** Whether it is kept. A draft without changes is forgotten. */
  keep(name: DraftName, draft: Draft, now: Date = new Date()): boolean {
    if (!isChanged(draft) && draft.lost.length === 0) {
      this.forget(name);
      return true;
    }
    const kept: KeptDraft = { ...draft, rows: draft.rows.filter(isTouched), at: now.toISOString() };
    try {
      this.store?.setItem(keyOf(name), JSON.stringify(kept));
      return this.store !== undefined;
    } catch {
      // The store is full, or closed to this page.
      return false;
    }
  }

  find(name: DraftName): KeptDraft | undefined {
    try {
      const text = this.store?.getItem(keyOf(name)) ?? null;
      return text === null ? undefined : parse(text);
    } catch {
      return undefined;
    }
  }

  forget(name: DraftName): void {
    try {
      this.store?.removeItem(keyOf(name));
    } catch {
      // Nothing is kept there.
    }
  }
}

function storeOfBrowser(): Store | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

let ofBrowser: KeptDrafts | undefined;
export const keptDrafts = (): KeptDrafts => (ofBrowser ??= new KeptDrafts(storeOfBrowser()));
