import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Operation } from '../../kit/http/operation.js';
import { PublicAddress } from '../sign-in/origin.js';
import { ProviderState } from './identities.dto.js';
import { isProviderError } from './provider-error.js';
import { redirectUriOf } from './provider-sign-in.controller.js';
import { describeFailure, ProviderSignIn } from './provider-sign-in.js';

const example: ProviderState = {
  issuer: 'https://login.example',
  name: 'Linden School',
  redirect_uri: 'https://recordings.example/api/v1/auth/provider/callback',
  ok: true,
  problem: null,
};

@Controller('api/v1/admin/provider')
export class ProviderStateController {
  constructor(
    @Inject(ProviderSignIn) private readonly signIn: ProviderSignIn,
    @Inject(PublicAddress) private readonly address: PublicAddress,
  ) {}

  @Get()
  @Operation({
    id: 'checkProvider',
    tag: 'people',
    scope: 'admin',
    summary: 'Check whether the identity provider can be used',
    description: 'Asks the provider for its description now.',
    answers: [{ status: 200, description: 'The provider.', type: ProviderState, example }],
    problems: ['provider-off'],
  })
  async check(@Req() request: FastifyRequest): Promise<ProviderState> {
    const { provider } = this.signIn;
    const { issuer, name } = provider.settings;
    const error = await provider.check().then(
      () => undefined,
      (failure: unknown) => {
        if (isProviderError(failure)) return failure;
        throw failure;
      },
    );
    const problem = error === undefined ? null : describeFailure(error);
    return { issuer, name, redirect_uri: redirectUriOf(this.address, request), ok: error === undefined, problem };
  }
}
