import type { Scope } from '../../kit/http/access.js';
import type { TokenRecord, ValidToken } from './token.js';
import type { Token } from '../../kit/provide.js';

export interface NewToken {
  readonly id: string;
  readonly userId: string;
  readonly libraryId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly hash: string;
  readonly expiresAt: string | undefined;
  readonly madeBy?: string | undefined;
}

/** A token of the first user works in the personal library. */
export type FirstToken = Omit<NewToken, 'userId' | 'libraryId'>;

export interface TokenStore {
  /**
   * Returns the token with this hash, unless it is revoked, has expired, or its user is disabled or no longer a member of its
   * library.
   */
  findValid(hash: string): Promise<ValidToken | undefined>;
  /** Adds a token. Returns the existing one unchanged if the id is taken, and undefined if the user is disabled. */
  add(token: NewToken): Promise<TokenRecord | undefined>;
  list(userId: string): Promise<readonly TokenRecord[]>;
  /** Revokes a token; again is harmless. Returns false if the user has no such token. */
  revoke(userId: string, tokenId: string): Promise<boolean>;
  /** Returns the number of revoked tokens. */
  revokeAll(userId: string, exceptId?: string): Promise<number>;
  /** Revokes the tokens that an administrator made for other users. Returns their number. */
  revokeMadeBy(userId: string): Promise<number>;
  markUsed(uses: ReadonlyMap<string, Date>): Promise<void>;
  /**
   * Creates the user of the first start and a token for it, each only if absent, and the token only while the user is enabled.
   * Returns the user's id.
   */
  ensureFirstUser(first: { userId: string; name: string; token: FirstToken | undefined }): Promise<string>;
}

export const TOKEN_STORE: Token<TokenStore> = Symbol('TokenStore');
