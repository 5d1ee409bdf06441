import type { Scope } from './scope.js';
import type { TokenRecord, ValidToken } from './token.js';

export interface NewToken {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly hash: string;
  readonly expiresAt: string | undefined;
}

export interface TokenStore {
  /** The token of a hash, unless it is revoked, its time is over, or its user is disabled. */
  findValid(hash: string): Promise<ValidToken | undefined>;
  /** Adds a token; one with the same id is left as it is and returned. */
  add(token: NewToken): Promise<TokenRecord>;
  list(userId: string): Promise<readonly TokenRecord[]>;
  /** False where the user has no such token. Revoking twice is revoking once. */
  revoke(userId: string, tokenId: string): Promise<boolean>;
  markUsed(uses: ReadonlyMap<string, Date>): Promise<void>;
  /** The user of the first start and a token for it, each only where it is absent. Returns the user's id. */
  ensureFirstUser(first: { userId: string; name: string; token: Omit<NewToken, 'userId'> | undefined }): Promise<string>;
}
