import { Controller, Delete, Inject, Param } from '@nestjs/common';
import { Operation, type Parameter } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { AdministrationLog } from '../administration-log/index.js';
import { RevokedCount } from '../revoked-count.js';
import { SESSION_STORE, type SessionStore } from '../sign-in/session-store.js';
import { Authenticator } from '../tokens/authenticator.js';
import { TOKEN_STORE, type TokenStore } from '../tokens/token-store.js';
import { Users } from './users.js';

const tag = 'people';
const scope = 'admin';
const parameters: readonly Parameter[] = [
  { name: 'id', in: 'path', description: 'The id of a user.', schema: { type: 'string' } },
];
const example = { revoked: 2 };

/** Ends everything that opens one user's account, for an administrator: a lost laptop, a leaked token. */
@Controller('api/v1/admin/users/:id')
export class UserCredentialsController {
  constructor(
    @Inject(Users) private readonly users: Users,
    @Inject(SESSION_STORE) private readonly sessions: SessionStore,
    @Inject(TOKEN_STORE) private readonly tokens: TokenStore,
    @Inject(AdministrationLog) private readonly log: AdministrationLog,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
  ) {}

  @Delete('sessions')
  @Operation({
    id: 'endSignInsOfUser',
    tag,
    scope,
    summary: 'Sign a user out everywhere',
    description:
      'Ends all sign-ins of the user, and withdraws unopened sign-in links. Tokens stay valid. ' +
      'Other gateways may accept the cookies for a few more seconds.',
    parameters,
    answers: [{ status: 200, description: 'The user is signed out.', type: RevokedCount, example }],
    problems: ['not-found'],
  })
  @TakesNoBody()
  signOut(@Param('id') id: string): Promise<RevokedCount> {
    return this.#revokeAll(id, this.sessions, 'sign_in.all_ended');
  }

  @Delete('tokens')
  @Operation({
    id: 'revokeTokensOfUser',
    tag,
    scope,
    summary: 'Revoke all tokens of a user',
    description: 'Sign-ins stay valid. Other gateways may accept the tokens for a few more seconds.',
    parameters,
    answers: [{ status: 200, description: 'The tokens are revoked.', type: RevokedCount, example }],
    problems: ['not-found'],
  })
  @TakesNoBody()
  revokeTokens(@Param('id') id: string): Promise<RevokedCount> {
    return this.#revokeAll(id, this.tokens, 'token.all_revoked');
  }

  async #revokeAll(
    id: string,
    store: Pick<SessionStore | TokenStore, 'revokeAll'>,
    kind: 'sign_in.all_ended' | 'token.all_revoked',
  ): Promise<RevokedCount> {
    const { id: userId, name } = await this.users.find(id);
    const revoked = await this.log.change(
      () => store.revokeAll(userId),
      () => ({ kind, subject: { type: 'user', id: userId, name } }),
    );
    this.authenticator.forgetUser(userId);
    return { revoked };
  }
}
