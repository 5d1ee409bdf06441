import type { Token } from '../../kit/provide.js';
import type { Entry, NewEntry } from './entry.js';

export interface EntryQuery {
  readonly libraryId?: string;
  /** The id or the name of a user. */
  readonly actor?: string;
  /** A kind, or its part before the dot. */
  readonly kind?: string;
  /** The id or the name of a subject. */
  readonly subject?: string;
  readonly from?: string;
  readonly until?: string;
  /** Only entries that are older than the one with this id. */
  readonly before?: string;
  readonly limit: number;
}

/** The administration log. Entries cannot be changed, and end with their time (ADR 91). */
export interface AdministrationLogStore {
  /** Makes a change and appends its entries, both or neither. */
  append<T>(change: () => Promise<T>, entriesOf: (result: T) => readonly NewEntry[]): Promise<T>;
  /** Returns the newest entries that match. */
  list(query: EntryQuery): Promise<readonly Entry[]>;
  /**
   * Removes a deleted user's name, addresses and names of tokens and passkeys, and all names from the entries of the libraries that
   * ended with the account. Ids stay.
   */
  forgetUser(userId: string, endedLibraries: readonly string[]): Promise<void>;
  /** Removes entries that are older than two years. Returns their number. */
  removeExpired(): Promise<number>;
}

export const ADMINISTRATION_LOG_STORE: Token<AdministrationLogStore> = Symbol('AdministrationLogStore');
