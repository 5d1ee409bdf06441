import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import { isUuid, newId } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, grants, principalOf, SCOPES, type Principal, type Scope } from '../../http/access.js';
import { ChoicesField, Field, IntegerField, TextField } from '../../http/fields.js';
import { NO_STORE, jsonAnswer } from '../../http/idempotency/http.js';
import type { StoredAnswer } from '../../http/idempotency/idempotency-store.js';
import { IdempotentRequests } from '../../http/idempotency/idempotent-requests.js';
import { Operation, type Parameter } from '../../http/operation.js';
import { idempotencyKey } from '../../http/parameters.js';
import { notFound, Problem } from '../../http/problems/problem.js';
import { bodyPipe } from '../../http/problems/validation.js';
import { id, list, orNull, text, time, words } from '../../http/schemas.js';
import { Authenticator } from './authenticator.js';
import { TOKEN_STORE, type TokenStore } from './token-store.js';
import { hashOf, newToken, type TokenRecord } from './token.js';

const NAME = 'Your name for the token.';
const DEFAULT_SCOPES: readonly Scope[] = ['read', 'write'];

class CreateToken {
  @TextField(NAME, { min: 1, max: 100, plain: true, required: true })
  name = '';

  @ChoicesField('What the token may be used for. It cannot have a scope that your own token or sign-in lacks.', SCOPES, {
    minItems: 1,
    unique: true,
    default: DEFAULT_SCOPES,
  })
  scopes = DEFAULT_SCOPES;

  @IntegerField('Days until the token expires. Default: it is valid until it is revoked.', { min: 1, max: 3650 })
  expires_in_days?: number;
}

@ApiSchema({ name: 'Token' })
class TokenAnswer {
  @Field(id('The id of the token. It grants no access.')) id!: string;
  @Field(text(NAME)) name!: string;
  @Field(list(words(SCOPES), 'What the token may be used for.')) scopes!: readonly Scope[];
  @Field(time('When the token was made.')) created_at!: string;
  @Field(orNull(time('When the token expires; null: never.'))) expires_at!: string | null;
  @Field(orNull(time('When the token was last used, approximately.'))) last_used_at!: string | null;
}

@ApiSchema({ name: 'CreatedToken' })
class CreatedToken extends TokenAnswer {
  @Field(text('The token itself, shown only here.')) token!: string;
}

class TokenList {
  @Field(list(TokenAnswer, 'Tokens that are still valid.')) items!: readonly TokenAnswer[];
}

const example: Readonly<TokenAnswer> = {
  id: '0199f5a0-5aaa-7000-8000-0d4a2f6f5a10',
  name: 'my laptop',
  scopes: ['read', 'write'],
  created_at: '2026-02-05T10:00:00.000Z',
  expires_at: null,
  last_used_at: '2026-02-05T10:00:00.000Z',
};

const tag = 'tokens';
const tokenId: Parameter = { name: 'id', in: 'path', description: 'The id of a token.', schema: { type: 'string' } };

const itemOf = (token: TokenRecord): Readonly<TokenAnswer> => ({
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
  @Operation({
    id: 'listTokens',
    tag,
    scope: 'read',
    summary: 'List your tokens',
    answers: [{ status: 200, description: 'Tokens that are not revoked.', type: TokenList, example: { items: [example] } }],
    problems: [],
  })
  async list(@CurrentUser() user: Principal): Promise<TokenList> {
    return { items: (await this.tokens.list(user.userId)).map(itemOf) };
  }

  @Post()
  @Operation({
    id: 'createToken',
    tag,
    scope: 'write',
    summary: 'Make a token',
    description: 'Only this answer has the token itself: the server keeps only its hash.',
    parameters: [idempotencyKey],
    body: { type: CreateToken, required: true, example: { name: 'my laptop', scopes: ['read'] } },
    answers: [
      {
        status: 201,
        description: 'The token.',
        type: CreatedToken,
        example: { ...example, last_used_at: null, token: 'tl_…' },
        headers: { Location: 'The token.' },
      },
    ],
    problems: ['idempotency-mismatch', 'request-in-progress'],
  })
  create(@Body(bodyPipe) body: CreateToken, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, () => this.make(principalOf(request), body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    id: 'revokeToken',
    tag,
    scope: 'write',
    summary: 'Revoke a token',
    description: 'Other gateways may accept the token for a few more seconds.',
    parameters: [tokenId],
    answers: [{ status: 204, description: 'The token is revoked.' }],
    problems: ['not-found'],
  })
  async revoke(@CurrentUser() user: Principal, @Param('id') id: string): Promise<void> {
    if (!isUuid(id) || !(await this.tokens.revoke(user.userId, id))) throw notFound();
    this.authenticator.forget({ kind: 'token', id });
  }

  private async make(by: Principal, body: CreateToken): Promise<StoredAnswer> {
    const beyond = body.scopes.filter((scope) => !grants(by.scopes, scope));
    // Otherwise a token with few rights could create one with all.
    if (beyond.length > 0)
      throw new Problem('forbidden', { detail: `A token cannot grant a scope that it does not have: ${beyond.join(', ')}.` });
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
    const headers = { location: `/api/v1/me/tokens/${record.id}`, ...NO_STORE };
    return jsonAnswer(201, { ...itemOf(record), token } satisfies CreatedToken, headers);
  }
}
