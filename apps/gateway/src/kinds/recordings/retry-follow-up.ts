import { followUpStep } from '@throughline/contracts';
import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { outputName } from '../../kit/http/parameters.js';
import {
  accepted,
  command,
  done,
  eventsOfType,
  itemCommand,
  RECORDING_KIND as kind,
  type ItemController,
  type OutcomeDescriber,
} from '../../items/index.js';

const followUp: Parameter = {
  name: 'followUp',
  in: 'path',
  description: 'The `name` of a follow-up.',
  schema: { type: 'string' },
  example: 'thumbnail',
};

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

/** The command that repeats work after a delivery (U9). Only recordings have follow-ups. */
export const retryFollowUpCommand: ItemController = itemCommand({
  path: 'outputs/:name/follow-ups/:followUp/retry',
  operation: () => retryFollowUpOperation,
  read: ({ params: { name = '', followUp = '' } }) => ({
    command: (context) => ({ type: 'RetryFollowUp', ...context, step: followUpStep(name, followUp) }),
    describer: describeRetry,
  }),
});
