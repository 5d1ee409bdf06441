import type { Token } from '../../kit/provide.js';
import type { KnownCause, NoticeKind, NoticeSettings } from './notice.js';

export interface NoticeChange {
  readonly email: string;
  readonly kinds: readonly NoticeKind[];
}

export interface NoticeClaim {
  readonly settings: NoticeSettings;
  readonly token: string;
  /** Milliseconds since the last mail; undefined before the first one. */
  readonly quietMs: number | undefined;
}

export interface NoticeResult {
  /** The causes that a mail has told. Empty: no mail was sent. */
  readonly noticed: readonly string[];
  readonly problem?: string;
  readonly nextLookMs: number;
}

/** A cause that is absent for less than this time has not ended. */
export const ABSENCE_MS = 5 * 60_000;

export interface NoticeStore {
  find(libraryId: string): Promise<NoticeSettings | undefined>;
  /** Stores the settings if they are at the revision that was read (0: none). Another address has to be confirmed. */
  save(libraryId: string, revision: number, change: NoticeChange): Promise<NoticeSettings | 'stale'>;
  /** Returns false if a confirmation was asked for within the last minute. */
  startConfirmation(libraryId: string): Promise<boolean>;
  /** Returns true if the address is the present one. The causes that exist then are not told. */
  confirm(libraryId: string, email: string): Promise<boolean>;
  /** Succeeds if there are no settings. The time of the last confirmation is kept. */
  remove(libraryId: string): Promise<void>;
  /** Returns the libraries with a confirmed address that are due and that nobody has. */
  due(limit: number): Promise<readonly string[]>;
  claim(libraryId: string, leaseMs: number): Promise<NoticeClaim | undefined>;
  /** Returns false if the claim was lost. */
  renew(claim: NoticeClaim, leaseMs: number): Promise<boolean>;
  /** Stores the present causes, forgets those that were absent for {@link ABSENCE_MS}, and returns the present ones. */
  compare(claim: NoticeClaim, keys: readonly string[]): Promise<readonly KnownCause[]>;
  /** Stores the result and gives up the claim. */
  finish(claim: NoticeClaim, result: NoticeResult): Promise<void>;
}

export const NOTICE_STORE: Token<NoticeStore> = Symbol('NoticeStore');
