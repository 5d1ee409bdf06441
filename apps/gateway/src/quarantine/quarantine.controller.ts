import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { CommandMeta } from '@throughline/engine';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Exchange } from '../commands/item-requests.js';
import { commandIdOf, hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import { bodyPipe } from '../problems/validation.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { DiscardBody, RetryBody } from './quarantine.dto.js';
import { Quarantine, type DecidedItem, type ExaminedItem, type ListedItem } from './quarantine.js';

/** Items whose history cannot be applied. Each decision about one is an event with its actor and reason. */
@Controller('api/v1/admin/quarantine')
@NeedsScope('admin')
export class QuarantineController {
  constructor(
    @Inject(Quarantine) private readonly quarantine: Quarantine,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  async list(): Promise<{ readonly items: readonly ListedItem[] }> {
    return { items: await this.quarantine.list() };
  }

  @Get(':id')
  examine(@Param('id') id: string): Promise<ExaminedItem> {
    return this.quarantine.examine(id);
  }

  @Post(':id/discard')
  discard(
    @Param('id') id: string,
    @Body(bodyPipe) body: DiscardBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.decide({ request, reply }, body, (meta) => this.quarantine.discard(id, body, meta));
  }

  @Post(':id/retry')
  retry(
    @Param('id') id: string,
    @Body(bodyPipe) body: RetryBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.decide({ request, reply }, body, (meta) => this.quarantine.retry(id, body, meta));
  }

  private async decide(
    { request, reply }: Exchange,
    body: object,
    act: (meta: CommandMeta) => Promise<DecidedItem>,
  ): Promise<void> {
    const keyed = keyedRequest(request);
    const commandId = commandIdOf(keyed);
    const meta: CommandMeta = { commandId, actor: { kind: 'user', id: keyed.by }, correlationId: commandId };
    const answer = await this.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson(body)),
      work: async () => jsonAnswer(200, await act(meta)),
    });
    sendAnswer(reply, answer);
  }
}
