import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import { noBodyPipe } from '../problems/no-body.js';
import { CurrentUser, NeedsScope } from '../tokens/auth.guard.js';
import type { Principal } from '../tokens/token.js';
import { ItemMirrors } from './item-mirrors.js';
import type { MirrorItem } from './mirror-item.js';

/** The page that a recording came from. */
@Controller('api/v1/recordings')
export class MirrorsController {
  constructor(
    @Inject(ItemMirrors) private readonly mirrors: ItemMirrors,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get(':id/mirror')
  @NeedsScope('read')
  one(@CurrentUser() user: Principal, @Param('id') id: string): Promise<MirrorItem> {
    return this.mirrors.item(user.ownerId, id);
  }

  @Post(':id/mirror/resync')
  @NeedsScope('write')
  async resync(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const keyed = keyedRequest(request);
    const answer = await this.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson(null)),
      work: async () => jsonAnswer(202, await this.mirrors.resync(keyed, id)),
    });
    sendAnswer(reply, answer);
  }
}
