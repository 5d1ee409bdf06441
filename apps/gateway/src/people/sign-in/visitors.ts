import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticator, SessionPrincipal } from '../tokens/authenticator.js';
import { readBearer } from '../tokens/token.js';
import type { Principal, Visitor } from '../../kit/http/access.js';
import { readSecret, sessionCookie, SESSION_MS, csrfTokenOf } from './session.js';
import type { PublicAddress } from './origin.js';

export const sessionVisitor = (secret: string, { principal, until }: SessionPrincipal): Visitor => ({
  principal,
  browser: { csrfToken: csrfTokenOf(secret), until },
});

const byToken = (principal: Principal | undefined): Visitor | undefined =>
  principal === undefined ? undefined : { principal, browser: undefined };

export class Visitors {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly address: PublicAddress,
  ) {}

  /** A token takes precedence: the cookie does not help if the token is invalid. */
  async identify(request: FastifyRequest, reply: FastifyReply): Promise<Visitor | undefined> {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) return this.#byToken(authorization);
    const place = this.address.cookiesOf(request);
    const secret = readSecret(cookie, place);
    const principal = secret === undefined ? undefined : await this.authenticator.ofSession(secret);
    if (secret === undefined || principal === undefined) return undefined;
    if (principal.isExtended) void reply.header('set-cookie', sessionCookie(secret, SESSION_MS, place));
    return sessionVisitor(secret, principal);
  }

  /** Returns the sender if the credential was read a moment ago. `identify` decides about all others. */
  known(request: FastifyRequest): Visitor | undefined {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) {
      const token = readBearer(authorization);
      return byToken(token === undefined ? undefined : this.authenticator.knownOfToken(token));
    }
    const secret = readSecret(cookie, this.address.cookiesOf(request));
    const session = secret === undefined ? undefined : this.authenticator.knownOfSession(secret);
    return secret === undefined || session === undefined ? undefined : sessionVisitor(secret, session);
  }

  /**
   * Rechecks the sender while a stream is being sent. Sets no cookie and extends nothing, because the answer's head has gone.
   */
  async look(request: FastifyRequest): Promise<Principal | undefined> {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) return (await this.#byToken(authorization))?.principal;
    const secret = readSecret(cookie, this.address.cookiesOf(request));
    return secret === undefined ? undefined : this.authenticator.holderOf(secret);
  }

  /** Returns the secret of the browser's sign-in; undefined if the request has a token, or neither. */
  secretOf(request: FastifyRequest): string | undefined {
    const { authorization, cookie } = request.headers;
    return authorization === undefined ? readSecret(cookie, this.address.cookiesOf(request)) : undefined;
  }

  async #byToken(authorization: string): Promise<Visitor | undefined> {
    const token = readBearer(authorization);
    return byToken(token === undefined ? undefined : await this.authenticator.ofToken(token));
  }
}
