import { SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problems/problem.js';

export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];
export const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text);

/** Each scope includes the ones before it. */
export const grants = (scopes: readonly Scope[], needed: Scope): boolean =>
  scopes.some((scope) => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed));

/** The upper limit of a user's scopes, whatever the token or sign-in. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];
export const isRole = (text: string): text is Role => ROLES.some((role) => role === text);

const HIGHEST = { viewer: 'read', operator: 'write', admin: 'admin' } as const satisfies Record<Role, Scope>;

/** Returns the scopes that both allow. So lowering a role lowers every token and sign-in of its user at once. */
export const limitScopes = (scopes: readonly Scope[], role: Role): readonly Scope[] =>
  SCOPES.filter((scope) => grants(scopes, scope) && grants([HIGHEST[role]], scope));

export const scopesOf = (role: Role): readonly Scope[] => limitScopes(SCOPES, role);

/** The recordings that a user works with, named after the user who owns them (USR-01). */
export interface Library {
  readonly id: string;
  readonly name: string;
  /** The spoken language of new items that give none; absent: it is detected. */
  readonly defaultLanguage?: string;
}

/** A user's present role and library. */
export interface UserAccess {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly library: Library;
}

export interface Credential {
  readonly kind: 'token' | 'session';
  readonly id: string;
}

/** The user of a request, with library and permissions. */
export interface Principal {
  /** The acting user: appears in events, and owns tokens, sign-ins and idempotency keys. */
  readonly userId: string;
  /** The library that the user works in, by default the user's own. */
  readonly ownerId: string;
  readonly user: UserAccess;
  /** The scopes of the credential, limited by the user's role. */
  readonly scopes: readonly Scope[];
  readonly credential: Credential;
}

export interface Visitor {
  readonly principal: Principal;
  /** Set for a signed-in browser, which other sites' pages can cause to send requests. */
  readonly browser: { readonly csrfToken: string; readonly until: string } | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    visitor?: Visitor;
  }
}

export const SCOPE = 'throughline:scope';
export const OPEN = 'open';

/** Sets the scope that an operation requires. Every operation has this or `OpenToAll`. */
export const NeedsScope = (scope: Scope): MethodDecorator & ClassDecorator => SetMetadata(SCOPE, scope);
/** For health, documentation and the like: requires no token. */
export const OpenToAll = (): MethodDecorator & ClassDecorator => SetMetadata(SCOPE, OPEN);

export const visitorOf = (request: FastifyRequest): Visitor => {
  if (request.visitor === undefined) throw new Problem('unauthorized');
  return request.visitor;
};
export const principalOf = (request: FastifyRequest): Principal => visitorOf(request).principal;
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) =>
  principalOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
