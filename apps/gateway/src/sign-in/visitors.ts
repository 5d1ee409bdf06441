import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticator, SignedIn } from '../tokens/authenticator.js';
import { bearerOf, type Principal } from '../tokens/token.js';
import { secretIn, sessionCookie } from './cookie.js';
import type { PublicAddress } from './origin.js';
import { SESSION_MS, csrfTokenOf } from './session.js';

/** Who comes in, and by what. */
export interface Visitor {
  readonly principal: Principal;
  /** Of a browser that is signed in: a page of somebody else's can make it send requests. */
  readonly browser: { readonly csrfToken: string; readonly until: string } | undefined;
}

export const signedIn = (secret: string, { principal, until }: SignedIn): Visitor => ({
  principal,
  browser: { csrfToken: csrfTokenOf(secret), until },
});

/** Tells visitors by the token or the cookie that they bring. */
export class Visitors {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly address: PublicAddress,
  ) {}

  /** Whoever brings a token means it: a cookie that comes along does not help a token that does not hold. */
  async identify(request: FastifyRequest, reply: FastifyReply): Promise<Visitor | undefined> {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) return this.#byToken(authorization);
    const isSecure = this.address.isSecure(request);
    const secret = secretIn(cookie, isSecure);
    const known = secret === undefined ? undefined : await this.authenticator.ofSession(secret);
    if (secret === undefined || known === undefined) return undefined;
    if (known.isExtended) void reply.header('set-cookie', sessionCookie(secret, SESSION_MS, isSecure));
    return signedIn(secret, known);
  }

  /** Who it still is, while the answer is being given: nothing that only an answer could tell of is changed. */
  async look(request: FastifyRequest): Promise<Principal | undefined> {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) return (await this.#byToken(authorization))?.principal;
    const secret = secretIn(cookie, this.address.isSecure(request));
    return secret === undefined ? undefined : this.authenticator.holderOf(secret);
  }

  /** The secret of the sign-in of a browser; undefined where a token is sent, or neither. */
  secretOf(request: FastifyRequest): string | undefined {
    const { authorization, cookie } = request.headers;
    return authorization === undefined ? secretIn(cookie, this.address.isSecure(request)) : undefined;
  }

  async #byToken(authorization: string): Promise<Visitor | undefined> {
    const token = bearerOf(authorization);
    const principal = token === undefined ? undefined : await this.authenticator.ofToken(token);
    return principal === undefined ? undefined : { principal, browser: undefined };
  }
}
