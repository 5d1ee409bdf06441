import type { Scope } from '../../kit/http/access.js';
import type { SessionRecord, ValidSession } from './session.js';
import type { Token } from '../../kit/provide.js';

export interface NewLink {
  /** Hash of the link's code. */
  readonly hash: string;
  readonly userId: string;
  readonly scopes: readonly Scope[];
  readonly madeBy: string;
  readonly expiresAt: string;
}

export interface NewSession {
  readonly id: string;
  /** Hash of the cookie's secret. */
  readonly hash: string;
  readonly client: string | undefined;
  /** The network address that the browser has signed in from. */
  readonly address: string;
  readonly expiresAt: string;
}

export interface SessionOwner {
  readonly userId: string;
  readonly scopes: readonly Scope[];
}

export interface SessionStore {
  addLink(link: NewLink): Promise<void>;
  /** Uses up a link and creates its sign-in, atomically: only one of several attempts succeeds. */
  redeem(codeHash: string, session: NewSession): Promise<boolean>;
  /** Creates a sign-in without a link. Returns false if the user is disabled. */
  open(owner: SessionOwner, session: NewSession): Promise<boolean>;
  /** Returns the sign-in with this hash, unless it was ended, has expired, or its user is disabled. */
  findValid(hash: string): Promise<ValidSession | undefined>;
  list(userId: string): Promise<readonly SessionRecord[]>;
  /** Ends a sign-in; again is harmless. Returns false if the user has no such sign-in. */
  revoke(userId: string, id: string): Promise<boolean>;
  /** Ends every sign-in of a user but `exceptId`, and withdraws the user's unopened links. Returns the number of ended sign-ins. */
  revokeAll(userId: string, exceptId?: string): Promise<number>;
  /** Makes a sign-in work in another library, in which later sign-ins of its user start too. */
  switchLibrary(id: string, libraryId: string): Promise<void>;
  /** Moves the expiry; never to an earlier time. */
  extend(id: string, expiresAt: string): Promise<void>;
  markUsed(uses: ReadonlyMap<string, Date>): Promise<void>;
  removeExpired(): Promise<number>;
}

export const SESSION_STORE: Token<SessionStore> = Symbol('SessionStore');
