import { createHmac, randomBytes } from 'node:crypto';
import type { Scope } from '../tokens/scope.js';
import type { Standing } from '../users/user.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long a link waits for the one who opens it. */
export const LINK_MS = 15 * MINUTE_MS;
/** How long somebody stays signed in without coming back. */
export const SESSION_MS = 30 * DAY_MS;
/** Using it makes a sign-in longer, but not every request has to write that down. */
export const EXTEND_AFTER_MS = DAY_MS;

/** 256 bits of chance, for codes of links and for cookies alike. What is stored is the hash. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** A sign-in of one browser, as its user sees it. */
export interface SessionRecord {
  readonly id: string;
  readonly userId: string;
  /** No more than those of whoever made the link. */
  readonly scopes: readonly Scope[];
  /** What the browser calls itself. */
  readonly client: string | undefined;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
}

/** A sign-in that was presented, and who stands behind it now. */
export interface ValidSession extends SessionRecord {
  readonly user: Standing;
}

/**
 * What a page of ours can read from the API and a page of somebody else's cannot; the browser adds the cookie to the requests of both.
 * Made of the cookie's secret, so that it needs no place of its own and ends with it.
 */
export const csrfTokenOf = (secret: string): string =>
  createHmac('sha256', secret).update('throughline csrf 1').digest('base64url');
