import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NO_STORE, hashOfJson, jsonAnswer, readKeyedRequest, sendAnswer } from '../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../kit/http/idempotency/idempotent-requests.js';
import { TakesNoBody } from '../kit/http/problems/no-body.js';
import { bodyPipe } from '../kit/http/problems/validation.js';
import { Operation, type Parameter } from '../kit/http/operation.js';
import { idempotencyKey, parseRowId } from '../kit/http/parameters.js';
import { PublicAddress, Visitors } from '../people/index.js';
import { CurrentUser, principalOf, type Principal } from '../kit/http/access.js';
import { ConnectCredential, hashBrowserSecret } from './connect.js';
import { CredentialAnswer, CredentialList, CredentialTestAnswer, CredentialTypeList, listCredentialTypes } from './credential.js';
import { ChangeCredential, ConsentLink, CreateCredential } from './credentials.dto.js';
import { Credentials } from './credentials.js';

const example: Readonly<CredentialAnswer> = {
  id: 3,
  type: 'google',
  name: 'Team Drive',
  state: 'ok',
  account: 'recordings@example.org',
  connected_at: '2026-02-05T10:00:00.000Z',
  last_used_at: '2026-02-05T11:00:00.000Z',
  used_by: ['drive'],
  created_at: '2026-02-05T09:59:00.000Z',
};
const unconnected: CredentialAnswer = {
  ...example,
  state: 'needs_reauth',
  account: null,
  connected_at: null,
  last_used_at: null,
  used_by: [],
};

const tag = 'credentials';
const credentialId: Parameter = {
  name: 'id',
  in: 'path',
  description: 'The number of a credential.',
  schema: { type: 'string' },
};
const one = { status: 200, description: 'The credential, without its secret.', type: CredentialAnswer, example };

@Controller('api/v1/credentials')
export class CredentialsController {
  constructor(
    @Inject(Credentials) private readonly credentials: Credentials,
    @Inject(ConnectCredential) private readonly connecting: ConnectCredential,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(Visitors) private readonly visitors: Visitors,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Operation({
    id: 'listCredentials',
    tag,
    scope: 'read',
    summary: 'List the credentials of your library',
    answers: [
      { status: 200, description: 'Credentials, without their secrets.', type: CredentialList, example: { items: [example] } },
    ],
    problems: [],
  })
  async list(@CurrentUser() user: Principal): Promise<CredentialList> {
    return { items: await this.credentials.list(user.ownerId) };
  }

  @Post()
  @Operation({
    id: 'createCredential',
    tag,
    scope: 'write',
    summary: 'Save a credential',
    description:
      'Secrets are encrypted, and only the service that uses them can read them. Connect the account of a credential of a service, such as `google`, next.',
    parameters: [idempotencyKey],
    body: {
      type: CreateCredential,
      required: true,
      example: { type: 'google', name: 'Team Drive', client_id: '1-a.apps.googleusercontent.com', client_secret: 'GOCSPX-…' },
    },
    answers: [{ ...one, status: 201, example: unconnected, headers: { Location: 'The credential.' } }],
    problems: [],
  })
  async create(
    @Body(bodyPipe) body: CreateCredential,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { ownerId } = principalOf(request);
    const answer = await this.once.run(readKeyedRequest(request), {
      digest: () => Promise.resolve(this.credentials.digest(hashOfJson(body))),
      work: async () => {
        const item = await this.credentials.add(ownerId, body);
        return jsonAnswer(201, item, { location: `/api/v1/credentials/${String(item.id)}` });
      },
    });
    sendAnswer(reply, answer);
  }

  @Get(':id')
  @Operation({
    id: 'getCredential',
    tag,
    scope: 'read',
    summary: 'Read a credential and its state',
    parameters: [credentialId],
    answers: [one],
    problems: ['not-found'],
  })
  async one(@CurrentUser() user: Principal, @Param('id') id: string): Promise<CredentialAnswer> {
    return this.credentials.item(await this.credentials.find(user.ownerId, parseRowId(id)));
  }

  @Patch(':id')
  @Operation({
    id: 'changeCredential',
    tag,
    scope: 'write',
    summary: 'Rename a credential, or replace its secrets',
    description: 'Send all secrets of the type together. With another OAuth client, the account must be connected again.',
    parameters: [credentialId],
    body: { type: ChangeCredential, required: false, example: { name: 'Drive of the team' } },
    answers: [one],
    problems: ['not-found'],
  })
  change(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Body(bodyPipe) body: ChangeCredential,
  ): Promise<CredentialAnswer> {
    return this.credentials.change(user.ownerId, parseRowId(id), body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    id: 'removeCredential',
    tag,
    scope: 'write',
    summary: 'Remove a credential',
    description:
      'Not while an output or a channel uses it. The consent at the service remains until it is withdrawn in the account.',
    parameters: [credentialId],
    answers: [{ status: 204, description: 'The credential and its secret are removed.' }],
    problems: ['not-found', 'credential-in-use'],
  })
  @TakesNoBody()
  async remove(@CurrentUser() user: Principal, @Param('id') id: string): Promise<void> {
    await this.credentials.remove(user.ownerId, parseRowId(id));
  }

  @Post(':id/test')
  @Operation({
    id: 'testCredential',
    tag,
    scope: 'write',
    summary: 'Test a credential',
    description:
      'Asks the service which account the credential opens. Passwords and tokens say nothing about a service: test an output ' +
      'or a channel that uses them.',
    parameters: [credentialId, idempotencyKey],
    answers: [
      {
        status: 200,
        description: 'The result.',
        type: CredentialTestAnswer,
        example: { result: 'ok', message: 'Google answers for recordings@example.org.', account: 'recordings@example.org' },
      },
    ],
    problems: ['not-found', 'no-upload-service', 'no-ingest-service'],
  })
  @TakesNoBody()
  test(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async ({ owner }) =>
      jsonAnswer(200, await this.credentials.test(owner, parseRowId(id))),
    );
  }

  @Post(':id/connect')
  @Operation({
    id: 'connectCredential',
    tag,
    scope: 'write',
    summary: 'Start to connect an account at a service',
    description:
      'Returns the address of the consent page, for the browser that sends this request. If a token sends it: for a browser ' +
      'that is signed in as the same user. After the consent, everything that waits for the account continues by itself.',
    parameters: [credentialId, idempotencyKey],
    answers: [
      {
        status: 200,
        description: 'The address of the consent page, valid for ten minutes.',
        type: ConsentLink,
        example: { url: 'https://accounts.google.com/o/oauth2/v2/auth?state=…', expires_at: '2026-02-05T10:10:00.000Z' },
      },
    ],
    problems: ['not-found', 'credential-not-connectable'],
  })
  @TakesNoBody()
  connect(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async ({ owner, by: userId }) => {
      const credential = await this.credentials.find(owner, parseRowId(id));
      const secret = this.visitors.secretOf(request);
      const browser = secret === undefined ? undefined : hashBrowserSecret(secret);
      const link = await this.connecting.begin(credential, { userId, origin: this.address.of(request), browser });
      return jsonAnswer(200, link, NO_STORE);
    });
  }
}

@Controller('api/v1/credential-types')
export class CredentialTypesController {
  @Get()
  @Operation({
    id: 'listCredentialTypes',
    tag,
    scope: 'read',
    summary: 'List the types of credentials',
    answers: [
      {
        status: 200,
        description: 'The types, with the fields of their secrets.',
        type: CredentialTypeList,
        example: { items: listCredentialTypes().items.filter(({ type }) => type === 'google') },
      },
    ],
    problems: [],
  })
  list(): CredentialTypeList {
    return listCredentialTypes();
  }
}
