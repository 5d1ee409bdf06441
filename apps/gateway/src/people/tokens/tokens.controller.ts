import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import { isUuid, newId } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AdministrationLog, changesOf, type ChangeRecord } from '../../administration-log/index.js';
import { NOW } from '../../gateway-context.js';
import { CurrentUser, grants, principalOf, SCOPES, type Principal, type Scope } from '../../http/access.js';
import { ChoicesField, Field, IntegerField, TextField } from '../../http/fields.js';
import { NO_STORE, jsonAnswer } from '../../http/idempotency/http.js';
import type { StoredAnswer } from '../../http/idempotency/idempotency-store.js';
import { IdempotentRequests } from '../../http/idempotency/idempotent-requests.js';
import { Operation, type Parameter } from '../../http/operation.js';
import { idempotencyKey } from '../../http/parameters.js';
import { TakesNoBody } from '../../http/problems/no-body.js';
import { invalid, notFound, Problem } from '../../http/problems/problem.js';
import { bodyPipe } from '../../http/problems/validation.js';
import { id, list, orNull, text, time, words } from '../../http/schemas.js';
import { hasValue } from '../../http/requests/has-value.js';
import { findVisibleLibrary, scopesInLibrary } from '../libraries/library-rights.js';
import { RevokedCount } from '../revoked-count.js';
import { unauthorizedProblem } from './auth.guard.js';
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

  @TextField('One of your libraries. Default: the library that this request works in. A token works in one library for ever.', {
    min: 1,
    max: 26,
    plain: true,
  })
  library_id?: string;
}

@ApiSchema({ name: 'Token' })
class TokenAnswer {
  @Field(id('The id of the token. It grants no access.')) id!: string;
  @Field(text(NAME)) name!: string;
  @Field(list(words(SCOPES), 'What the token may be used for.')) scopes!: readonly Scope[];
  @Field(id('The library that the token works in.')) library_id!: string;
  @Field(orNull(text('The name of that library; null if you are no longer a member, so that the token is refused.')))
  library_name!: string | null;
  @Field(time('When the token was made.')) created_at!: string;
  @Field(orNull(time('When the token expires; null: never.'))) expires_at!: string | null;
  @Field(orNull(time('When the token was last used, approximately.'))) last_used_at!: string | null;
}

@ApiSchema({ name: 'CreatedToken' })
class CreatedToken extends TokenAnswer {
  @Field(text('The token itself, shown only here.')) token!: string;
}

class TokenList {
  @Field(list(TokenAnswer, 'Tokens that are not revoked, the expired ones included.')) items!: readonly TokenAnswer[];
}

const example: Readonly<TokenAnswer> = {
  id: '0199f5a0-5aaa-7000-8000-0d4a2f6f5a10',
  name: 'my laptop',
  scopes: ['read', 'write'],
  library_id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  library_name: 'owner',
  created_at: '2026-02-05T10:00:00.000Z',
  expires_at: null,
  last_used_at: '2026-02-05T10:00:00.000Z',
};

const tag = 'tokens';
const tokenId: Parameter = { name: 'id', in: 'path', description: 'The id of a token.', schema: { type: 'string' } };

const itemOf = (token: TokenRecord, { user }: Principal): Readonly<TokenAnswer> => ({
  id: token.id,
  name: token.name,
  scopes: token.scopes,
  library_id: token.libraryId,
  library_name: user.libraries.find(({ id }) => id === token.libraryId)?.name ?? null,
  created_at: token.createdAt,
  expires_at: token.expiresAt ?? null,
  last_used_at: token.lastUsedAt ?? null,
});

const subjectOf = ({ id, name }: TokenRecord): ChangeRecord['subject'] => ({ type: 'token', id, name });
const creationOf = (token: TokenRecord): ChangeRecord => ({
  kind: 'token.created',
  subject: subjectOf(token),
  changes: changesOf(undefined, { scopes: token.scopes, expires_at: token.expiresAt }, ['scopes', 'expires_at']),
});
const revocationOf = (token: TokenRecord): ChangeRecord => ({ kind: 'token.revoked', subject: subjectOf(token) });

const DAY_MS = 24 * 60 * 60 * 1000;

@Controller('api/v1/me/tokens')
export class TokensController {
  constructor(
    @Inject(TOKEN_STORE) private readonly tokens: TokenStore,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(AdministrationLog) private readonly log: AdministrationLog,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(NOW) private readonly now: () => Date,
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
    return { items: (await this.tokens.list(user.userId)).map((token) => itemOf(token, user)) };
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
    problems: [],
  })
  create(@Body(bodyPipe) body: CreateToken, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, () => this.make(principalOf(request), body));
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
  async revokeOthers(@CurrentUser() { userId, user, credential }: Principal): Promise<RevokedCount> {
    const revoked = await this.log.change(
      () => this.tokens.revokeAll(userId, credential.kind === 'token' ? credential.id : undefined),
      () => ({ kind: 'token.all_revoked', subject: { type: 'user', id: userId, name: user.name } }),
    );
    this.authenticator.forgetUser(userId);
    return { revoked };
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
    const isHis =
      isUuid(id) &&
      (
        await this.log.change(
          () => this.#revoke(user.userId, id),
          ({ token }) => token && revocationOf(token),
        )
      ).isHis;
    if (!isHis) throw notFound();
    this.authenticator.forget({ kind: 'token', id });
  }

  /** Returns the token too, unless it was revoked before. */
  async #revoke(userId: string, id: string): Promise<{ isHis: boolean; token: TokenRecord | undefined }> {
    const token = (await this.tokens.list(userId)).find((one) => one.id === id);
    return { isHis: await this.tokens.revoke(userId, id), token };
  }

  private async make(by: Principal, body: CreateToken): Promise<StoredAnswer> {
    const library = hasValue(body.library_id) ? findVisibleLibrary(by, body.library_id) : by.user.library;
    if (library === undefined) throw invalid([{ pointer: '/library_id', message: 'must be one of your libraries' }]);
    const granted = scopesInLibrary(by, library);
    const beyond = body.scopes.filter((scope) => !grants(granted, scope));
    // Otherwise a token with few rights could create one with all.
    if (beyond.length > 0)
      throw new Problem('forbidden', { detail: `A token cannot grant a scope that it does not have: ${beyond.join(', ')}.` });
    const token = newToken();
    const days = body.expires_in_days;
    const added = {
      id: newId(),
      userId: by.userId,
      libraryId: library.id,
      name: body.name,
      scopes: body.scopes,
      hash: hashOf(token),
      expiresAt: days === undefined ? undefined : new Date(this.now().getTime() + days * DAY_MS).toISOString(),
    };
    const record = await this.log.change(
      () => this.tokens.add(added),
      (made) => made && creationOf(made),
    );
    // Disabled since this request was accepted.
    if (record === undefined) throw unauthorizedProblem();
    const headers = { location: `/api/v1/me/tokens/${record.id}`, ...NO_STORE };
    return jsonAnswer(201, { ...itemOf(record, by), token } satisfies CreatedToken, headers);
  }
}
