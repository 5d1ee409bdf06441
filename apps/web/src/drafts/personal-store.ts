import { storageOfBrowser } from './shared-draft.js';

/** A person in a library. */
export interface Person {
  readonly user: string;
  readonly library: string;
}

export interface PersonalFormat<T> {
  /** The first word of the stored keys. */
  readonly name: string;
  /** The value of a person who has stored nothing. */
  readonly none: T;
  /** Reads what an earlier or a later release has stored. */
  readonly parse: (stored: unknown) => T;
}

export type PersonalStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Keeps a value for each person in each library in this browser. */
export class PersonalStore<T> {
  readonly #listeners = new Set<() => void>();
  /** Read last, so that an unchanged value stays the same object. */
  #known: { readonly stored: string | null; readonly value: T };

  /** `storage` is undefined if the browser offers none. */
  constructor(
    private readonly format: PersonalFormat<T>,
    private readonly storage: PersonalStorage | undefined = storageOfBrowser(),
  ) {
    this.#known = { stored: null, value: format.none };
  }

  read(person: Person): T {
    const { none, parse } = this.format;
    try {
      const stored = this.storage?.getItem(this.#keyOf(person)) ?? null;
      if (stored !== this.#known.stored) this.#known = { stored, value: stored === null ? none : parse(JSON.parse(stored)) };
      return this.#known.value;
    } catch {
      // The storage is blocked, or its content is damaged.
      return none;
    }
  }

  /** Returns false if the browser stores nothing. */
  write(person: Person, value: T): boolean {
    if (this.storage === undefined) return false;
    try {
      this.storage.setItem(this.#keyOf(person), JSON.stringify(value));
    } catch {
      // The storage is full or blocked.
      return false;
    }
    for (const listener of this.#listeners) listener();
    return true;
  }

  /** Calls the listener after each change, also of another tab. Returns a function that ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    window.addEventListener('storage', listener);
    return () => {
      this.#listeners.delete(listener);
      window.removeEventListener('storage', listener);
    };
  };

  #keyOf({ user, library }: Person): string {
    return `tl.${this.format.name} ${user} ${library}`;
  }
}
