import { SetMetadata, createParamDecorator, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BY_LINK, linkProblem, linkVerdict } from '../artifacts/opens-by-link.js';
import type { SignedLinks } from '../artifacts/signed-links.js';
import { positionOf } from '../positions/position-header.js';
import type { ShownPositions } from '../positions/shown-positions.js';
import { Problem } from '../problems/problem.js';
import { limited } from '../requests/limited.js';
import type { RateLimiter } from '../requests/rate-limit.js';
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

/** The scope that an operation needs. Every operation says one, or says that it is open. */
export const NeedsScope = (scope: Scope): MethodDecorator & ClassDecorator => SetMetadata(SCOPE, scope);
/** For health, documentation and the like: no token is asked for. */
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
  /** Requests without a token or sign-in that holds, by address: guessing must be slow. */
  readonly perStranger: RateLimiter;
  readonly reflector: Reflector;
  readonly shown: ShownPositions;
}

const unauthorized = (): Problem =>
  new Problem('unauthorized', { headers: { 'www-authenticate': 'Bearer realm="throughline"' } });

/** Runs before a body is read, so that a stranger's upload is refused at its first byte. */
export class AuthGuard implements CanActivate {
  constructor(private readonly ports: AuthGuardPorts) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const scope = this.ports.reflector.getAllAndOverride<Scope | typeof OPEN | undefined>(SCOPE, targets);
    if (scope === OPEN) {
      limited(this.ports.perToken.take(`ip:${request.ip}`));
      return true;
    }
    if (scope === undefined) throw new Error(`${context.getClass().name} has an operation without a scope`);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const link = this.ports.reflector.getAllAndOverride<boolean | undefined>(BY_LINK, targets)
      ? linkVerdict(request, this.ports.links)
      : undefined;
    if (link === 'holds') {
      limited(this.ports.perToken.take(`ip:${request.ip}`));
      return true;
    }
    // A link that does not hold is no worse than none for whoever may come in anyhow.
    const visitor = await this.identify(request, reply, () => (link === undefined ? unauthorized() : linkProblem(link)));
    const { principal, browser } = visitor;
    limited(this.ports.perToken.take(`${principal.credential.kind}:${principal.credential.id}`));
    if (browser !== undefined) refuseForgery(request, browser.csrfToken, this.ports.address);
    if (!grants(principal.scopes, scope)) throw new Problem('forbidden', { detail: `This needs the scope '${scope}'.` });
    request.visitor = visitor;
    const seen = positionOf(request);
    if (seen !== undefined) this.ports.shown.claim(principal.ownerId, seen);
    void reply.header('vary', 'Authorization, Cookie');
    return true;
  }

  private async identify(request: FastifyRequest, reply: FastifyReply, refusal: () => Problem): Promise<Visitor> {
    const visitor = await this.ports.visitors.identify(request, reply);
    if (visitor !== undefined) return visitor;
    limited(this.ports.perStranger.take(request.ip));
    throw refusal();
  }
}
