import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { FailedSignIns } from '../administration-log/index.js';
import { grants, OPEN, SCOPE, type Scope, type Visitor } from '../../kit/http/access.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { assertNotLimited, type RateLimiter } from '../../kit/http/requests/rate-limit.js';
import { readPosition, type ClientPositions } from '../../adapters/projection/index.js';
import type { PublicAddress } from '../sign-in/origin.js';
import type { Visitors } from '../sign-in/visitors.js';
import { BY_LINK, linkProblem, verifyRequestLink } from './opens-by-link.js';
import type { SignedLinks } from './signed-links.js';

const HARMLESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const isSame = (value: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(value), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * Refuses cross-site requests. A browser adds the cookie to requests from any page, so a change needs our CSRF token and a
 * browser header that names our own page.
 */
function refuseForgery(request: FastifyRequest, csrfToken: string, address: PublicAddress): void {
  if (HARMLESS.has(request.method)) return;
  const token = request.headers['x-csrf-token'];
  if (typeof token !== 'string' || !isSame(token, csrfToken))
    throw new Problem('csrf', { detail: 'The header X-CSRF-Token is missing, or does not belong to this sign-in.' });
  if (!address.isOwnPage(request))
    throw new Problem('csrf', { detail: 'According to the browser, the request does not come from a page of this server.' });
}

interface AuthGuardPorts {
  readonly visitors: Visitors;
  readonly links: SignedLinks;
  readonly address: PublicAddress;
  readonly perToken: RateLimiter;
  /** Limits requests without a valid token or sign-in, by address, against guessing. */
  readonly perStranger: RateLimiter;
  readonly reflector: Reflector;
  readonly shown: ClientPositions;
  readonly failed: Pick<FailedSignIns, 'add'>;
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const unauthorizedProblem = (): Problem =>
  new Problem('unauthorized', { headers: { 'www-authenticate': 'Bearer realm="throughline"' } });

/** The authentication of requests. It runs before a body is read, so that a stranger's upload is refused at its first byte. */
export class AuthGuard implements CanActivate {
  constructor(private readonly ports: AuthGuardPorts) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const scope = this.ports.reflector.getAllAndOverride<Scope | typeof OPEN | undefined>(SCOPE, targets);
    if (scope === OPEN) {
      assertNotLimited(this.ports.perToken.take(`ip:${request.ip}`));
      return true;
    }
    if (scope === undefined) throw new Error(`${context.getClass().name} has an operation without a scope`);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const link = this.ports.reflector.getAllAndOverride<boolean | undefined>(BY_LINK, targets)
      ? verifyRequestLink(request, this.ports.links)
      : undefined;
    if (link === 'holds') {
      assertNotLimited(this.ports.perToken.take(`ip:${request.ip}`));
      return true;
    }
    // An invalid link must not shut out a user with access of their own.
    const visitor = await this.identify(request, reply, () => (link === undefined ? unauthorizedProblem() : linkProblem(link)));
    this.admit(visitor, scope, { request, reply });
    return true;
  }

  /** Returns the sender if the credential was read a moment ago. The usual way decides about all others. */
  known(request: FastifyRequest): Visitor | undefined {
    return this.ports.visitors.known(request);
  }

  /** Throws unless the sender may do this now. */
  admit(visitor: Visitor, scope: Scope, { request, reply }: Exchange): void {
    const { principal, browser } = visitor;
    assertNotLimited(this.ports.perToken.take(`${principal.credential.kind}:${principal.credential.id}`));
    if (browser !== undefined) refuseForgery(request, browser.csrfToken, this.ports.address);
    if (!grants(principal.scopes, scope)) throw new Problem('forbidden', { detail: `This needs the scope '${scope}'.` });
    request.visitor = visitor;
    const seen = readPosition(request);
    if (seen !== undefined) this.ports.shown.claim(principal.ownerId, seen);
    void reply.header('vary', 'Authorization, Cookie');
  }

  private async identify(request: FastifyRequest, reply: FastifyReply, refusal: () => Problem): Promise<Visitor> {
    const visitor = await this.ports.visitors.identify(request, reply);
    if (visitor !== undefined) return visitor;
    // A browser keeps the cookie of an expired sign-in, so only a refused token is an attempt.
    if (request.headers.authorization !== undefined) this.ports.failed.add({ address: request.ip, method: 'token' });
    assertNotLimited(this.ports.perStranger.take(request.ip));
    throw refusal();
  }
}
