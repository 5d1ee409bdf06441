import { createHash, randomBytes } from 'node:crypto';
import type { UserAccess, Scope } from '../../kit/http/access.js';

/** 256 random bits: no search finds them, even from a leaked hash without salt. */
export const newToken = (): string => `tl_${randomBytes(32).toString('base64url')}`;

/** Returns the hash, which alone is stored. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{16,200})$/i;

export const readBearer = (header: string | undefined): string | undefined => BEARER.exec(header ?? '')?.[1];

/** A token as its owner sees it. The token's text is shown once, when it is created. */
export interface TokenRecord {
  readonly id: string;
  readonly userId: string;
  readonly libraryId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly expiresAt: string | undefined;
  readonly lastUsedAt: string | undefined;
  /** The administrator who made the token for its user. */
  readonly madeBy: string | undefined;
}

/** A valid token with the present access of its user. */
export interface ValidToken extends TokenRecord {
  readonly user: UserAccess;
}
