import { Controller, Delete, Get, Inject, Param } from '@nestjs/common';
import { AdministrationLog } from '../administration-log/index.js';
import { Operation, type Parameter } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { IDENTITY_STORE, type IdentityStore } from '../identities/identity-store.js';
import { renderIdentity, UserSignInMethods, userMethodsExample } from '../identities/identities.dto.js';
import { ProviderSignIn } from '../identities/provider-sign-in.js';
import { PASSKEY_STORE, type PasskeyStore } from '../passkeys/passkey-store.js';
import { RevokedCount } from '../revoked-count.js';
import { Users } from './users.js';

const tag = 'people';
const scope = 'admin';
const parameters: readonly Parameter[] = [
  { name: 'id', in: 'path', description: 'The id of a user.', schema: { type: 'string' } },
];

/** The ways in which a user can sign in, for an administrator. */
@Controller('api/v1/admin/users/:id')
export class UserMethodsController {
  constructor(
    @Inject(Users) private readonly users: Users,
    @Inject(PASSKEY_STORE) private readonly passkeys: PasskeyStore,
    @Inject(IDENTITY_STORE) private readonly identities: IdentityStore,
    @Inject(ProviderSignIn) private readonly provider: ProviderSignIn,
    @Inject(AdministrationLog) private readonly log: AdministrationLog,
  ) {}

  @Get('sign-in-methods')
  @Operation({
    id: 'getSignInMethodsOfUser',
    tag,
    scope,
    summary: 'Read how a user can sign in',
    description: 'Sign-in links work for every user.',
    parameters,
    answers: [
      { status: 200, description: 'Connected accounts and passkeys.', type: UserSignInMethods, example: userMethodsExample },
    ],
    problems: ['not-found'],
  })
  async methods(@Param('id') id: string): Promise<UserSignInMethods> {
    const { id: userId } = await this.users.find(id);
    const [identities, passkeys] = await Promise.all([this.identities.list(userId), this.passkeys.list(userId)]);
    return {
      accounts: identities.map((one) => renderIdentity(one, this.provider.nameOf(one.issuer))),
      passkeys: passkeys.length,
    };
  }

  @Delete('passkeys')
  @Operation({
    id: 'removePasskeysOfUser',
    tag,
    scope,
    summary: 'Remove all passkeys of a user',
    description: 'They sign nobody in from now on. Sign-ins stay valid, and a sign-in link still signs the user in.',
    parameters,
    answers: [{ status: 200, description: 'The passkeys are removed.', type: RevokedCount, example: { revoked: 2 } }],
    problems: ['not-found'],
  })
  @TakesNoBody()
  async removePasskeys(@Param('id') id: string): Promise<RevokedCount> {
    const { id: userId, name } = await this.users.find(id);
    const revoked = await this.log.change(
      () => this.passkeys.removeAll(userId),
      () => ({ kind: 'passkey.all_deleted', subject: { type: 'user', id: userId, name } }),
    );
    return { revoked };
  }
}
