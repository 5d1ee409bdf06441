import { createHash, randomBytes } from 'node:crypto';
import type { Standing } from '../users/user.js';
import type { Scope } from './scope.js';

/** 256 bits of chance: as long as no list of tokens leaks, a hash without salt cannot be searched. */
export const newToken = (): string => `tl_${randomBytes(32).toString('base64url')}`;

/** What is stored of a token. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{16,200})$/i;

/** The token of an `Authorization` header. */
export const bearerOf = (header: string | undefined): string | undefined => BEARER.exec(header ?? '')?.[1];

/** A token as its owner sees it; the token itself is shown once, when it is made. */
export interface TokenRecord {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly expiresAt: string | undefined;
  readonly lastUsedAt: string | undefined;
}

/** A token that was presented, and who stands behind it now. */
export interface ValidToken extends TokenRecord {
  readonly user: Standing;
}

/** With what a person has shown who he is. */
export interface Credential {
  readonly kind: 'token' | 'session';
  readonly id: string;
}

/** On whose behalf a request is made. */
export interface Principal {
  /** Who acts: stands in events, and owns tokens, sign-ins and idempotency keys. */
  readonly userId: string;
  /** Whose recordings these are: the library that he works in, by default his own. */
  readonly ownerId: string;
  readonly user: Standing;
  /** What the credential may be used for, and no more than the role of its user. */
  readonly scopes: readonly Scope[];
  readonly credential: Credential;
}
