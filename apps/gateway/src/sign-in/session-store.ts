import type { Scope } from '../tokens/scope.js';
import type { SessionRecord, ValidSession } from './session.js';

export interface NewLink {
  /** Of its code. */
  readonly hash: string;
  readonly userId: string;
  readonly scopes: readonly Scope[];
  /** Who asked for it. */
  readonly madeBy: string;
  readonly expiresAt: string;
}

export interface NewSession {
  readonly id: string;
  /** Of the secret in its cookie. */
  readonly hash: string;
  readonly client: string | undefined;
  readonly expiresAt: string;
}

/** Sign-in links, and the sign-ins that came of them. */
export interface SessionStore {
  addLink(link: NewLink): Promise<void>;
  /** Uses a link up and makes the sign-in of it, in one step: of any number that try, one gets it. */
  redeem(codeHash: string, session: NewSession): Promise<boolean>;
  /** The sign-in of a hash, unless it was ended, its time is over, or its user is disabled. */
  findValid(hash: string): Promise<ValidSession | undefined>;
  /** Those of a user that hold, the newest first. */
  list(userId: string): Promise<readonly SessionRecord[]>;
  /** False where the user has no such sign-in. Ending it twice is ending it once. */
  revoke(userId: string, id: string): Promise<boolean>;
  /** It holds until then; never less long than before. */
  extend(id: string, expiresAt: string): Promise<void>;
  markUsed(uses: ReadonlyMap<string, Date>): Promise<void>;
  /** Forgets links and sign-ins that nobody can use any more; how many. */
  removeExpired(): Promise<number>;
}
