import { ApiSchema } from '@nestjs/swagger';
import { deliveryStep } from '@throughline/contracts';
import { isPresent, pauseOf } from '@throughline/domain';
import { FlagField } from '../../kit/http/fields.js';
import type { OperationOptions } from '../../kit/http/operation.js';
import { outputName } from '../../kit/http/parameters.js';
import type { ItemKind } from '../item-kind.js';
import { accepted, command, done } from './command-operation.js';
import { eventsOfType } from './describe-outcome.js';
import { itemCommand, type ItemController } from './item-command.js';
import type { CommandEffect, OutcomeDescriber } from './outcome.js';

@ApiSchema({ name: 'Redeliver' })
class RedeliverBody {
  @FlagField('Sends only the present title and description, to content that stays. Only outputs at YouTube and VK take them.', {
    default: false,
  })
  metadata_only?: boolean;
}

const redeliverOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'redeliverOutput',
    id: kind.noun === 'recording' ? 'redeliverOutput' : 'redeliverDocumentOutput',
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

export const redeliverCommand: ItemController = itemCommand<RedeliverBody>({
  path: 'outputs/:name/redeliver',
  operation: redeliverOperation,
  read: ({ params: { name = '' }, body: { metadata_only: isTextOnly = false } }) => ({
    command: (context) => ({ type: isTextOnly ? 'UpdateTexts' : 'Redeliver', ...context, step: deliveryStep(name) }),
    describer: isTextOnly ? describeTexts : describeRedeliver,
  }),
});
