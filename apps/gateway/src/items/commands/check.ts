import { ApiSchema } from '@nestjs/swagger';
import { STEP_KEY_PATTERN } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import { TextField } from '../../kit/http/fields.js';
import type { OperationOptions } from '../../kit/http/operation.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import type { ItemKind } from '../item-kind.js';
import { accepted, command, done } from './command-operation.js';
import { eventsOfType } from './describe-outcome.js';
import { itemCommand, type ItemController } from './item-command.js';
import type { OutcomeDescriber } from './outcome.js';

@ApiSchema({ name: 'Check' })
class CheckBody {
  @TextField('This step only.', { pattern: new RegExp(STEP_KEY_PATTERN), example: 'deliver:library' })
  step?: string;
}

const checkOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'check',
    summary: 'Check now what an item waits for',
    description:
      'For steps that wait for something outside: they try at once instead of at the time of their next check. The wait goes on if the check finds nothing new. ' +
      'A step is checked on request at most once a minute, so a request that comes sooner is refused with the time from which it is possible; `allowed_actions` does not depend on this time. ' +
      'Refused for waits that end by themselves: `speech-model`, which is checked every 30 seconds, and the quotas of the library. ' +
      'If `until_named` is true, the other service may refuse an early attempt again.',
    body: { type: CheckBody, required: false, example: { step: 'deliver:library' } },
    answers: [
      accepted(kind, 'The check follows.', { code: 'checking', detail: 'These steps are checked now: deliver:library.' }),
      done(kind, 'The check is queued.', {
        code: 'already-checking',
        detail: 'The check is queued, and starts when a worker is free.',
      }),
    ],
    problems: ['nothing-to-check', 'checked-automatically', 'checked-recently', 'unknown-step'],
  });

const describeCheck: OutcomeDescriber = (accepted) => {
  const steps = eventsOfType(accepted, 'CheckRequested').map(({ data }) => data.step);
  const { state } = accepted.asset;
  const isNamed =
    isPresent(state) && state.steps.some((each) => steps.includes(each.step) && 'waiting' in each && each.waiting.named === true);
  const names = steps.join(', ');
  return {
    code: 'checking',
    detail: `These steps are checked now: ${names}.`,
    preview: `These steps would be checked now: ${names}.`,
    ...(isNamed
      ? { tryInstead: 'The other service or its limits had named a later time, so it may refuse again. Then the item waits on.' }
      : {}),
  };
};

/** The command of items of every kind that checks what they wait for. */
export const checkCommand: ItemController = itemCommand<CheckBody>({
  path: 'check',
  operation: checkOperation,
  read: ({ body: { step } }) => ({
    command: (context) => ({ type: 'CheckNow', ...context, ...(hasValue(step) ? { step } : {}) }),
    describer: describeCheck,
  }),
});
