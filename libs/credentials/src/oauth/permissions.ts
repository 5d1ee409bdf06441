import type { OAuthService } from './oauth-service.js';

/** The last part of a scope: services report the same scope with and without an address in front, in any case. */
const nameOf = (scope: string): string => scope.replace(/\/$/, '').split('/').at(-1)?.toLowerCase() ?? '';

/**
 * Returns the requested permissions that a token answer does not list, as people know them. A user may untick single ones, and
 * an answer without `scope` grants all of them (RFC 6749, 5.1).
 */
export function findMissingPermissions(
  { scopes, scopeTexts = {}, silentScopes = [] }: OAuthService,
  granted: string | undefined,
): string[] {
  if (granted === undefined) return [];
  const names = new Set(granted.split(' ').map(nameOf));
  const missing = scopes.filter((scope) => !silentScopes.includes(scope) && !names.has(nameOf(scope)));
  return missing.map((scope) => {
    const text = scopeTexts[scope];
    return text === undefined ? nameOf(scope) : `"${text}" (${nameOf(scope)})`;
  });
}

/** Says which permissions are missing, and what helps. */
export const describeMissing = (label: string, missing: readonly string[]): string =>
  `${label} did not grant ${missing.length === 1 ? 'the permission' : 'the permissions'} ${missing.join(', ')}. Connect the account again, and select all permissions on the page of ${label}`;
