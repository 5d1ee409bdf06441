import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { CommandMeta } from '@throughline/engine';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commandIdOf, jsonAnswer, type Exchange } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation, type Parameter } from '../../kit/http/operation.js';
import { dryRun, idempotencyKey } from '../../kit/http/parameters.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { isDryRun } from '../../kit/http/requests/query-guard.js';
import { anyOf } from '../../kit/http/schemas.js';
import {
  DiscardBody,
  QuarantineDecision,
  QuarantineDetails,
  QuarantineList,
  QuarantinePreview,
  RetryBody,
} from './quarantine.dto.js';
import type { QuarantineListItem } from './quarantine.dto.js';
import { Quarantine } from './quarantine.js';

const listed: Readonly<QuarantineListItem> = {
  id: '0192f0c1-7a3b-7c4d-8e5f-0123456789ab',
  position: '4711',
  code: 'undecodable',
  reason: 'A stored commit is not JSON',
  since: '2026-11-20T14:03:00.000Z',
  commit_id: 'bytes-9f86d081884c7d659a2feaa0c55ad015',
  waiting_commits: 2,
};
const examined: QuarantineDetails = {
  ...listed,
  obstacles: [
    {
      commit_id: 'bytes-9f86d081884c7d659a2feaa0c55ad015',
      position: listed.position,
      stored_at: listed.since,
      code: listed.code,
      reason: listed.reason,
    },
  ],
  readable_commits: 12,
  decisions: [],
};
const discarded: Readonly<QuarantineDecision> = {
  id: listed.id,
  decision: 'discard',
  commit_id: listed.commit_id,
  position: '4730',
};

const tag = 'service';
const scope = 'admin';
const anyItemId: Parameter = {
  name: 'id',
  in: 'path',
  description: 'The id of a recording, document or session of any library.',
  schema: { type: 'string' },
};
const decision = {
  status: 200,
  description: 'The decision is in the log. With `dry_run=true`: its effect.',
  type: anyOf([QuarantineDecision, QuarantinePreview], 'With `dry_run=true` a QuarantinePreview.'),
};

interface Decision {
  readonly decide: (meta: CommandMeta) => Promise<QuarantineDecision>;
  readonly preview: () => Promise<QuarantinePreview>;
}

/** Items whose history cannot be applied. Each decision about one is an event with its actor and reason. */
@Controller('api/v1/admin/quarantine')
export class QuarantineController {
  constructor(
    @Inject(Quarantine) private readonly quarantine: Quarantine,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Operation({
    id: 'listQuarantine',
    tag,
    scope,
    summary: 'List the items whose history cannot be applied',
    description: 'Of all libraries, oldest first, at most 1,000. An item that waits for an upgrade has the code `newer-schema`.',
    answers: [{ status: 200, description: 'The items.', type: QuarantineList, example: { items: [listed] } }],
    problems: [],
  })
  async list(): Promise<QuarantineList> {
    return { items: await this.quarantine.list() };
  }

  @Get(':id')
  @Operation({
    id: 'getQuarantined',
    tag,
    scope,
    summary: 'Read which commits block an item, and earlier decisions about it',
    parameters: [anyItemId],
    answers: [{ status: 200, description: 'The item.', type: QuarantineDetails, example: examined }],
    problems: ['not-quarantined'],
  })
  examine(@Param('id') id: string): Promise<QuarantineDetails> {
    return this.quarantine.examine(id);
  }

  @Post(':id/discard')
  @Operation({
    id: 'discardQuarantined',
    tag,
    scope,
    summary: 'Discard the commit that blocks an item',
    description:
      'The message stays in the log, but no reader applies it any more. This cannot be undone. The item continues by itself, or ' +
      'is quarantined at the next commit that cannot be applied.',
    parameters: [anyItemId, dryRun, idempotencyKey],
    body: { type: DiscardBody, required: false, example: { reason: 'A script wrote this by mistake' } },
    answers: [{ ...decision, example: discarded }],
    problems: ['not-quarantined', 'needs-upgrade'],
  })
  discard(
    @Param('id') id: string,
    @Body(bodyPipe) body: DiscardBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.decide({ request, reply }, body, {
      decide: (meta) => this.quarantine.discard(id, body, meta),
      preview: () => this.quarantine.previewDiscard(id, body),
    });
  }

  @Post(':id/retry')
  @Operation({
    id: 'retryQuarantined',
    tag,
    scope,
    summary: 'Try an item again without a change',
    description: 'After the cause was removed elsewhere, e.g. by a repair of the database or another release.',
    parameters: [anyItemId, dryRun, idempotencyKey],
    body: { type: RetryBody, required: false, example: { reason: 'The database was repaired' } },
    answers: [{ ...decision, example: { ...discarded, decision: 'retry', commit_id: null } }],
    problems: ['not-quarantined'],
  })
  retry(
    @Param('id') id: string,
    @Body(bodyPipe) body: RetryBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.decide({ request, reply }, body, {
      decide: (meta) => this.quarantine.retry(id, body, meta),
      preview: () => this.quarantine.previewRetry(id),
    });
  }

  private async decide(exchange: Exchange, body: object, { decide, preview }: Decision): Promise<void> {
    if (isDryRun(exchange.request)) {
      void exchange.reply.status(200).send(await preview());
      return;
    }
    await this.once.respond(exchange, body, async (keyed) => {
      const commandId = commandIdOf(keyed);
      return jsonAnswer(200, await decide({ commandId, actor: { kind: 'user', id: keyed.by }, correlationId: commandId }));
    });
  }
}
