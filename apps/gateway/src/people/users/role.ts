import { SCOPES, grants, type Scope } from '../tokens/scope.js';

/** The upper limit of a user's scopes, whatever the token or sign-in. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];
export const isRole = (text: string): text is Role => ROLES.some((role) => role === text);

const HIGHEST = { viewer: 'read', operator: 'write', admin: 'admin' } as const satisfies Record<Role, Scope>;

/** Returns the scopes that both allow. So lowering a role lowers every token and sign-in of its user at once. */
export const limitScopes = (held: readonly Scope[], role: Role): readonly Scope[] =>
  SCOPES.filter((scope) => grants(held, scope) && grants([HIGHEST[role]], scope));

export const scopesOf = (role: Role): readonly Scope[] => limitScopes(SCOPES, role);
