import type { AssetEvent } from '@throughline/contracts';
import { heldOutputs, isPresent, type StepPhase } from '@throughline/domain';
import type { RunOverrides } from '../runs/run-overrides.dto.js';
import { hasOverrides } from '../runs/start-run.js';
import type { CommandEffect, OutcomeDescriber, OutcomeMessage } from './outcome.js';

const stepsIn = ({ asset }: CommandEffect, phase: StepPhase): readonly string[] =>
  isPresent(asset.state) ? asset.state.steps.filter((one) => one.phase === phase).map(({ step }) => step) : [];

export const eventsOfType = <T extends AssetEvent['type']>(
  { events }: CommandEffect,
  type: T,
): readonly Extract<AssetEvent, { type: T }>[] =>
  events.filter((event): event is Extract<AssetEvent, { type: T }> => event.type === type);

const constantOutcome =
  (code: string, detail: string): OutcomeDescriber =>
  () => ({ code, detail });

/** A paused run keeps its configuration. */
export const OWN_CONFIG = {
  detail: 'The configuration of this request applies only to new runs.',
  tryInstead: 'To use another configuration, cancel this run, then run the item.',
} as const;

export const describeUnbound = ({ bind_template }: RunOverrides): string =>
  bind_template === true ? ' The template was not bound.' : '';

const describeStart = (accepted: CommandEffect): OutcomeMessage =>
  eventsOfType(accepted, 'TemplateBound').length > 0
    ? { code: 'started', detail: 'The run has started, and the template is bound.' }
    : { code: 'started', detail: 'The run has started.' };

export const describeRun =
  (overrides: RunOverrides = {}): OutcomeDescriber =>
  (accepted) => {
    if (eventsOfType(accepted, 'RunStarted').length > 0) return describeStart(accepted);
    if (!hasOverrides(overrides)) return { code: 'resumed', detail: 'The paused run resumes.' };
    const { detail, tryInstead } = OWN_CONFIG;
    const unbound = describeUnbound(overrides);
    return { code: 'resumed', detail: `The paused run resumes with its own configuration. ${detail}${unbound}`, tryInstead };
  };

export const describeBinding: OutcomeDescriber = (accepted) => {
  const removed = eventsOfType(accepted, 'PreferencesChanged').length > 0 ? ' The preferences of the item were removed.' : '';
  return {
    code: 'template-bound',
    detail: `Runs that start from now on use the template.${removed}`,
    tryInstead: 'To use the template now, run the item.',
  };
};

export const describeUnbinding: OutcomeDescriber = constantOutcome(
  'template-unbound',
  'Runs that start from now on use no template. The outputs of the last run stay.',
);

export const describePreferences: OutcomeDescriber = (accepted) => ({
  code: 'preferences-set',
  detail:
    isPresent(accepted.asset.state) && accepted.asset.state.preferences === undefined
      ? 'The item has no preferences any more.'
      : 'Runs that start from now on use these preferences.',
});

export const describePause: OutcomeDescriber = (accepted) => {
  const running = stepsIn(accepted, 'running');
  const until = eventsOfType(accepted, 'PauseRequested').at(-1)?.data.until;
  const now = running.length === 0 ? 'No step is running.' : `Running steps finish: ${running.join(', ')}.`;
  const end = until === undefined ? '' : ` The run resumes automatically at ${until}.`;
  return {
    code: 'paused',
    detail: `The run is paused, and no more steps start. ${now}${end}`,
    tryInstead: 'To continue, run the item.',
  };
};

export const describeCancel: OutcomeDescriber = () => ({
  code: 'cancelled',
  detail: 'The run is cancelled. Running steps stop, and completed work is kept.',
  tryInstead: 'To continue from there, run the item.',
});

export const describeReset: OutcomeDescriber = () => ({
  code: 'reset',
  detail: 'The item is back at its initial state. Its history is kept.',
  tryInstead: 'To repeat all steps, run the item.',
});

export const describeReplacement: OutcomeDescriber = () => ({
  code: 'address-replaced',
  detail: 'The item has the new address, and is back at its initial state.',
  tryInstead: 'To download from the new address, run the item.',
});

export const describeUnstick: OutcomeDescriber = (accepted) => {
  const failed = eventsOfType(accepted, 'StepFailed').map(({ data }) => data.step);
  if (failed.length > 0)
    return {
      code: 'given-up',
      detail: `These steps have failed permanently: ${failed.join(', ')}.`,
      tryInstead: 'Run the item again.',
    };
  const steps = eventsOfType(accepted, 'StepInterrupted').map(({ data }) => data.step);
  return { code: 'unstuck', detail: `These steps were taken from their workers: ${steps.join(', ')}. New attempts follow.` };
};

export const describeSkip =
  (stage: string): OutcomeDescriber =>
  (accepted) => {
    const dependents = eventsOfType(accepted, 'StepSkipped')
      .map(({ data }) => data.step)
      .filter((step) => step !== stage);
    const alsoOut = dependents.length === 0 ? '' : `, together with the steps that need it: ${dependents.join(', ')}`;
    return { code: 'skipped', detail: `${stage} is skipped${alsoOut}.` };
  };

export const describeSettle = (delivered: boolean): OutcomeDescriber =>
  delivered
    ? constantOutcome('settled', 'The delivery is confirmed.')
    : () => ({
        code: 'settled',
        detail: 'The delivery has failed: it did not arrive.',
        tryInstead: 'To repeat the delivery, run the item.',
      });

/** Without a run in progress, the next run redelivers. */
export const describeDelete: OutcomeDescriber = (accepted) => {
  const { state } = accepted.asset;
  if (isPresent(state) && state.erasedAt !== undefined)
    return { code: 'deleted', detail: 'The item is deleted. Its content was erased earlier.' };
  const expiresAt = eventsOfType(accepted, 'AssetDeleted').at(-1)?.data.expiresAt ?? 'its retention date';
  return {
    code: 'deleted',
    detail: `The item is deleted. Its content is kept until ${expiresAt}.`,
    tryInstead: 'To undo the deletion until then, restore the item.',
  };
};

/** A cancelled run stays cancelled, whether the deletion or an earlier command cancelled it. */
export const describeRestore: OutcomeDescriber = ({ asset: { state } }) =>
  isPresent(state) && state.run?.cancelled !== undefined
    ? {
        code: 'restored',
        detail: 'The item is restored. Its run stays cancelled.',
        tryInstead: state.pipeline === 'session' ? 'To continue, retry the session.' : 'To continue, run the item.',
      }
    : { code: 'restored', detail: 'The item is restored.' };

export const describeAddOutputs: OutcomeDescriber = (accepted) => {
  const names = eventsOfType(accepted, 'RunExtended').flatMap(({ data }) => data.outputs.map(({ name }) => name));
  const { state } = accepted.asset;
  const held = isPresent(state) ? heldOutputs(state).filter((name) => names.includes(name)) : [];
  return held.length === 0
    ? { code: 'outputs-added', detail: `The run also delivers to these outputs: ${names.join(', ')}.` }
    : {
        code: 'outputs-added',
        detail: `The run also delivers to these outputs when a person publishes them: ${names.join(', ')}.`,
        tryInstead: 'Publish the item.',
      };
};

export const describePublish: OutcomeDescriber = (accepted) => {
  const names = eventsOfType(accepted, 'PublishRequested').flatMap(({ data }) => data.outputs);
  const starts = eventsOfType(accepted, 'StepScheduled').length > 0;
  return {
    code: 'publishing',
    detail: `Published to these outputs: ${names.join(', ')}. ${starts ? 'The content is being delivered.' : 'The content is delivered as soon as it is ready.'}`,
  };
};

export const describeDescription: OutcomeDescriber = (accepted) => {
  const described = eventsOfType(accepted, 'AssetDescribed').flatMap(({ data }) => data.fields);
  const hasPreferences = eventsOfType(accepted, 'PreferencesChanged').length > 0;
  if (described.length === 0 && hasPreferences) return describePreferences(accepted);
  const fields = [...described, ...(hasPreferences ? ['preferences'] : [])];
  return { code: 'described', detail: `Changed: ${fields.join(', ')}. Delivered content stays as it is.` };
};
