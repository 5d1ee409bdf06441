import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { idempotencyKey, itemId } from '../../kit/http/parameters.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { ItemMirrors } from './item-mirrors.js';
import { CHANNEL_NAME_EXAMPLE, PAGE_EXAMPLE, TIME_EXAMPLE } from '../channels.operations.js';
import { MirrorAnswer } from './mirror-item.js';

const example: MirrorAnswer = {
  channel: { id: 4, name: CHANNEL_NAME_EXAMPLE },
  page_id: PAGE_EXAMPLE,
  page_url: `https://www.notion.so/${PAGE_EXAMPLE.replaceAll('-', '')}`,
  state: 'current',
  wanted: { status: 'Transcribing', since: TIME_EXAMPLE },
  sent: { status: 'Transcribing', at: TIME_EXAMPLE },
  superseded_by: null,
  error: null,
};

const tag = 'channels';

@Controller('api/v1/recordings')
export class MirrorsController {
  constructor(
    @Inject(ItemMirrors) private readonly mirrors: ItemMirrors,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get(':id/mirror')
  @Operation({
    id: 'getMirror',
    tag,
    scope: 'read',
    summary: 'Read the status on the Notion page of a recording',
    parameters: [itemId('recording')],
    answers: [{ status: 200, description: 'The wanted and the present status of the page.', type: MirrorAnswer, example }],
    problems: ['not-found', 'no-mirror', 'quarantined', 'needs-upgrade'],
  })
  one(@CurrentUser() user: Principal, @Param('id') id: string): Promise<MirrorAnswer> {
    return this.mirrors.item(user.ownerId, id);
  }

  @Post(':id/mirror/resync')
  @Operation({
    id: 'resyncMirror',
    tag,
    scope: 'write',
    summary: 'Check the page of a recording again',
    description: 'The page is read, and written if it is out of date. Skips every wait for a next attempt.',
    parameters: [itemId('recording'), idempotencyKey],
    answers: [{ status: 202, description: 'The check was requested.', type: MirrorAnswer, example }],
    problems: ['not-found', 'no-mirror', 'quarantined', 'needs-upgrade'],
  })
  @TakesNoBody()
  resync(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async (keyed) => jsonAnswer(202, await this.mirrors.resync(keyed, id)));
  }
}
