import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NO_STORE, jsonAnswer } from '../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../kit/http/idempotency/idempotent-requests.js';
import { TakesNoBody } from '../kit/http/problems/no-body.js';
import { Operation } from '../kit/http/operation.js';
import { bodyPipe } from '../kit/http/problems/validation.js';
import { PublicAddress } from '../people/index.js';
import { CurrentUser, principalOf, type Principal } from '../kit/http/access.js';
import type {
  ChannelCheckAnswer,
  ChannelList,
  ChannelResync,
  ChannelSecret,
  NewChannelAnswer,
  ChannelAnswer,
} from './channel-item.js';
import { ChangeChannel, CheckChannel, CreateChannel } from './channels.dto.js';
import { etagOf } from './channel.js';
import { Channels } from './channels.js';
import * as operations from './channels.operations.js';
import { parseRowId } from '../kit/http/parameters.js';

@Controller('api/v1/channels')
export class ChannelsController {
  constructor(
    @Inject(Channels) private readonly channels: Channels,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Operation(operations.listChannels)
  async list(@CurrentUser() user: Principal, @Req() request: FastifyRequest): Promise<ChannelList> {
    const origin = this.address.of(request);
    return { items: (await this.channels.list(user.ownerId)).map((one) => this.channels.item(one, origin)) };
  }

  @Post()
  @Operation(operations.createChannel)
  create(@Body(bodyPipe) body: CreateChannel, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) => {
      const { channel, secret } = await this.channels.add(owner, body);
      const location = `/api/v1/channels/${String(channel.id)}`;
      const item: NewChannelAnswer = { ...this.channels.item(channel, this.address.of(request)), secret };
      return jsonAnswer(201, item, { location, etag: etagOf(channel), ...NO_STORE });
    });
  }

  @Get(':id')
  @Operation(operations.getChannel)
  async one(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChannelAnswer> {
    const channel = await this.channels.find(user.ownerId, parseRowId(id));
    void reply.header('etag', etagOf(channel));
    return this.channels.item(channel, this.address.of(request));
  }

  @Patch(':id')
  @Operation(operations.changeChannel)
  async change(
    @Param('id') id: string,
    @Body(bodyPipe) body: ChangeChannel,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChannelAnswer> {
    const channel = await this.channels.change(principalOf(request).ownerId, parseRowId(id), body, ifMatch);
    void reply.header('etag', etagOf(channel));
    return this.channels.item(channel, this.address.of(request));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.removeChannel)
  @TakesNoBody()
  async remove(@CurrentUser() user: Principal, @Param('id') id: string): Promise<void> {
    await this.channels.remove(user.ownerId, parseRowId(id));
  }

  @Post(':id/secret')
  @Operation(operations.renewChannelSecret)
  @TakesNoBody()
  renewSecret(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async ({ owner }) =>
      jsonAnswer(200, { secret: await this.channels.renewSecret(owner, parseRowId(id)) } satisfies ChannelSecret, NO_STORE),
    );
  }

  @Post(':id/check')
  @Operation(operations.checkChannel)
  check(
    @Param('id') id: string,
    @Body(bodyPipe) body: CheckChannel,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) => {
      const { items } = await this.channels.check(owner, parseRowId(id), body.page_id);
      return jsonAnswer(200, { items, ok: items.every(({ result }) => result === 'ok') } satisfies ChannelCheckAnswer);
    });
  }

  @Post(':id/resync')
  @Operation(operations.resyncChannel)
  @TakesNoBody()
  resync(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async ({ owner, by }) =>
      jsonAnswer(202, { asked: await this.channels.resync(owner, parseRowId(id), by) } satisfies ChannelResync),
    );
  }
}
