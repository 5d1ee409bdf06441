import { ApiSchema } from '@nestjs/swagger';
import { deliveryStep, followUpStep } from '@throughline/contracts';
import { isPresent, pauseOf } from '@throughline/domain';
import { FlagField } from '../http/fields.js';
import type { OperationOptions, Parameter } from '../http/operation.js';
import { outputName } from '../http/parameters.js';
import {
  accepted,
  command,
  done,
  eventsOfType,
  itemCommand,
  RECORDING_KIND as kind,
  type CommandEffect,
  type ItemController,
  type OutcomeDescriber,
} from '../items/index.js';

const followUp: Parameter = {
  name: 'followUp',
  in: 'path',
  description: 'The `name` of a follow-up.',
  schema: { type: 'string' },
  example: 'thumbnail',
};

@ApiSchema({ name: 'Redeliver' })
class RedeliverBody {
  @FlagField('Sends only the present title and description, to content that stays. Only outputs at YouTube and VK take them.', {
    default: false,
  })
  metadata_only?: boolean;
}

const redeliverOperation: OperationOptions = command(kind, {
  verb: 'redeliverOutput',
  id: 'redeliverOutput',
  summary: 'Send the newest version, or changed texts, to an output',
  description:
    'For an output with `old_words` or `outdated`: delivers again, with its follow-ups. The content at the destination is replaced; if the ' +
    'destination cannot replace it, it stays and the output is `outdated`. There are never two copies. For an output with `old_texts`: with ' +
    '`metadata_only` its follow-up `texts` sends the title and the description, made with the patterns of the last run, and nothing else. ' +
    'The output stays `UPLOADED`, even if this fails.',
  parameters: [outputName],
  body: { type: RedeliverBody, required: false, example: { metadata_only: true } },
  answers: [
    accepted(kind, 'The newest version, or the texts, are being sent.', {
      code: 'redelivering',
      detail: 'The newest version is delivered to the output. Content that cannot be replaced there stays.',
    }),
    done(kind, 'The next run or attempt sends it.', {
      code: 'to-be-redelivered',
      detail: 'The next run delivers the newest version to the output.',
    }),
  ],
  problems: [
    'unknown-output',
    'not-delivered',
    'unconfirmed',
    'nothing-newer',
    'not-replaceable',
    'texts-not-changeable',
    'output-busy',
    'not-in-run',
  ],
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

/** Returns the moment at which texts that were not scheduled are sent. */
function describeTextsTime(accepted: CommandEffect): string {
  const { state } = accepted.asset;
  if (isPresent(state) && pauseOf(state) !== undefined) return 'when the run resumes';
  const requested = eventsOfType(accepted, 'TextsRequested')[0]?.data.planned.step;
  const step = isPresent(state) ? state.steps.find((each) => each.step === requested) : undefined;
  return step?.phase === 'running' ? 'after the attempt in progress' : 'when the earlier steps of the run have ended';
}

const describeTexts: OutcomeDescriber = (accepted) => {
  if (eventsOfType(accepted, 'StepScheduled').length > 0)
    return {
      code: 'sending-texts',
      detail: 'The present title and description are sent to the output. The delivered content stays.',
      preview: 'The present title and description would be sent to the output. The delivered content would stay.',
    };
  const time = describeTextsTime(accepted);
  return {
    code: 'texts-to-be-sent',
    detail: `The present title and description are sent ${time}.`,
    preview: `The present title and description would be sent ${time}.`,
  };
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

/** The commands that repeat work at one output. Only recordings have corrected transcripts and follow-ups. */
export const redeliverCommands: readonly ItemController[] = [
  itemCommand<RedeliverBody>({
    path: 'outputs/:name/redeliver',
    operation: () => redeliverOperation,
    read: ({ params: { name = '' }, body: { metadata_only: isTextOnly = false } }) => ({
      command: (context) => ({ type: isTextOnly ? 'UpdateTexts' : 'Redeliver', ...context, step: deliveryStep(name) }),
      describer: isTextOnly ? describeTexts : describeRedeliver,
    }),
  }),
  // U9.
  itemCommand({
    path: 'outputs/:name/follow-ups/:followUp/retry',
    operation: () => retryFollowUpOperation,
    read: ({ params: { name = '', followUp = '' } }) => ({
      command: (context) => ({ type: 'RetryFollowUp', ...context, step: followUpStep(name, followUp) }),
      describer: describeRetry,
    }),
  }),
];
