import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { NO_STORE, jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation, type Parameter } from '../../kit/http/operation.js';
import { idempotencyKey } from '../../kit/http/parameters.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { RevokedCount } from '../revoked-count.js';
import { CreatedToken, CreateToken, tokenExample, TokenList } from './tokens.dto.js';
import { Tokens } from './tokens.js';

const tag = 'tokens';
const tokenId: Parameter = { name: 'id', in: 'path', description: 'The id of a token.', schema: { type: 'string' } };

@Controller('api/v1/me/tokens')
export class TokensController {
  constructor(
    @Inject(Tokens) private readonly tokens: Tokens,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Operation({
    id: 'listTokens',
    tag,
    scope: 'read',
    summary: 'List your tokens',
    answers: [{ status: 200, description: 'Tokens that are not revoked.', type: TokenList, example: { items: [tokenExample] } }],
    problems: [],
  })
  async list(@CurrentUser() user: Principal): Promise<TokenList> {
    return { items: await this.tokens.list(user) };
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
        example: { ...tokenExample, last_used_at: null, token: 'tl_…' },
        headers: { Location: 'The token.' },
      },
    ],
    problems: ['user-disabled'],
  })
  create(@Body(bodyPipe) body: CreateToken, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async () => {
      const made = await this.tokens.make(principalOf(request), body);
      return jsonAnswer(201, made, { location: `/api/v1/me/tokens/${made.id}`, ...NO_STORE });
    });
  }

  @Delete()
  @Operation({
    id: 'revokeOtherTokens',
    tag,
    scope: 'write',
    summary: 'Revoke all your other tokens',
    description:
      'Revokes all your tokens but that of this request. Your sign-ins stay valid. ' +
      'Other gateways may accept the tokens for a few more seconds.',
    answers: [{ status: 200, description: 'The tokens are revoked.', type: RevokedCount, example: { revoked: 2 } }],
    problems: [],
  })
  @TakesNoBody()
  async revokeOthers(@CurrentUser() user: Principal): Promise<RevokedCount> {
    return { revoked: await this.tokens.revokeOthers(user) };
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
  revoke(@CurrentUser() user: Principal, @Param('id') id: string): Promise<void> {
    return this.tokens.revoke(user, id);
  }
}
