import { PREVIEW, deliveryStep, outputOf, type AssetEvent } from '@throughline/contracts';
import { heldOutputs, isPresent, mayHaveArrived, type StepPhase } from '@throughline/domain';
import type { RunOverrides } from '../runs/run-overrides.dto.js';
import { hasOverrides } from '../runs/has-overrides.js';
import type { CommandEffect, CommandMode, OutcomeDescriber, OutcomeMessage } from './outcome.js';

const stepsIn = ({ asset }: CommandEffect, phase: StepPhase): readonly string[] =>
  isPresent(asset.state) ? asset.state.steps.filter((one) => one.phase === phase).map(({ step }) => step) : [];

export const eventsOfType = <T extends AssetEvent['type']>(
  { events }: CommandEffect,
  type: T,
): readonly Extract<AssetEvent, { type: T }>[] =>
  events.filter((event): event is Extract<AssetEvent, { type: T }> => event.type === type);

const constantOutcome =
  (message: OutcomeMessage): OutcomeDescriber =>
  () =>
    message;

/** A paused run keeps its configuration. */
export const OWN_CONFIG = {
  detail: 'The configuration of this request applies only to new runs.',
  tryInstead: 'To use another configuration, cancel this run, then run the item.',
} as const;

export const describeUnbound = ({ bind_template }: RunOverrides, mode: CommandMode): string =>
  bind_template === true ? ` The template ${mode === 'preview' ? 'would not be' : 'was not'} bound.` : '';

const describeStart = (accepted: CommandEffect): OutcomeMessage =>
  eventsOfType(accepted, 'TemplateBound').length > 0
    ? {
        code: 'started',
        detail: 'The run has started, and the template is bound.',
        preview: 'The run would start, and the template would be bound.',
      }
    : { code: 'started', detail: 'The run has started.', preview: 'The run would start.' };

/** The start of a sentence about a paused run that cannot use the configuration of a request. */
export const WOULD_RESUME = 'The paused run would resume with its own configuration.';

export const describeRun =
  (overrides: RunOverrides = {}): OutcomeDescriber =>
  (accepted) => {
    if (eventsOfType(accepted, 'RunStarted').length > 0) return describeStart(accepted);
    if (!hasOverrides(overrides))
      return { code: 'resumed', detail: 'The paused run resumes.', preview: 'The paused run would resume.' };
    const { detail, tryInstead } = OWN_CONFIG;
    const resumes = (start: string, mode: CommandMode): string => `${start} ${detail}${describeUnbound(overrides, mode)}`;
    return {
      code: 'resumed',
      detail: resumes('The paused run resumes with its own configuration.', 'send'),
      preview: resumes(WOULD_RESUME, 'preview'),
      tryInstead,
    };
  };

export const describeBinding: OutcomeDescriber = (accepted) => {
  const hadPreferences = eventsOfType(accepted, 'PreferencesChanged').length > 0;
  const removed = (verb: string): string => (hadPreferences ? ` The preferences of the item ${verb} removed.` : '');
  return {
    code: 'template-bound',
    detail: `Runs that start from now on use the template.${removed('were')}`,
    preview: `Later runs would use the template.${removed('would be')}`,
    tryInstead: 'To use the template now, run the item.',
  };
};

export const describeUnbinding: OutcomeDescriber = constantOutcome({
  code: 'template-unbound',
  detail: 'Runs that start from now on use no template. The outputs of the last run stay.',
  preview: 'Later runs would use no template. The outputs of the last run would stay.',
});

export const describePreferences: OutcomeDescriber = ({ asset: { state } }) =>
  isPresent(state) && state.preferences === undefined
    ? {
        code: 'preferences-set',
        detail: 'The item has no preferences any more.',
        preview: 'The item would have no preferences any more.',
      }
    : {
        code: 'preferences-set',
        detail: 'Runs that start from now on use these preferences.',
        preview: 'Later runs would use these preferences.',
      };

export const describePause: OutcomeDescriber = (accepted) => {
  const running = stepsIn(accepted, 'running');
  const until = eventsOfType(accepted, 'PauseRequested').at(-1)?.data.until;
  const now = (verb: string): string =>
    running.length === 0 ? 'No step is running.' : `Running steps ${verb}: ${running.join(', ')}.`;
  const end = (verb: string): string => (until === undefined ? '' : ` The run ${verb} automatically at ${until}.`);
  return {
    code: 'paused',
    detail: `The run is paused, and no more steps start. ${now('finish')}${end('resumes')}`,
    preview: `The run would be paused, and no more steps would start. ${now('would finish')}${end('would resume')}`,
    tryInstead: 'To continue, run the item.',
  };
};

export const describeCancel: OutcomeDescriber = constantOutcome({
  code: 'cancelled',
  detail: 'The run is cancelled. Running steps stop, and completed work is kept.',
  preview: 'The run would be cancelled. Running steps would stop, and completed work would be kept.',
  tryInstead: 'To continue from there, run the item.',
});

export const describeReset: OutcomeDescriber = constantOutcome({
  code: 'reset',
  detail: 'The item is back at its initial state. Its history is kept.',
  preview: 'The item would return to its initial state. Its history would be kept.',
  tryInstead: 'To repeat all steps, run the item.',
});

export const describeReplacement: OutcomeDescriber = constantOutcome({
  code: 'address-replaced',
  detail: 'The item has the new address, and is back at its initial state.',
  preview: 'The item would have the new address, and return to its initial state.',
  tryInstead: 'To download from the new address, run the item.',
});

export const describeUnstick: OutcomeDescriber = (accepted) => {
  const failed = eventsOfType(accepted, 'StepFailed').map(({ data }) => data.step);
  if (failed.includes(PREVIEW))
    return {
      code: 'given-up',
      detail: 'The previews are stopped.',
      preview: 'The previews would be stopped.',
      tryInstead: 'To make them, ask for the previews.',
    };
  if (failed.length > 0)
    return {
      code: 'given-up',
      detail: `These steps have failed permanently: ${failed.join(', ')}.`,
      preview: `These steps would fail permanently: ${failed.join(', ')}.`,
      tryInstead: 'Run the item again.',
    };
  const steps = eventsOfType(accepted, 'StepInterrupted')
    .map(({ data }) => data.step)
    .join(', ');
  return {
    code: 'unstuck',
    detail: `These steps were taken from their workers: ${steps}. New attempts follow.`,
    preview: `These steps would be taken from their workers: ${steps}. New attempts would follow.`,
  };
};

export const describeSkip =
  (stage: string): OutcomeDescriber =>
  (accepted) => {
    const dependents = eventsOfType(accepted, 'StepSkipped')
      .map(({ data }) => data.step)
      .filter((step) => step !== stage);
    const alsoOut = dependents.length === 0 ? '' : `, together with the steps that need it: ${dependents.join(', ')}`;
    return { code: 'skipped', detail: `${stage} is skipped${alsoOut}.`, preview: `${stage} would be skipped${alsoOut}.` };
  };

export const describeSkipOutput =
  (name: string): OutcomeDescriber =>
  ({ asset: { state } }) => {
    const step = isPresent(state) ? state.steps.find((one) => one.step === deliveryStep(name)) : undefined;
    const doubt = step !== undefined && mayHaveArrived(step) ? ' Its content may be at the destination.' : '';
    return {
      code: 'skipped',
      detail: `The output is skipped: ${name}.${doubt}`,
      preview: `The output would be skipped: ${name}.${doubt}`,
      tryInstead:
        doubt === ''
          ? 'To deliver to it after all, add it to the run again.'
          : 'Check the destination, then settle the delivery.',
    };
  };

export const describeSettle: OutcomeDescriber = (accepted) => {
  const answer = eventsOfType(accepted, 'DeliverySettled').at(-1);
  if (answer?.data.delivered !== true)
    return {
      code: 'settled',
      detail: 'The delivery has failed: it did not arrive.',
      preview: 'The delivery would fail: it did not arrive.',
      tryInstead: 'To repeat the delivery, run the item.',
    };
  return answer.personal?.url === undefined
    ? { code: 'settled', detail: 'The delivery is confirmed.', preview: 'The delivery would be confirmed.' }
    : {
        code: 'settled',
        detail: 'The delivery is confirmed, and its link is recorded.',
        preview: 'The delivery would be confirmed, and its link recorded.',
      };
};

/** Items that are deleted together get the same words: their number is counted by them. */
const toMinute = (time: string): string => `${time.slice(0, 16)}:00Z`;

export const describeDelete: OutcomeDescriber = (accepted) => {
  const { state } = accepted.asset;
  if (isPresent(state) && state.erasedAt !== undefined)
    return {
      code: 'deleted',
      detail: 'The item is deleted. Its content was erased earlier.',
      preview: 'The item would be deleted. Its content was erased earlier.',
    };
  const expiresAt = eventsOfType(accepted, 'AssetDeleted').at(-1)?.data.expiresAt;
  const until = expiresAt === undefined ? 'its retention date' : toMinute(expiresAt);
  return {
    code: 'deleted',
    detail: `The item is deleted. Its content is kept until ${until}.`,
    preview: `The item would be deleted. Its content would be kept until ${until}.`,
    tryInstead: 'To undo the deletion until then, restore the item.',
  };
};

/** A cancelled run stays cancelled, whether the deletion or an earlier command cancelled it. */
export const describeRestore: OutcomeDescriber = ({ asset: { state } }) =>
  isPresent(state) && state.run?.cancelled !== undefined
    ? {
        code: 'restored',
        detail: 'The item is restored. Its run stays cancelled.',
        preview: 'The item would be restored. Its run would stay cancelled.',
        tryInstead: state.pipeline === 'session' ? 'To continue, retry the session.' : 'To continue, run the item.',
      }
    : { code: 'restored', detail: 'The item is restored.', preview: 'The item would be restored.' };

export const describeAddOutputs: OutcomeDescriber = (accepted) => {
  const added = eventsOfType(accepted, 'RunExtended').flatMap(({ data }) => data.outputs.map(({ name }) => name));
  const repeated = eventsOfType(accepted, 'RedeliveryRequested').flatMap(({ data }) => outputOf(data.step) ?? []);
  const names = [...added, ...repeated];
  const { state } = accepted.asset;
  const held = isPresent(state) ? heldOutputs(state).filter((name) => names.includes(name)) : [];
  return held.length === 0
    ? {
        code: 'outputs-added',
        detail: `The run also delivers to these outputs: ${names.join(', ')}.`,
        preview: `The run would also deliver to these outputs: ${names.join(', ')}.`,
      }
    : {
        code: 'outputs-added',
        detail: `The run also delivers to these outputs when a person publishes them: ${names.join(', ')}.`,
        preview: `The run would also deliver to these outputs when a person publishes them: ${names.join(', ')}.`,
        tryInstead: 'Publish the item.',
      };
};

export const describePublish: OutcomeDescriber = (accepted) => {
  const names = eventsOfType(accepted, 'PublishRequested')
    .flatMap(({ data }) => data.outputs)
    .join(', ');
  return eventsOfType(accepted, 'StepScheduled').length > 0
    ? {
        code: 'publishing',
        detail: `Published to these outputs: ${names}. The content is being delivered.`,
        preview: `The item would be published to these outputs: ${names}. The content would be delivered now.`,
      }
    : {
        code: 'publishing',
        detail: `Published to these outputs: ${names}. The content is delivered as soon as it is ready.`,
        preview: `The item would be published to these outputs: ${names}. The content would be delivered as soon as it is ready.`,
      };
};

export const describeDescription: OutcomeDescriber = (accepted) => {
  const described = eventsOfType(accepted, 'AssetDescribed').flatMap(({ data }) => data.fields);
  const hasPreferences = eventsOfType(accepted, 'PreferencesChanged').length > 0;
  if (described.length === 0 && hasPreferences) return describePreferences(accepted);
  const fields = [...described, ...(hasPreferences ? ['preferences'] : [])].join(', ');
  return {
    code: 'described',
    detail: `Changed: ${fields}. Delivered content stays as it is.`,
    preview: `These would change: ${fields}. Delivered content would stay as it is.`,
  };
};
