import type { AssetEvent } from '@throughline/contracts';
import { isPresent, type StepPhase } from '@throughline/domain';
import type { Decided, Tell, Told } from './outcome.js';

const stepsIn = ({ asset }: Decided, phase: StepPhase): readonly string[] =>
  isPresent(asset.state) ? asset.state.steps.filter((one) => one.phase === phase).map(({ step }) => step) : [];

const of = <T extends AssetEvent['type']>({ events }: Decided, type: T): readonly Extract<AssetEvent, { type: T }>[] =>
  events.filter((event): event is Extract<AssetEvent, { type: T }> => event.type === type);

const always =
  (code: string, detail: string): Tell =>
  () => ({ code, detail });

/** `overrides`: the request says something of the configuration. A paused run goes on with what it has. */
export const tellRun =
  (overrides: boolean): Tell =>
  (accepted) => {
    if (of(accepted, 'RunStarted').length > 0) return { code: 'started', detail: 'The run has started.' };
    const resumed: Told = { code: 'resumed', detail: 'The paused run goes on.' };
    return overrides
      ? {
          code: 'resumed',
          detail: 'The paused run goes on with its own configuration; what this request says of it applies to new runs only.',
          tryInstead: 'For another configuration cancel this run, then run it.',
        }
      : resumed;
  };

export const tellPause: Tell = (accepted) => {
  const running = stepsIn(accepted, 'running');
  const until = of(accepted, 'PauseRequested').at(-1)?.data.until;
  const now = running.length === 0 ? 'Nothing is at work.' : `What is at work finishes: ${running.join(', ')}.`;
  const end = until === undefined ? '' : ` It goes on by itself at ${until}.`;
  return { code: 'paused', detail: `The run is paused; nothing new starts. ${now}${end}`, tryInstead: 'To go on, run it.' };
};

export const tellCancel: Tell = () => ({
  code: 'cancelled',
  detail: 'The run is cancelled: what was at work stops, what is done is kept.',
  tryInstead: 'To go on from there, run it.',
});

export const tellReset: Tell = () => ({
  code: 'reset',
  detail: 'The item is back at its start; its history is kept.',
  tryInstead: 'To do everything again, run it.',
});

export const tellUnstick: Tell = (accepted) => {
  const failed = of(accepted, 'StepFailed').map(({ data }) => data.step);
  if (failed.length > 0)
    return { code: 'given-up', detail: `Failed for good: ${failed.join(', ')}.`, tryInstead: 'Run it again.' };
  const taken = of(accepted, 'StepInterrupted').map(({ data }) => data.step);
  return { code: 'unstuck', detail: `Taken away from whoever held it: ${taken.join(', ')}. New attempts follow.` };
};

export const tellSkip =
  (stage: string): Tell =>
  (accepted) => {
    const others = of(accepted, 'StepSkipped')
      .map(({ data }) => data.step)
      .filter((step) => step !== stage);
    const alsoOut = others.length === 0 ? '' : `, and with it what needs it: ${others.join(', ')}`;
    return { code: 'skipped', detail: `${stage} is left out${alsoOut}.` };
  };

export const tellSettle = (delivered: boolean): Tell =>
  delivered
    ? always('settled', 'The delivery is confirmed.')
    : () => ({ code: 'settled', detail: 'The output has failed: it did not arrive.', tryInstead: 'To send it again, run it.' });

/** Where nothing goes on, the next run takes it along. */
export const tellRedeliver: Tell = (accepted) =>
  of(accepted, 'StepScheduled').length > 0
    ? { code: 'redelivering', detail: 'The output is given the newest version; what cannot be replaced there stays.' }
    : {
        code: 'to-be-redelivered',
        detail: 'The output is to be given the newest version.',
        tryInstead: 'To go on, run it.',
      };

/** While the run is paused nothing is scheduled. */
export const tellRetry: Tell = (accepted) =>
  of(accepted, 'StepScheduled').length > 0
    ? { code: 'retrying', detail: 'The follow-up is done again.' }
    : { code: 'to-be-retried', detail: 'The follow-up is done again when the run goes on.', tryInstead: 'To go on, run it.' };

export const tellDelete: Tell = (accepted) => {
  const { state } = accepted.asset;
  if (isPresent(state) && state.erasedAt !== undefined)
    return { code: 'deleted', detail: 'The item is deleted; its content was erased before.' };
  const expiresAt = of(accepted, 'AssetDeleted').at(-1)?.data.expiresAt ?? 'its retention date';
  return {
    code: 'deleted',
    detail: `The item is deleted; its content is kept until ${expiresAt}.`,
    tryInstead: 'To have it back until then, restore it.',
  };
};

/** The deletion has ended the run that was going on, or another one had been ended before: it does not go on by itself. */
export const tellRestore: Tell = ({ asset: { state } }) =>
  isPresent(state) && state.run?.cancelled !== undefined
    ? {
        code: 'restored',
        detail: 'The item is back; its run stays cancelled.',
        tryInstead: state.pipeline === 'session' ? 'To go on, try it again.' : 'To go on, run it.',
      }
    : { code: 'restored', detail: 'The item is back as it was.' };

export const tellAddOutputs: Tell = (accepted) => {
  const names = of(accepted, 'RunExtended').flatMap(({ data }) => data.outputs.map(({ name }) => name));
  return { code: 'outputs-added', detail: `The run delivers to these outputs as well: ${names.join(', ')}.` };
};
