/** Names the user, so that the next user of this browser does not see the draft. */
export interface DraftKey {
  readonly user: string;
  readonly item: string;
}

export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The kinds of drafts, each with the section of its items. The names are the first words of the stored keys. */
export const DRAFT_SECTIONS = {
  correction: 'recordings',
  details: 'recordings',
  fields: 'documents',
  'document-details': 'documents',
  notes: 'sessions',
  link: 'recordings',
  'document-link': 'documents',
} as const satisfies Readonly<Record<string, string>>;
export type DraftKind = keyof typeof DRAFT_SECTIONS;

export const nameOfDraft = (kind: DraftKind, { user, item }: DraftKey): string => `${kind} ${user} ${item}`;

/** Returns the storage of this browser. Undefined if it is blocked. */
export function storageOfBrowser(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** Keeps unsaved changes in this browser until they are saved or discarded. They survive Back, a reload and a sign-out. */
export class DraftStore<T> {
  /** `parse` reads what an earlier or a later release has stored, and returns `undefined` if it cannot. */
  constructor(
    private readonly kind: DraftKind,
    private readonly parse: (stored: unknown) => T | undefined,
    private readonly storage: DraftStorage | undefined,
  ) {}

  /** Returns true if the draft is stored. */
  keep(key: DraftKey, draft: T): boolean {
    try {
      this.storage?.setItem(nameOfDraft(this.kind, key), JSON.stringify(draft));
      return this.storage !== undefined;
    } catch {
      // The storage is full or blocked.
      return false;
    }
  }

  find(key: DraftKey): T | undefined {
    try {
      const stored = this.storage?.getItem(nameOfDraft(this.kind, key)) ?? null;
      return stored === null ? undefined : this.parse(JSON.parse(stored));
    } catch {
      return undefined;
    }
  }

  forget(key: DraftKey): void {
    try {
      this.storage?.removeItem(nameOfDraft(this.kind, key));
    } catch {
      // Without storage there is nothing to remove.
    }
  }
}
