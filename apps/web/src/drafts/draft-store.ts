/** Names the user, so that the next user of this browser does not see the draft. */
export interface DraftKey {
  readonly user: string;
  readonly item: string;
}

export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Returns the storage of this browser. Undefined if it is blocked. */
export function storageOfBrowser(): DraftStorage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** Keeps unsaved changes in this browser until they are saved or discarded. They survive Back, a reload and a sign-out. */
export class DraftStore<T> {
  /**
   * `kind` is the first word of the keys. `parse` reads what an earlier or a later release has stored, and returns `undefined`
   * if it cannot.
   */
  constructor(
    private readonly kind: string,
    private readonly parse: (stored: unknown) => T | undefined,
    private readonly storage: DraftStorage | undefined,
  ) {}

  /** Returns true if the draft is stored. */
  keep(key: DraftKey, draft: T): boolean {
    try {
      this.storage?.setItem(this.nameOf(key), JSON.stringify(draft));
      return this.storage !== undefined;
    } catch {
      // The storage is full or blocked.
      return false;
    }
  }

  find(key: DraftKey): T | undefined {
    try {
      const stored = this.storage?.getItem(this.nameOf(key)) ?? null;
      return stored === null ? undefined : this.parse(JSON.parse(stored));
    } catch {
      return undefined;
    }
  }

  forget(key: DraftKey): void {
    try {
      this.storage?.removeItem(this.nameOf(key));
    } catch {
      // Without storage there is nothing to remove.
    }
  }

  private nameOf({ user, item }: DraftKey): string {
    return `${this.kind} ${user} ${item}`;
  }
}
