import type { Role } from '../../kit/http/access.js';
import type { Token } from '../../kit/provide.js';
import type { NewUser } from '../users/user-store.js';
import type { Identity, NewIdentity } from './identity.js';

/** The start of a sign-in, which its browser may complete once. */
export interface SignInStart {
  readonly stateHash: string;
  readonly browserHash: string;
  /** The user who connects an account. Absent: the account signs its user in. */
  readonly userId: string | undefined;
  readonly expiresAt: string;
}

export interface IdentityUse {
  readonly label: string;
  readonly claimedRole: Role | undefined;
  /** The sign-in that the account has opened. */
  readonly sessionId: string;
}

export interface IdentityStore {
  addStart(start: SignInStart): Promise<void>;
  /** Uses a start up, atomically. Returns undefined if it is unknown, used, expired or of another browser. */
  takeStart(stateHash: string, browserHash: string): Promise<Pick<SignInStart, 'userId'> | undefined>;
  find(issuer: string, subject: string): Promise<Identity | undefined>;
  /** Returns a user's accounts, oldest first. */
  list(userId: string): Promise<readonly Identity[]>;
  /** Connects an account; again is harmless. Returns false if it belongs to another user. */
  connect(identity: NewIdentity): Promise<boolean>;
  /** Adds a user with their account, both or neither. `connected`: the account already has a user. */
  addUser(user: NewUser, identity: NewIdentity): Promise<'added' | 'name-taken' | 'connected'>;
  recordUse(id: string, use: IdentityUse): Promise<void>;
  /** Disconnects an account. `last`: the user, who has no passkey either, would have no way left to sign in without the help of others. */
  disconnect(userId: string, id: string): Promise<'disconnected' | 'absent' | 'last'>;
  /** Returns true if an account has opened this sign-in. */
  hasOpened(sessionId: string): Promise<boolean>;
  removeExpired(): Promise<number>;
}

export const IDENTITY_STORE: Token<IdentityStore> = Symbol('IdentityStore');
