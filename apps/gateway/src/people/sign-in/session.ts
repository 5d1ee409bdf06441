import { createHmac, randomBytes } from 'node:crypto';
import type { Scope, UserAccess } from '../../http/access.js';

/** With the prefix `__Host-`, browsers refuse a cookie that another host or plain http has set. */
const NAME = 'tl_session';
const SECURE_NAME = `__Host-${NAME}`;

/** Secrets are base64url, so nothing in them needs quoting. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

const findCookie = (header: string, name: string): string | undefined => {
  for (const pair of header.split(';')) {
    const [key, value = ''] = pair.split('=', 2);
    if (key?.trim() === name) return value.trim();
  }
  return undefined;
};

/** Reads the sign-in's secret from a `Cookie` header. Over https only from the name that no plain http page can set. */
export function readSecret(header: string | undefined, isSecure: boolean): string | undefined {
  const found = findCookie(header ?? '', isSecure ? SECURE_NAME : NAME);
  return found !== undefined && SECRET.test(found) ? found : undefined;
}

/** Scripts cannot read the cookie. Requests from other sites omit it, except for links to this server. */
const ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Lax';

const formatCookie = (value: string, seconds: number, isSecure: boolean): string =>
  `${isSecure ? SECURE_NAME : NAME}=${value}; Max-Age=${String(seconds)}; ${ATTRIBUTES}${isSecure ? '; Secure' : ''}`;

export const sessionCookie = (secret: string, keptMs: number, isSecure: boolean): string =>
  formatCookie(secret, Math.floor(keptMs / 1000), isSecure);

export const endedCookie = (isSecure: boolean): string => formatCookie('', 0, isSecure);

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
