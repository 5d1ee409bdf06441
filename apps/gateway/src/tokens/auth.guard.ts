import { SetMetadata, createParamDecorator, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import type { RateLimiter } from '../requests/rate-limit.js';
import type { Authenticator } from './authenticator.js';
import { bearerOf, grants, type Principal, type Scope } from './token.js';

declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal;
  }
}

const SCOPE = 'throughline:scope';
const OPEN = 'open';

/** The scope that an operation needs. Every operation says one, or says that it is open. */
export const NeedsScope = (scope: Scope): MethodDecorator & ClassDecorator => SetMetadata(SCOPE, scope);
/** For health, documentation and the like: no token is asked for. */
export const OpenToAll = (): MethodDecorator & ClassDecorator => SetMetadata(SCOPE, OPEN);

export const principalOf = (request: FastifyRequest): Principal => {
  if (request.principal === undefined) throw new Problem('unauthorized');
  return request.principal;
};
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) =>
  principalOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

interface AuthGuardPorts {
  readonly authenticator: Authenticator;
  readonly perToken: RateLimiter;
  /** Requests without a valid token, by address: guessing must be slow. */
  readonly perStranger: RateLimiter;
  readonly reflector: Reflector;
}

const unauthorized = (): Problem =>
  new Problem('unauthorized', { headers: { 'www-authenticate': 'Bearer realm="throughline"' } });

const limited = (waitMs: number): void => {
  if (waitMs === 0) return;
  const seconds = String(Math.ceil(waitMs / 1000));
  throw new Problem('rate-limited', { headers: { 'retry-after': seconds } });
};

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
    const principal = await this.identify(request);
    limited(this.ports.perToken.take(`token:${principal.tokenId}`));
    if (!grants(principal.scopes, scope)) throw new Problem('forbidden', { detail: `This needs the scope '${scope}'.` });
    request.principal = principal;
    context.switchToHttp().getResponse<FastifyReply>().header('vary', 'Authorization');
    return true;
  }

  private async identify(request: FastifyRequest): Promise<Principal> {
    const token = bearerOf(request.headers.authorization);
    const principal = token === undefined ? undefined : await this.ports.authenticator.authenticate(token);
    if (principal !== undefined) return principal;
    limited(this.ports.perStranger.take(request.ip));
    throw unauthorized();
  }
}
