export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];
export const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text);

/** Each scope includes the ones before it. */
export const grants = (held: readonly Scope[], needed: Scope): boolean =>
  held.some((scope) => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed));
