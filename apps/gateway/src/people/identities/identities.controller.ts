import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isValid } from 'ulid';
import { AdministrationLog } from '../administration-log/index.js';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation, type Parameter } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { Problem, notFound } from '../../kit/http/problems/problem.js';
import { PublicAddress } from '../sign-in/origin.js';
import { IdentityList, identityExample, ProviderLink, renderIdentity } from './identities.dto.js';
import { IDENTITY_STORE, type IdentityStore } from './identity-store.js';
import { redirectUriOf, takeBrowserSecret } from './provider-sign-in.controller.js';
import { coversRole, ProviderSignIn } from './provider-sign-in.js';

const tag = 'people';
const scope = 'read';
const identityId: Parameter = {
  name: 'id',
  in: 'path',
  description: 'The id of a connected account.',
  schema: { type: 'string' },
};
const url = 'https://login.example/authorize?client_id=throughline&state=m1Zt2wqXo5yVn0s8kqv7cXb3uYw4rTfEhJdKlPaQzGs';

/** The accounts at the identity provider that sign a user in. */
@Controller('api/v1/me/identities')
export class IdentitiesController {
  constructor(
    @Inject(IDENTITY_STORE) private readonly identities: IdentityStore,
    @Inject(ProviderSignIn) private readonly signIn: ProviderSignIn,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(AdministrationLog) private readonly log: AdministrationLog,
  ) {}

  @Get()
  @Operation({
    id: 'listIdentities',
    tag,
    scope,
    summary: 'List your connected accounts',
    answers: [{ status: 200, description: 'Connected accounts.', type: IdentityList, example: { items: [identityExample] } }],
    problems: [],
  })
  async list(@CurrentUser() { userId }: Principal): Promise<IdentityList> {
    return { items: (await this.identities.list(userId)).map((one) => renderIdentity(one, this.signIn.nameOf(one.issuer))) };
  }

  @Post()
  @HttpCode(200)
  @Operation({
    id: 'connectIdentity',
    tag,
    scope,
    summary: 'Start to connect an account at the identity provider',
    description:
      'For the page. Afterwards the account signs you in. Needs a sign-in with all rights of your role, in the browser in which ' +
      'the provider returns.',
    answers: [{ status: 200, description: "The provider's page.", type: ProviderLink, example: { url } }],
    problems: ['provider-off', 'provider-unavailable'],
  })
  @TakesNoBody()
  async connect(
    @CurrentUser() by: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProviderLink> {
    const secret = takeBrowserSecret(request, reply, this.address.cookiesOf(request));
    return { url: await this.signIn.startConnecting(secret, redirectUriOf(this.address, request), by) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    id: 'disconnectIdentity',
    tag,
    scope,
    summary: 'Disconnect an account',
    description: 'The account no longer signs you in. Existing sign-ins continue. Needs all rights of your role.',
    parameters: [identityId],
    answers: [{ status: 204, description: 'The account is disconnected.' }],
    problems: ['not-found', 'last-sign-in-method'],
  })
  @TakesNoBody()
  async disconnect(@CurrentUser() by: Principal, @Param('id') id: string): Promise<void> {
    const isHis = isValid(id) && (await this.identities.list(by.userId)).some((one) => one.id === id);
    if (!isHis) throw notFound();
    if (!coversRole(by)) throw new Problem('forbidden', { detail: 'This needs all rights of your role.' });
    const subject = { type: 'user', id: by.userId, name: by.user.name };
    const outcome = await this.log.change(
      () => this.identities.disconnect(by.userId, id),
      (result) => result === 'disconnected' && { kind: 'identity.disconnected', subject },
    );
    if (outcome === 'absent') throw notFound();
    if (outcome === 'last') throw new Problem('last-sign-in-method');
  }
}
