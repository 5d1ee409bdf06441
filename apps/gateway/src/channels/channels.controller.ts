import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import type { StoredAnswer } from '../idempotency/idempotency-store.js';
import { noBodyPipe } from '../problems/no-body.js';
import { notFound } from '../problems/problem.js';
import { bodyPipe } from '../problems/validation.js';
import { PublicAddress } from '../sign-in/origin.js';
import { CurrentUser, NeedsScope, principalOf } from '../tokens/auth.guard.js';
import type { Principal } from '../tokens/token.js';
import type { ChannelItem } from './channel-item.js';
import { etagOf } from './channel.js';
import { ChangeChannel, CheckChannel, CreateChannel } from './channels.dto.js';
import { Channels } from './channels.js';

const idOf = (text: string): number => {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw notFound();
  return Number(text);
};

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const NO_STORE = { 'cache-control': 'no-store' };

/** Where videos come from whose pages show how they stand. */
@Controller('api/v1/channels')
export class ChannelsController {
  constructor(
    @Inject(Channels) private readonly channels: Channels,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @NeedsScope('read')
  async list(@CurrentUser() user: Principal, @Req() request: FastifyRequest): Promise<{ items: readonly ChannelItem[] }> {
    const origin = this.address.of(request);
    return { items: (await this.channels.list(user.ownerId)).map((one) => this.channels.item(one, origin)) };
  }

  @Post()
  @NeedsScope('write')
  create(@Body(bodyPipe) body: CreateChannel, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.carryOut({ request, reply }, body, async (user) => {
      const { channel, secret } = await this.channels.add(user.ownerId, body);
      const location = `/api/v1/channels/${String(channel.id)}`;
      const item = { ...this.channels.item(channel, this.address.of(request)), secret };
      return jsonAnswer(201, item, { location, etag: etagOf(channel), ...NO_STORE });
    });
  }

  @Get(':id')
  @NeedsScope('read')
  async one(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChannelItem> {
    const channel = await this.channels.find(user.ownerId, idOf(id));
    void reply.header('etag', etagOf(channel));
    return this.channels.item(channel, this.address.of(request));
  }

  @Patch(':id')
  @NeedsScope('write')
  async change(
    @Param('id') id: string,
    @Body(bodyPipe) body: ChangeChannel,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChannelItem> {
    const channel = await this.channels.change(principalOf(request).ownerId, idOf(id), body, ifMatch);
    void reply.header('etag', etagOf(channel));
    return this.channels.item(channel, this.address.of(request));
  }

  @Delete(':id')
  @HttpCode(204)
  @NeedsScope('write')
  async remove(@CurrentUser() user: Principal, @Param('id') id: string, @Body(noBodyPipe) _: unknown): Promise<void> {
    await this.channels.remove(user.ownerId, idOf(id));
  }

  @Post(':id/secret')
  @NeedsScope('write')
  renewSecret(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.carryOut({ request, reply }, null, async (user) =>
      jsonAnswer(200, { secret: await this.channels.renewSecret(user.ownerId, idOf(id)) }, NO_STORE),
    );
  }

  @Post(':id/check')
  @NeedsScope('write')
  check(
    @Param('id') id: string,
    @Body(bodyPipe) body: CheckChannel,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.carryOut({ request, reply }, body, async (user) => {
      const { items } = await this.channels.check(user.ownerId, idOf(id), body.page_id);
      return jsonAnswer(200, { items, ok: items.every(({ result }) => result === 'ok') });
    });
  }

  @Post(':id/resync')
  @NeedsScope('write')
  resync(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.carryOut({ request, reply }, null, async (user) =>
      jsonAnswer(202, { asked: await this.channels.resync(user.ownerId, idOf(id), user.userId) }),
    );
  }

  private async carryOut(
    { request, reply }: Exchange,
    body: object | null,
    work: (user: Principal) => Promise<StoredAnswer>,
  ): Promise<void> {
    const digest = (): Promise<string> => Promise.resolve(hashOfJson(body));
    sendAnswer(reply, await this.once.run(keyedRequest(request), { digest, work: () => work(principalOf(request)) }));
  }
}
