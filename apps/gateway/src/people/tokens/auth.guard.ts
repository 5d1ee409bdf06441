import { SetMetadata, createParamDecorator, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BY_LINK, linkProblem, verifyRequestLink } from '../../files/opens-by-link.js';
import type { SignedLinks } from '../../files/signed-links.js';
import { readPosition } from '../../projection/position-header.js';
import type { ClientPositions } from '../../projection/client-positions.js';
import { Problem } from '../../http/problems/problem.js';
import { assertNotLimited } from '../../http/requests/limited.js';
import type { RateLimiter } from '../../http/requests/rate-limit.js';
import { refuseForgery } from '../sign-in/forgery.js';
import type { PublicAddress } from '../sign-in/origin.js';
import type { Visitor, Visitors } from '../sign-in/visitors.js';
import { grants, type Scope } from './scope.js';
import type { Principal } from './token.js';

declare module 'fastify' {
  interface FastifyRequest {
    visitor?: Visitor;
  }
}

const SCOPE = 'throughline:scope';
const OPEN = 'open';

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

interface AuthGuardPorts {
  readonly visitors: Visitors;
  readonly links: SignedLinks;
  readonly address: PublicAddress;
  readonly perToken: RateLimiter;
  /** Limits requests without a valid token or sign-in, by address, against guessing. */
  readonly perStranger: RateLimiter;
  readonly reflector: Reflector;
  readonly shown: ClientPositions;
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
    const { principal, browser } = visitor;
    assertNotLimited(this.ports.perToken.take(`${principal.credential.kind}:${principal.credential.id}`));
    if (browser !== undefined) refuseForgery(request, browser.csrfToken, this.ports.address);
    if (!grants(principal.scopes, scope)) throw new Problem('forbidden', { detail: `This needs the scope '${scope}'.` });
    request.visitor = visitor;
    const seen = readPosition(request);
    if (seen !== undefined) this.ports.shown.claim(principal.ownerId, seen);
    void reply.header('vary', 'Authorization, Cookie');
    return true;
  }

  private async identify(request: FastifyRequest, reply: FastifyReply, refusal: () => Problem): Promise<Visitor> {
    const visitor = await this.ports.visitors.identify(request, reply);
    if (visitor !== undefined) return visitor;
    assertNotLimited(this.ports.perStranger.take(request.ip));
    throw refusal();
  }
}
