import { SCOPES, grants, type Scope } from '../tokens/scope.js';

/** What a person may do at most, whatever token or sign-in he uses. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];
export const isRole = (text: string): text is Role => ROLES.some((role) => role === text);

const HIGHEST = { viewer: 'read', operator: 'write', admin: 'admin' } as const satisfies Record<Role, Scope>;

/** All that are allowed by both. A role that is lowered so lowers every token and sign-in of its user at once. */
export const scopesWithin = (held: readonly Scope[], role: Role): readonly Scope[] =>
  SCOPES.filter((scope) => grants(held, scope) && grants([HIGHEST[role]], scope));

export const scopesOf = (role: Role): readonly Scope[] => scopesWithin(SCOPES, role);
