import { outputOf, type AssetEvent, type Plan, type RunConfig } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { configProblems } from '../config/validate.js';
import { isEnabled } from '../config/paths.js';
import { nounOf } from '../pipeline/noun.js';
import { pipelineOf } from '../pipeline/pipelines.js';
import { renderStatus } from '../status/render-status.js';
import { isWork } from '../steps/kinds.js';
import { isOver, isRunActive, pauseOf, plannedSteps } from '../steps/run.js';
import { hasEnded, isOutdated, isUnconfirmed } from '../steps/steps.js';
import { holdsOldWords } from '../transcript/current-transcript.js';
import type { RunRequest, StartRun } from './command.js';
import { goneAsset, reject, satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { withConsequences } from './follow-up.js';

type RunEvents = { readonly events: readonly AssetEvent[] } | { readonly problem: Decision };

const namesOf = (steps: readonly StepState[]): string => steps.map(({ step }) => outputOf(step) ?? step).join(', ');

/** READY: what may still be for a person to do is said with it. */
function complete({ steps, pipeline }: Asset): Decision {
  const noun = nounOf(pipeline);
  const unconfirmed = steps.filter(isUnconfirmed);
  if (unconfirmed.length > 0)
    return satisfied(
      'already-complete',
      `The ${noun} was sent to every one of its outputs. Whether it has arrived is not known at: ${namesOf(unconfirmed)}.`,
      'Look there and settle it; what has not arrived is sent by the next run.',
    );
  const outdated = steps.filter(isOutdated);
  if (outdated.length > 0)
    return satisfied(
      'already-complete',
      `The ${noun} is at every one of its outputs, but an earlier version of it, which cannot be replaced there, at: ${namesOf(outdated)}.`,
      'To have this version somewhere else, reset it and run it with an output that does not have it yet.',
    );
  return satisfied(
    'already-complete',
    `The ${noun} is complete: it is at every one of its outputs.`,
    'To do everything again, reset it and run it.',
  );
}
const nothingLeft = satisfied(
  'already-complete',
  'Everything that the configuration asks for is done; there is nothing to run.',
  'Add an output or switch a stage on, and run it; to do everything again, reset it first.',
);

/** What was corrected since is sent by the run that the output belongs to, and never by one that was given up. */
const takesARunToRedeliver = (asset: Asset): boolean =>
  asset.run !== undefined && isOver(asset.run) && asset.steps.some((step) => holdsOldWords(asset, step) && !isOutdated(step));

/** Whether a run may start at all, whatever it is asked to do (RUN-06, RUN-08, RUN-09, RUN-14). */
function refusal(asset: Asset): Decision | undefined {
  const gone = goneAsset(asset);
  if (gone !== undefined) return gone;
  const status = renderStatus(asset);
  // RUN-08 also where something is still done at an output after the upload.
  if (status === 'READY' && !takesARunToRedeliver(asset)) return complete(asset);
  if (isRunActive(asset)) {
    return reject('already-running', 'A run is active on this item.', 'Wait until it has ended; pause or cancel it to stop it.');
  }
  return status === 'PENDING_SOURCE'
    ? reject('not-runnable', 'The bytes of the source are not there yet.', 'Upload the source first, then run.')
    : undefined;
}

/** What is switched off is skipped at once, and so is what earlier runs left that the new plan does not hold (STG-08, STG-09). */
function switchedOff(started: Asset, plan: Plan, config: RunConfig): readonly AssetEvent[] {
  const disabled = plan.steps.filter(({ enabledBy }) => enabledBy !== undefined && !isEnabled(config, enabledBy));
  const left = started.steps.filter(({ step }) => !plan.steps.some((planned) => planned.step === step));
  const work = left.filter((step) => isWork(step.kind) && step.skipReason !== 'disabled');
  const others = left.filter((step) => !isWork(step.kind) && step.phase !== 'completed' && step.phase !== 'skipped');
  return [
    ...disabled.map(({ step }) => newEvent('StepSkipped', { step, reason: 'disabled' })),
    ...work.map(({ step }) => newEvent('StepSkipped', { step, reason: 'disabled' })),
    ...others.map(({ step }) => newEvent('StepSkipped', { step, reason: 'not_applicable' })),
  ];
}

/**
 * A run with nothing to do still has an effect where the one before was given up, whose failure it clears (FLR-15), or where an output that
 * has failed is no longer asked for. Without it, whoever skips the stage that failed could never get on.
 */
const leavesBehind = ({ run }: Asset, off: readonly AssetEvent[]): boolean =>
  (run !== undefined && isOver(run)) || off.some(({ type, data }) => type === 'StepSkipped' && data.reason === 'not_applicable');

/** The events that start a run, or why it cannot start. The plan is the same that a dry run shows (RUN-28). */
export function runEvents(asset: Asset, request: RunRequest, now: string): RunEvents {
  const refused = refusal(asset);
  if (refused !== undefined) return { problem: refused };
  const [problem] = configProblems(request.config);
  if (problem !== undefined)
    return { problem: reject('invalid-config', `${problem.path}: ${problem.message}`, 'Correct the configuration.') };
  const { runId, config, configSources } = request;
  const plan = pipelineOf(asset.pipeline).plan(config);
  const recorded = { assetId: asset.assetId, at: now };
  const apply = (from: AssetState, event: AssetEvent): AssetState => evolve(from, event, recorded);
  const started = newEvent('RunStarted', { runId, plan, config, configSources: { ...configSources } });
  const planned = apply(asset, started);
  if (!isPresent(planned)) return { problem: nothingLeft };
  const off = switchedOff(planned, plan, config);
  const ready = off.reduce(apply, planned);
  const hasWork = isPresent(ready) && plannedSteps(ready).some(({ step }) => !hasEnded(step));
  return hasWork || leavesBehind(asset, off) ? { events: [started, ...off] } : { problem: nothingLeft };
}

/** Also one before the newest: what its attempts have done is no work of a run that begins now. */
const isKnownRun = ({ run, steps }: Asset, runId: string): boolean =>
  run?.runId === runId || steps.some(({ attempts }) => attempts.some((attempt) => attempt.runId === runId));

/** `/run`: chooses what to do from what is done (RUN-01 to RUN-09, RUN-14, D35); a paused run goes on with the plan that it has (RUN-05, D10). */
export function startRun(state: AssetState, command: StartRun): Decision {
  if (!isPresent(state)) return unknownAsset;
  const recorded = { assetId: state.assetId, at: command.now };
  // Only an active run is paused, and what is deleted or complete has none, but for what follows an upload (D10).
  if (pauseOf(state) !== undefined)
    return withConsequences(state, [newEvent('Resumed', { by: command.by, cause: 'run' })], recorded);
  if (isKnownRun(state, command.runId))
    return satisfied(
      'already-started',
      'This run was started before.',
      'Read how far it is; a further run has an id of its own.',
    );
  const run = runEvents(state, command, command.now);
  if ('problem' in run) return run.problem;
  return withConsequences(state, run.events, recorded);
}
