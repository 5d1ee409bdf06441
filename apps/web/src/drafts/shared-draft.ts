/** Names the user, so that the next user of this browser does not see the draft. */
export interface DraftKey {
  readonly user: string;
  readonly item: string;
}

export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The kinds of drafts, each with the section of its items. A sound becomes a session. The names are the first words of the stored keys. */
export const DRAFT_SECTIONS = {
  correction: 'recordings',
  details: 'recordings',
  fields: 'documents',
  'document-details': 'documents',
  notes: 'sessions',
  link: 'recordings',
  'document-link': 'documents',
  sound: 'sessions',
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

export interface DraftFormat<T> {
  readonly kind: DraftKind;
  /** The draft of an item that nobody has changed. */
  readonly none: T;
  /** Reads what an earlier or a later release has stored. Returns undefined if it cannot. */
  readonly parse: (stored: unknown) => T | undefined;
  /** Returns false if nothing would be lost with the draft. Such a draft is not stored. */
  readonly isFilled: (draft: T) => boolean;
}

type Listener = () => void;

/** Called after a change of a draft of this name in this tab. The browser tells only other tabs about it. */
const ofThisTab = new Map<string, Set<Listener>>();

/**
 * The unsaved changes of one person to one item, which the browser keeps until they are saved or discarded. They survive Back, a
 * reload and a sign-out. All tabs of a browser have the same ones, so that no tab overwrites what another one has typed.
 */
export class SharedDraft<T> {
  /** False if the browser stores nothing: the changes are then lost with the page. */
  readonly isKept = { current: true };
  private readonly name: string | undefined;
  private readonly listeners = new Set<Listener>();
  private draft: T;
  /** The stored text that `draft` was read from or written to. */
  private stored: string | null = null;

  /** `key` is undefined until the page knows the person: nothing is stored before. */
  constructor(
    private readonly format: DraftFormat<T>,
    key: DraftKey | undefined,
    private readonly storage: DraftStorage | undefined = storageOfBrowser(),
  ) {
    this.name = key === undefined ? undefined : nameOfDraft(format.kind, key);
    this.draft = format.none;
    this.isKept.current = this.name !== undefined && storage !== undefined;
    this.reload();
  }

  readonly get = (): T => this.draft;

  /** Changes the draft as it is now: another tab may have changed it since. */
  readonly change = (change: (draft: T) => T): void => {
    this.reload();
    const changed = change(this.draft);
    if (changed === this.draft) return;
    this.draft = changed;
    this.store();
    this.notify();
    for (const take of this.listOthers()) take();
  };

  /** Takes over what another tab has stored. Returns true if that has changed the draft. */
  reload(): boolean {
    if (!this.isKept.current) return false;
    const { isRead, stored } = this.read();
    if (!isRead || stored === this.stored) return false;
    this.stored = stored;
    this.draft = this.parse(stored);
    return true;
  }

  /** Calls the listener after each change, also of another tab. Returns a function that ends it. */
  readonly subscribe = (listener: Listener): (() => void) => {
    const changed = ({ key }: StorageEvent): void => {
      // Without a key, everything was removed.
      if (key === null || key === this.name) this.take();
    };
    this.listeners.add(listener);
    window.addEventListener('storage', changed);
    this.join();
    return () => {
      this.listeners.delete(listener);
      window.removeEventListener('storage', changed);
      if (this.listeners.size === 0) this.leave();
    };
  };

  private readonly take = (): void => {
    if (this.reload()) this.notify();
  };

  private notify(): void {
    for (const listener of this.listeners) listener();
  }

  private join(): void {
    if (this.name === undefined) return;
    ofThisTab.set(this.name, (ofThisTab.get(this.name) ?? new Set()).add(this.take));
    // Another part of the page may have changed the draft before this one listened.
    this.take();
  }

  private leave(): void {
    if (this.name !== undefined) ofThisTab.get(this.name)?.delete(this.take);
  }

  private listOthers(): readonly Listener[] {
    const all = this.name === undefined ? undefined : ofThisTab.get(this.name);
    return [...(all ?? [])].filter((take) => take !== this.take);
  }

  private read(): { readonly isRead: boolean; readonly stored: string | null } {
    try {
      return { isRead: true, stored: (this.name === undefined ? null : this.storage?.getItem(this.name)) ?? null };
    } catch {
      return { isRead: false, stored: null };
    }
  }

  private parse(stored: string | null): T {
    try {
      return (stored === null ? undefined : this.format.parse(JSON.parse(stored))) ?? this.format.none;
    } catch {
      return this.format.none;
    }
  }

  private store(): void {
    if (this.name === undefined || this.storage === undefined) return;
    try {
      const stored = this.format.isFilled(this.draft) ? JSON.stringify(this.draft) : null;
      if (stored === null) this.storage.removeItem(this.name);
      else this.storage.setItem(this.name, stored);
      this.stored = stored;
      this.isKept.current = true;
    } catch {
      // The storage is full or blocked.
      this.isKept.current = false;
    }
  }
}
