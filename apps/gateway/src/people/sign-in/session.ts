import { createHmac, randomBytes } from 'node:crypto';
import type { Scope, UserAccess } from '../../kit/http/access.js';
import { SecretCookie, type CookiePlace } from './secret-cookie.js';

const cookie = new SecretCookie('tl_session');

export const readSecret = (header: string | undefined, place: CookiePlace): string | undefined => cookie.read(header, place);

export const sessionCookie = (secret: string, keptMs: number, place: CookiePlace): string => cookie.format(secret, keptMs, place);

export const endedCookie = (place: CookiePlace): string => cookie.ended(place);

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const LINK_MS = 15 * MINUTE_MS;
/** Lifetime of a sign-in after its last use. */
export const SESSION_MS = 30 * DAY_MS;
/** Using a sign-in extends it, but not every request needs a write. */
export const EXTEND_AFTER_MS = DAY_MS;

/** 256 random bits, for link codes and cookies alike. Only the hash is stored. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

const LONGEST_CLIENT = 300;
const BARELY_A_CLIENT = /[^\x20-\x7e]/g;

/** Returns the name that a browser gives itself, fit to be stored. */
export const clientName = (userAgent: string | undefined): string | undefined =>
  userAgent?.replaceAll(BARELY_A_CLIENT, '').slice(0, LONGEST_CLIENT);

export interface SessionRecord {
  readonly id: string;
  readonly userId: string;
  /** At most the scopes of the link's author. */
  readonly scopes: readonly Scope[];
  readonly client: string | undefined;
  /** Absent for sign-ins of earlier releases. */
  readonly address: string | undefined;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
}

/** A valid sign-in with the present access of its user. */
export interface ValidSession extends SessionRecord {
  readonly user: UserAccess;
}

/**
 * Derives the CSRF token, which pages of this server can read from the API and pages of other sites cannot.
 * Derived from the cookie's secret, so it needs no storage and ends with the sign-in.
 */
export const csrfTokenOf = (secret: string): string =>
  createHmac('sha256', secret).update('throughline csrf 1').digest('base64url');
