import { createHash, randomBytes } from 'node:crypto';

export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];
export const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text);

/** Each scope includes the ones before it. */
export const grants = (held: readonly Scope[], needed: Scope): boolean =>
  held.some((scope) => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed));

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

/** On whose behalf a request is made. */
export interface Principal {
  readonly userId: string;
  readonly tokenId: string;
  readonly scopes: readonly Scope[];
}
