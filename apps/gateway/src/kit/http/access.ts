import { SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problems/problem.js';

export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];
export const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text);

/** Scopes of a request, a role or a library: they name each scope that they grant. */
export const grants = (scopes: readonly Scope[], needed: Scope): boolean => scopes.includes(needed);

/** Stored scopes of a credential: each includes the ones before it. */
const includes = (scopes: readonly Scope[], needed: Scope): boolean =>
  scopes.some((scope) => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed));

/** The upper limit of a user's scopes, whatever the token or sign-in. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];
export const isRole = (text: string): text is Role => ROLES.some((role) => role === text);

const HIGHEST = { viewer: 'read', operator: 'write', admin: 'admin' } as const satisfies Record<Role, Scope>;

/** Returns the scopes that both allow. So lowering a role lowers every token and sign-in of its user at once. */
export const limitScopes = (scopes: readonly Scope[], role: Role): readonly Scope[] =>
  SCOPES.filter((scope) => includes(scopes, scope) && includes([HIGHEST[role]], scope));

export const scopesOf = (role: Role): readonly Scope[] => limitScopes(SCOPES, role);

/** The roles of members of a library. An `owner` also manages the members. */
export const LIBRARY_ROLES = ['viewer', 'operator', 'owner'] as const;
export type LibraryRole = (typeof LIBRARY_ROLES)[number];
export const isLibraryRole = (text: string): text is LibraryRole => LIBRARY_ROLES.some((role) => role === text);

/** Returns the scopes of a member. The administration of the server is not part of any library, so `admin` stays. */
export const limitToLibrary = (scopes: readonly Scope[], role: LibraryRole): readonly Scope[] =>
  scopes.filter((scope) => scope !== 'write' || role !== 'viewer');

/** A library of items (USR-01). */
export interface Library {
  readonly id: string;
  readonly name: string;
  /** True for the library that a user has from the start. Its id is the id of the user. */
  readonly isPersonal: boolean;
  /** The spoken language of new items that give none; absent: it is detected. */
  readonly defaultLanguage?: string;
}

/** A library with the role of a user in it. */
export interface LibraryAccess extends Library {
  readonly role: LibraryRole;
}

/** A user's present role and libraries. */
export interface UserAccess {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The library that a token or sign-in works in. */
  readonly library: LibraryAccess;
  /** All libraries of the user, the personal one first. */
  readonly libraries: readonly LibraryAccess[];
}

export interface Credential {
  readonly kind: 'token' | 'session';
  readonly id: string;
  /** The name of a token. */
  readonly name?: string;
}

/** The user of a request, with library and permissions. */
export interface Principal {
  /** The acting user: appears in events, and owns tokens, sign-ins and idempotency keys. */
  readonly userId: string;
  /** The library that the token or sign-in works in. */
  readonly ownerId: string;
  readonly user: UserAccess;
  /** The scopes of the credential, limited by the user's role on the server and in the library. */
  readonly scopes: readonly Scope[];
  /** The scopes of the credential, limited by the user's role on the server only. */
  readonly serverScopes: readonly Scope[];
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
