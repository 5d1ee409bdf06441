import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../kit/http/access.js';
import { NO_STORE, jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { idempotencyKey } from '../../kit/http/parameters.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { CreatedToken, CreateTokenForUser, tokenExample } from '../tokens/tokens.dto.js';
import { Tokens } from '../tokens/tokens.js';
import { Users } from './users.js';

const example: Readonly<CreatedToken> = {
  ...tokenExample,
  name: 'import script',
  scopes: ['read'],
  library_id: '01J8Z3V5W6X7Y8Z9A0B1C2D3F5',
  library_name: 'Vera',
  made_by: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  made_by_name: 'owner',
  last_used_at: null,
  token: 'tl_…',
};

@Controller('api/v1/admin/users/:id/tokens')
export class UserTokensController {
  constructor(
    @Inject(Users) private readonly users: Users,
    @Inject(Tokens) private readonly tokens: Tokens,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Post()
  @Operation({
    id: 'createTokenForUser',
    tag: 'people',
    scope: 'admin',
    summary: 'Make a token for a user',
    description:
      'The user sees the token with your name, and can revoke it. It never has more rights than the user. ' +
      'Only this answer has the token itself. Other administrators make their tokens themselves.',
    parameters: [{ name: 'id', in: 'path', description: 'The id of a user.', schema: { type: 'string' } }, idempotencyKey],
    body: { type: CreateTokenForUser, required: true, example: { name: 'import script', scopes: ['read'] } },
    answers: [{ status: 201, description: 'The token.', type: CreatedToken, example }],
    problems: ['not-found', 'user-disabled', 'user-being-deleted', 'other-administrator'],
  })
  create(
    @Param('id') id: string,
    @Body(bodyPipe) body: CreateTokenForUser,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async () =>
      jsonAnswer(201, await this.tokens.makeFor(principalOf(request), await this.users.find(id), body), NO_STORE),
    );
  }
}
