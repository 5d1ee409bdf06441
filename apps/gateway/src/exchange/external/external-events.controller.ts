import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { sampleExternalEvent } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { idempotencyKey } from '../../kit/http/parameters.js';
import { toProblem } from '../../kit/http/problems/from-error.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { ExternalEvents, type ExternalSender } from './external-events.js';
import { ExternalEventVerdicts, ExternalEventsBody, MAX_EVENTS, type ExternalEventVerdict } from './external-events.dto.js';
import { renderVerdict } from './verdict.js';

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

/** An error that says nothing about the event ends the request: its sender must not take it for a refusal. */
function undecided(error: unknown, number: number, total: number): Problem {
  const found = toProblem(error);
  // The status of another server's answer is none of this request.
  const { code, options, message } = found.status < 500 ? new Problem('internal') : found;
  const why = message.replace(/\.$/, '');
  return new Problem(code, {
    ...options,
    cause: error,
    detail: `Event ${String(number)} of ${String(total)} was not decided: ${why}. The events before it are decided, those after it are not.`,
    tryInstead:
      'Send all events again later, also under the same Idempotency-Key. ' +
      'If one event always fails with `internal`, send the others without it, and give the operator the `request_id`.',
  });
}

/** Facts about steps and deliveries that other systems have done. */
@Controller('api/v1/admin/events')
export class ExternalEventsController {
  constructor(
    @Inject(ExternalEvents) private readonly external: ExternalEvents,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Post()
  @Operation({
    id: 'sendEvents',
    tag: 'events',
    scope: 'write',
    summary: 'Report steps and deliveries that another system has done',
    description:
      `CloudEvents 1.0 about items of the library that the token works in, at most ${String(MAX_EVENTS)}. The types are listed in docs/api.md. ` +
      'The events are decided in order, each by itself: the answer has a verdict for each, and a refused event changes nothing. ' +
      'If an event cannot be decided now, the request fails with 500 or 503, and `detail` names the event. ' +
      'An event that is sent again under its id and source changes nothing, so after a lost answer or such a failure send all of them again.',
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
      for (const [index, event] of body.events.entries()) {
        const verdict = await this.external.accept(senderOf(user), event).catch((error: unknown) => {
          throw undecided(error, index + 1, body.events.length);
        });
        items.push(renderVerdict(verdict, request.id));
      }
      return jsonAnswer(200, { items } satisfies ExternalEventVerdicts);
    });
  }
}
