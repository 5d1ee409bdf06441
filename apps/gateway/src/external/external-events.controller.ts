import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { sampleExternalEvent } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ON_PROBLEM } from '../gateway-context.js';
import { CurrentUser, type Principal } from '../http/access.js';
import { jsonAnswer } from '../http/idempotency/http.js';
import { IdempotentRequests } from '../http/idempotency/idempotent-requests.js';
import { Operation } from '../http/operation.js';
import { idempotencyKey } from '../http/parameters.js';
import { toProblem } from '../http/problems/from-error.js';
import { Problem } from '../http/problems/problem.js';
import { requiredBodyPipe } from '../http/problems/validation.js';
import { ExternalEvents, type ExternalSender } from './external-events.js';
import { ExternalEventVerdicts, ExternalEventsBody, MOST_EVENTS, type ExternalEventVerdict } from './external-events.dto.js';
import { renderVerdict, type EventVerdict } from './verdict.js';

const REQUEST_ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const settled = sampleExternalEvent('delivery.settled');

const example: ExternalEventVerdicts = {
  items: [
    renderVerdict({ status: 'accepted', id: 'lab-6', itemId: String(settled['subject']), revision: '4711' }, REQUEST_ID),
    renderVerdict({ status: 'refused', id: 'lab-7', problem: new Problem('attempt-closed') }, REQUEST_ID),
  ],
};

const senderOf = ({ userId, ownerId }: Principal): ExternalSender => ({
  key: `user:${userId}`,
  by: userId,
  actor: { kind: 'user', id: userId },
  library: ownerId,
});

/** Facts about steps and deliveries that other systems have done. */
@Controller('api/v1/admin/events')
export class ExternalEventsController {
  constructor(
    @Inject(ExternalEvents) private readonly external: ExternalEvents,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(ON_PROBLEM) private readonly onProblem: (error: unknown) => void,
  ) {}

  @Post()
  @Operation({
    id: 'sendEvents',
    tag: 'events',
    scope: 'write',
    summary: 'Report steps and deliveries that another system has done',
    description:
      `CloudEvents 1.0 about items of the library that the token works in, at most ${String(MOST_EVENTS)}. The types are listed in docs/api.md. ` +
      'The events are decided in order, each by itself: the answer has a verdict for each, and a refused event changes nothing. ' +
      'An event that is sent again under its id and source changes nothing, so after a lost answer or a 503 send all of them again.',
    parameters: [idempotencyKey],
    body: { type: ExternalEventsBody, required: true, example: { events: [settled] } },
    answers: [{ status: 200, description: 'The verdicts.', type: ExternalEventVerdicts, example }],
    problems: ['outcome-unknown', 'busy', 'log-restored'],
  })
  send(
    @CurrentUser() user: Principal,
    @Body(requiredBodyPipe) body: ExternalEventsBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async () => {
      const items: ExternalEventVerdict[] = [];
      for (const event of body.events) items.push(renderVerdict(await this.#decide(senderOf(user), event), request.id));
      return jsonAnswer(200, { items } satisfies ExternalEventVerdicts);
    });
  }

  /** An event that makes the gateway fail is refused, so that the events after it are still decided. */
  async #decide(sender: ExternalSender, event: unknown): Promise<EventVerdict> {
    try {
      return await this.external.accept(sender, event);
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code !== 'internal') throw error;
      this.onProblem(error);
      return this.external.refuse(sender, event, problem);
    }
  }
}
