import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import { notFound } from '../problems/problem.js';
import { noBodyPipe } from '../problems/no-body.js';
import { bodyPipe } from '../problems/validation.js';
import { PublicAddress } from '../sign-in/origin.js';
import { Visitors } from '../sign-in/visitors.js';
import { CurrentUser, NeedsScope, principalOf } from '../tokens/auth.guard.js';
import type { Principal } from '../tokens/token.js';
import { ConnectCredential, browserOf } from './connect.js';
import type { CredentialItem } from './credential-item.js';
import { ChangeCredential, CreateCredential } from './credentials.dto.js';
import { Credentials } from './credentials.js';

/** As the sources number them. */
const idOf = (text: string): number => {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw notFound();
  return Number(text);
};

/** What opens services of others, for the library's outputs. */
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
  @NeedsScope('read')
  async list(@CurrentUser() user: Principal): Promise<{ items: readonly CredentialItem[] }> {
    return { items: await this.credentials.list(user.ownerId) };
  }

  @Post()
  @NeedsScope('write')
  async create(
    @Body(bodyPipe) body: CreateCredential,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { ownerId } = principalOf(request);
    const answer = await this.once.run(keyedRequest(request), {
      digest: () => Promise.resolve(this.credentials.digest(hashOfJson(body))),
      work: async () => {
        const item = await this.credentials.add(ownerId, body);
        return jsonAnswer(201, item, { location: `/api/v1/credentials/${String(item.id)}` });
      },
    });
    sendAnswer(reply, answer);
  }

  @Get(':id')
  @NeedsScope('read')
  async one(@CurrentUser() user: Principal, @Param('id') id: string): Promise<CredentialItem> {
    return this.credentials.item(await this.credentials.find(user.ownerId, idOf(id)));
  }

  @Patch(':id')
  @NeedsScope('write')
  change(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Body(bodyPipe) body: ChangeCredential,
  ): Promise<CredentialItem> {
    return this.credentials.change(user.ownerId, idOf(id), body);
  }

  @Delete(':id')
  @HttpCode(204)
  @NeedsScope('write')
  async remove(@CurrentUser() user: Principal, @Param('id') id: string, @Body(noBodyPipe) _: unknown): Promise<void> {
    await this.credentials.remove(user.ownerId, idOf(id));
  }

  @Post(':id/connect')
  @NeedsScope('write')
  async connect(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { ownerId, userId } = principalOf(request);
    const answer = await this.once.run(keyedRequest(request), {
      digest: () => Promise.resolve(hashOfJson(null)),
      work: async () => {
        const credential = await this.credentials.find(ownerId, idOf(id));
        const secret = this.visitors.secretOf(request);
        const browser = secret === undefined ? undefined : browserOf(secret);
        return jsonAnswer(200, await this.connecting.begin(credential, { userId, origin: this.address.of(request), browser }));
      },
    });
    sendAnswer(reply, { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } });
  }
}
