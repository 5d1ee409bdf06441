import { isObject } from '@throughline/contracts';
import { ROLES, type Role } from '../../kit/http/access.js';
import { LONGEST_USER_NAME } from '../users/users.dto.js';
import type { OidcSettings } from './oidc-settings.js';

export type Claims = Readonly<Record<string, unknown>>;

/** In the order in which they name a person best. */
const NAMES = ['preferred_username', 'name', 'email'] as const;
const FALLBACK = 'user';

/** Finds a claim by its name, or by a path such as `realm_access.roles`. A name may contain dots too. */
export function findClaim(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let found: unknown = claims;
  for (const part of path.split('.')) {
    if (!isObject(found) || !Object.hasOwn(found, part)) return undefined;
    found = found[part];
  }
  return found;
}

/** Returns the highest role that the claims give, if any. */
export function roleOf(claims: Claims, { roleClaim, roles }: Pick<OidcSettings, 'roleClaim' | 'roles'>): Role | undefined {
  const claim = findClaim(claims, roleClaim);
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  const given = values.map((value) => (typeof value === 'string' ? roles.get(value) : undefined));
  return ROLES.findLast((role) => given.includes(role));
}

/** Invisible characters could make two names look equal. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

const plain = (value: unknown): string =>
  typeof value === 'string' ? value.normalize('NFC').replaceAll(/\s+/gu, ' ').replaceAll(INVISIBLE, '').trim() : '';

const cut = (name: string, longest: number): string =>
  name
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();

/** Returns the account's name at the provider, for people. */
export const labelOf = (claims: Claims): string =>
  cut(NAMES.map((name) => plain(claims[name])).find((name) => name !== '') ?? FALLBACK, LONGEST_USER_NAME);

const MAX_NAMES = 1_000;

/** Yields names for a new user: the account's name, then with numbers. */
export function* userNames(claims: Claims): Generator<string> {
  const name = labelOf(claims);
  yield name;
  for (let number = 2; number <= MAX_NAMES; number += 1) {
    const suffix = ` ${String(number)}`;
    yield `${cut(name, LONGEST_USER_NAME - suffix.length)}${suffix}`;
  }
}

/** Returns true if the claims suffice, so that the user info endpoint need not be asked. */
export const areComplete = (claims: Claims, { roleClaim, roles }: Pick<OidcSettings, 'roleClaim' | 'roles'>): boolean =>
  NAMES.some((name) => plain(claims[name]) !== '') && (roles.size === 0 || findClaim(claims, roleClaim) !== undefined);
