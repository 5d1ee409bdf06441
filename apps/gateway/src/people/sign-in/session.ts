import { createHmac, randomBytes } from 'node:crypto';
import type { Scope } from '../tokens/scope.js';
import type { UserAccess } from '../users/user.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const LINK_MS = 15 * MINUTE_MS;
/** Lifetime of a sign-in after its last use. */
export const SESSION_MS = 30 * DAY_MS;
/** Using a sign-in extends it, but not every request needs a write. */
export const EXTEND_AFTER_MS = DAY_MS;

/** 256 random bits, for link codes and cookies alike. Only the hash is stored. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export interface SessionRecord {
  readonly id: string;
  readonly userId: string;
  /** At most the scopes of the link's author. */
  readonly scopes: readonly Scope[];
  readonly client: string | undefined;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
}

/** A valid sign-in with the present role and library of its user. */
export interface ValidSession extends SessionRecord {
  readonly user: UserAccess;
}

/**
 * Derives the CSRF token, which pages of this server can read from the API and pages of other sites cannot.
 * Derived from the cookie's secret, so it needs no storage and ends with the sign-in.
 */
export const csrfTokenOf = (secret: string): string =>
  createHmac('sha256', secret).update('throughline csrf 1').digest('base64url');
