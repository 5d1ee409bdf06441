import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Patch, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isValid } from 'ulid';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation, type Parameter } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { notFound } from '../../kit/http/problems/problem.js';
import { bodyPipe, requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { PublicAddress } from '../sign-in/origin.js';
import {
  AddPasskey,
  PasskeyAnswer,
  passkeyExample,
  PasskeyList,
  PasskeyOptions,
  RenamePasskey,
  renderPasskey,
} from './passkeys.dto.js';
import { Passkeys } from './passkeys.js';
import { relyingPartyOf } from './relying-party.js';

const tag = 'people';
const scope = 'read';
const parameters: readonly Parameter[] = [
  { name: 'id', in: 'path', description: 'The id of a passkey.', schema: { type: 'string' } },
];
const one = { status: 200, description: 'The passkey.', type: PasskeyAnswer, example: passkeyExample };

@Controller('api/v1/me/passkeys')
export class PasskeysController {
  constructor(
    @Inject(Passkeys) private readonly passkeys: Passkeys,
    @Inject(PublicAddress) private readonly address: PublicAddress,
  ) {}

  @Get()
  @Operation({
    id: 'listPasskeys',
    tag,
    scope,
    summary: 'List your passkeys',
    answers: [{ status: 200, description: 'Your passkeys.', type: PasskeyList, example: { items: [passkeyExample] } }],
    problems: [],
  })
  async list(@CurrentUser() { userId }: Principal): Promise<PasskeyList> {
    return { items: (await this.passkeys.list(userId)).map(renderPasskey) };
  }

  @Post('options')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'preparePasskey',
    tag,
    scope,
    summary: 'Prepare a new passkey',
    description: 'Needs a browser that signed in within the last ten minutes, with all rights of your role.',
    answers: [{ status: 200, description: 'The options.', type: PasskeyOptions, example: { options: {} } }],
    problems: ['sign-in-too-old', 'passkeys-unavailable', 'too-many-passkeys'],
  })
  @TakesNoBody()
  async options(@CurrentUser() user: Principal, @Req() request: FastifyRequest): Promise<PasskeyOptions> {
    return { options: await this.passkeys.registrationOptions(user, relyingPartyOf(request, this.address)) };
  }

  @Post()
  @Operation({
    id: 'addPasskey',
    tag,
    scope,
    summary: 'Add a passkey',
    description: 'With the answer of the authenticator to the options. An answer counts once, in the browser that asked for it.',
    body: { type: AddPasskey, required: true, example: { name: 'Laptop, fingerprint', response: {} } },
    answers: [{ ...one, status: 201 }],
    problems: ['passkey-invalid', 'sign-in-too-old', 'passkeys-unavailable', 'too-many-passkeys'],
  })
  async add(
    @Body(bodyPipe) body: AddPasskey,
    @CurrentUser() user: Principal,
    @Req() request: FastifyRequest,
  ): Promise<PasskeyAnswer> {
    return renderPasskey(await this.passkeys.register(user, relyingPartyOf(request, this.address), body));
  }

  @Patch(':id')
  @Operation({
    id: 'renamePasskey',
    tag,
    scope,
    summary: 'Rename a passkey',
    parameters,
    body: { type: RenamePasskey, required: true, example: { name: 'Blue key' } },
    answers: [one],
    problems: ['not-found'],
  })
  async rename(
    @Param('id') id: string,
    @Body(requiredBodyPipe) { name }: RenamePasskey,
    @CurrentUser() { userId }: Principal,
  ): Promise<PasskeyAnswer> {
    if (!isValid(id)) throw notFound();
    return renderPasskey(await this.passkeys.rename(userId, id, name));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    id: 'removePasskey',
    tag,
    scope,
    summary: 'Remove a passkey',
    description: 'It signs nobody in from now on. Its sign-ins stay valid, and you can still sign in with a link.',
    parameters,
    answers: [{ status: 204, description: 'The passkey is removed.' }],
    problems: ['not-found'],
  })
  @TakesNoBody()
  async remove(@Param('id') id: string, @CurrentUser() { userId }: Principal): Promise<void> {
    if (!isValid(id)) throw notFound();
    await this.passkeys.remove(userId, id);
  }
}
