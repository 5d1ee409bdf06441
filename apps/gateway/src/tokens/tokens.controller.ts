import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { isUuid, newId } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import type { StoredAnswer } from '../idempotency/idempotency-store.js';
import { Problem, notFound } from '../problems/problem.js';
import { bodyPipe } from '../problems/validation.js';
import { CurrentUser, NeedsScope, principalOf } from './auth.guard.js';
import { Authenticator } from './authenticator.js';
import type { TokenStore } from './token-store.js';
import { grants, type Scope } from './scope.js';
import { hashOf, newToken, type Principal, type TokenRecord } from './token.js';
import { CreateToken } from './tokens.dto.js';

export const TOKEN_STORE = Symbol('TokenStore');

interface TokenItem {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
}

const itemOf = (token: TokenRecord): TokenItem => ({
  id: token.id,
  name: token.name,
  scopes: token.scopes,
  created_at: token.createdAt,
  expires_at: token.expiresAt ?? null,
  last_used_at: token.lastUsedAt ?? null,
});

const DAY_MS = 24 * 60 * 60 * 1000;

@Controller('api/v1/me/tokens')
export class TokensController {
  constructor(
    @Inject(TOKEN_STORE) private readonly tokens: TokenStore,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @NeedsScope('read')
  async list(@CurrentUser() user: Principal): Promise<{ items: readonly TokenItem[] }> {
    return { items: (await this.tokens.list(user.userId)).map(itemOf) };
  }

  @Post()
  @NeedsScope('write')
  async create(@Body(bodyPipe) body: CreateToken, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const principal = principalOf(request);
    const answer = await this.once.run(keyedRequest(request), {
      digest: () => Promise.resolve(hashOfJson(body)),
      work: () => this.make(principal, body),
    });
    sendAnswer(reply, { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } });
  }

  @Delete(':id')
  @HttpCode(204)
  @NeedsScope('write')
  async revoke(@CurrentUser() user: Principal, @Param('id') id: string): Promise<void> {
    if (!isUuid(id) || !(await this.tokens.revoke(user.userId, id))) throw notFound();
    this.authenticator.forget({ kind: 'token', id });
  }

  private async make(by: Principal, body: CreateToken): Promise<StoredAnswer> {
    const beyond = body.scopes.filter((scope) => !grants(by.scopes, scope));
    // Else a token that may read a little could make one that may do everything.
    if (beyond.length > 0)
      throw new Problem('forbidden', { detail: `A token cannot give a scope that it does not have: ${beyond.join(', ')}.` });
    const token = newToken();
    const days = body.expires_in_days;
    const record = await this.tokens.add({
      id: newId(),
      userId: by.userId,
      name: body.name,
      scopes: body.scopes,
      hash: hashOf(token),
      expiresAt: days === undefined ? undefined : new Date(Date.now() + days * DAY_MS).toISOString(),
    });
    return jsonAnswer(201, { ...itemOf(record), token }, { location: `/api/v1/me/tokens/${record.id}` });
  }
}
