import { Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { deliveryStep, followUpStep } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation, type OperationOptions, type Parameter } from '../http/operation.js';
import { outputName } from '../http/parameters.js';
import { TakesNoBody } from '../http/problems/no-body.js';
import {
  accepted,
  command,
  done,
  eventsOfType,
  RECORDING_KIND as kind,
  RECORDINGS,
  type ItemServices,
  type OutcomeDescriber,
} from '../items/index.js';

const followUp: Parameter = {
  name: 'followUp',
  in: 'path',
  description: 'The `name` of a follow-up.',
  schema: { type: 'string' },
  example: 'thumbnail',
};

const redeliverOperation: OperationOptions = command(kind, {
  verb: 'redeliverOutput',
  id: 'redeliverOutput',
  summary: 'Send the newest version to an output',
  description:
    'For an output with `old_words` or `outdated`: delivers again, with its follow-ups. The content at the destination is replaced; if the ' +
    'destination cannot replace it, it stays and the output is `outdated`. There are never two copies.',
  parameters: [outputName],
  answers: [
    accepted(kind, 'The newest version is being sent.', {
      code: 'redelivering',
      detail: 'The newest version is delivered to the output. Content that cannot be replaced there stays.',
    }),
    done(kind, 'The next run sends it.', {
      code: 'to-be-redelivered',
      detail: 'The next run delivers the newest version to the output.',
    }),
  ],
  problems: ['unknown-output', 'not-delivered', 'unconfirmed', 'nothing-newer', 'not-replaceable', 'output-busy', 'not-in-run'],
});

const retryFollowUpOperation: OperationOptions = command(kind, {
  verb: 'retryFollowUp',
  id: 'retryFollowUp',
  summary: 'Retry a failed follow-up',
  description: 'Nothing is delivered again. A run of the recording retries all failed follow-ups.',
  parameters: [outputName, followUp],
  answers: [
    accepted(kind, 'The follow-up runs again.', { code: 'retrying', detail: 'The follow-up starts again.' }),
    done(kind, 'It is completed.', { code: 'already-done', detail: 'The follow-up is done.' }),
  ],
  problems: ['unknown-follow-up', 'not-failed', 'not-in-run'],
});

const describeRedeliver: OutcomeDescriber = (accepted) =>
  eventsOfType(accepted, 'StepScheduled').length > 0
    ? {
        code: 'redelivering',
        detail: 'The newest version is delivered to the output. Content that cannot be replaced there stays.',
        preview: 'The newest version would be delivered to the output. Content that cannot be replaced there would stay.',
      }
    : {
        code: 'to-be-redelivered',
        detail: 'The next run delivers the newest version to the output.',
        preview: 'The next run would deliver the newest version to the output.',
        tryInstead: 'To continue, run the item.',
      };

/** A paused run schedules nothing. */
const describeRetry: OutcomeDescriber = (accepted) =>
  eventsOfType(accepted, 'StepScheduled').length > 0
    ? { code: 'retrying', detail: 'The follow-up starts again.', preview: 'The follow-up would start again.' }
    : {
        code: 'to-be-retried',
        detail: 'The follow-up starts again when the run resumes.',
        preview: 'The follow-up would start again when the run resumes.',
        tryInstead: 'To continue, run the item.',
      };

/** Repeats work at one output of a recording. Only recordings have corrected transcripts and follow-ups. */
@Controller('api/v1/recordings')
export class RedeliverController {
  constructor(@Inject(RECORDINGS) private readonly recordings: ItemServices) {}

  @Post(':id/outputs/:name/redeliver')
  @Operation(redeliverOperation)
  @TakesNoBody()
  redeliver(
    @Param('id') id: string,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recordings.requests.carryOut(
      { request, reply },
      { id, command: (context) => ({ type: 'Redeliver', ...context, step: deliveryStep(name) }), describer: describeRedeliver },
    );
  }

  /** Retries one failed follow-up (U9). */
  @Post(':id/outputs/:name/follow-ups/:followUp/retry')
  @Operation(retryFollowUpOperation)
  @TakesNoBody()
  retry(
    @Param() { id = '', name = '', followUp = '' }: Readonly<Record<string, string>>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recordings.requests.carryOut(
      { request, reply },
      {
        id,
        command: (context) => ({ type: 'RetryFollowUp', ...context, step: followUpStep(name, followUp) }),
        describer: describeRetry,
      },
    );
  }
}
