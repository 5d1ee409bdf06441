import { outputOf, type AssetEvent, type Plan, type RunConfig } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { isPresent, type Asset, type AssetState, type RunState, type StepState } from '../asset/state.js';
import { hasEngineNow } from '../config/engine-for.js';
import { PREVIOUS_RUN, REQUEST, configuredOf } from '../config/next-run.js';
import { changedSettings, makesOtherwise, usedBy } from '../config/step-settings.js';
import { configProblems } from '../config/validate.js';
import { isEnabled } from '../config/paths.js';
import { nounOf } from '../pipeline/noun.js';
import { pipelineOf } from '../pipeline/pipelines.js';
import { renderStatus } from '../status/render-status.js';
import { isWork } from '../steps/kinds.js';
import { isOver, isRunActive, pauseOf, plannedSteps } from '../steps/run.js';
import { hasEnded, hasFollowUpLeft, isIrreplaceable, isOutdated, isUnconfirmed, stepOf } from '../steps/steps.js';
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
  const irreplaceable = steps.filter(isIrreplaceable);
  if (irreplaceable.length > 0)
    return satisfied(
      'already-complete',
      `The ${noun} is at every one of its outputs, but an earlier version of it, which cannot be replaced there, at: ${namesOf(irreplaceable)}.`,
      'To have this version somewhere else, run it with an output that does not have it yet.',
    );
  const outdated = steps.filter(isOutdated);
  if (outdated.length > 0)
    return satisfied(
      'already-complete',
      `The ${noun} is at every one of its outputs, but an earlier version of it at: ${namesOf(outdated)}.`,
      'To have this version there, send it again to that output (redeliver).',
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

/** A request that changes only what no finished step was made with gets an answer that says so. */
const changesNothing = (changed: readonly string[]): Decision =>
  satisfied(
    'already-complete',
    `Everything is done, and nothing of it is made or sent again because of: ${changed.join(', ')}.`,
    'To do everything again with these settings, reset it and run it.',
  );

/** What was corrected or made again since is sent by the run that the output belongs to, and never by one that was given up. */
const takesARunToRedeliver = (asset: Asset): boolean =>
  asset.run !== undefined &&
  isOver(asset.run) &&
  asset.steps.some((step) => (holdsOldWords(asset, step) || step.superseded === true) && !isIrreplaceable(step));

/** The settings that this very request gives another value than the last run had. */
function changedByRequest(asset: Asset, { config, configSources }: RunRequest): readonly string[] {
  const before = configuredOf(asset)?.config;
  const said = Object.keys(configSources).filter((path) => configSources[path] === REQUEST);
  return before === undefined ? said : changedSettings(said, before, config);
}

/** Steps that make something else with what the request changes, or that have an engine now. What a person skipped stays skipped. */
const repeatedSteps = (asset: Asset, plan: Plan, request: RunRequest, changed: readonly string[]): readonly string[] =>
  plan.steps
    .map(({ step }) => step)
    .filter(
      (step) =>
        (stepOf(asset, step)?.phase === 'completed' && makesOtherwise(step, changed)) || hasEngineNow(asset, step, request),
    );

/** Whether a run may start at all, whatever it is asked to do (RUN-06, RUN-09, RUN-14). */
function refusal(asset: Asset, changed: readonly string[]): Decision | undefined {
  const gone = goneAsset(asset);
  if (gone !== undefined) return gone;
  if (isRunActive(asset)) {
    // RUN-08 also where something is still done at an output after the upload.
    if (changed.length === 0 && renderStatus(asset) === 'READY') return complete(asset);
    return reject('already-running', 'A run is active on this item.', 'Wait until it has ended; pause or cancel it to stop it.');
  }
  return renderStatus(asset) === 'PENDING_SOURCE'
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

/** Sources of what the plan uses, and apart from them what was asked for and is of no use now: a later run may use it. */
function sourcesFor(plan: Plan, { config, configSources }: RunRequest): Pick<RunState, 'configSources' | 'unusedSources'> {
  const isUsed = usedBy(plan, config);
  const [used, unused]: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (const [path, source] of Object.entries(configSources)) {
    if (isUsed(path)) used[path] = source;
    else if (source === REQUEST || source === PREVIOUS_RUN) unused[path] = source;
  }
  return { configSources: used, ...(Object.keys(unused).length === 0 ? {} : { unusedSources: unused }) };
}

interface PlannedRun {
  readonly events: readonly AssetEvent[];
  /** What starts now: work of its own, or the end of a run before that was given up. */
  readonly hasWork: boolean;
}

/** What a run would be, whether or not it is worth starting. */
function planRun(asset: Asset, request: RunRequest, { now, changed }: { now: string; changed: readonly string[] }): PlannedRun {
  const plan = pipelineOf(asset.pipeline).plan(request.config);
  const recorded = { assetId: asset.assetId, at: now };
  const apply = (from: AssetState, event: AssetEvent): AssetState => evolve(from, event, recorded);
  const repeats = repeatedSteps(asset, plan, request, changed);
  const started = newEvent('RunStarted', {
    runId: request.runId,
    plan,
    config: request.config,
    ...sourcesFor(plan, request),
    ...(repeats.length === 0 ? {} : { repeats: [...repeats] }),
  });
  const planned = apply(asset, started);
  const off = isPresent(planned) ? switchedOff(planned, plan, request.config) : [];
  const ready = off.reduce(apply, planned);
  const hasWork = isPresent(ready) && plannedSteps(ready).some(({ step }) => !hasEnded(step));
  const isReady = renderStatus(asset) === 'READY';
  // RUN-08: a complete item takes part in no run that asks for nothing new, whatever the server's defaults are by now.
  const mayStart = !isReady || changed.length > 0 || repeats.length > 0 || hasFollowUpLeft(asset);
  return {
    events: [started, ...off],
    hasWork: (hasWork && mayStart) || (isReady ? takesARunToRedeliver(asset) : leavesBehind(asset, off)),
  };
}

/** The events that start a run, or why it cannot start. The plan is the same that a dry run shows (RUN-28). */
export function runEvents(asset: Asset, request: RunRequest, now: string): RunEvents {
  const changed = changedByRequest(asset, request);
  const refused = refusal(asset, changed);
  if (refused !== undefined) return { problem: refused };
  const [problem] = configProblems(request.config);
  if (problem !== undefined)
    return { problem: reject('invalid-config', `${problem.path}: ${problem.message}`, 'Correct the configuration.') };
  const { events, hasWork } = planRun(asset, request, { now, changed });
  if (hasWork) return { events };
  if (changed.length > 0) return { problem: changesNothing(changed) };
  return { problem: renderStatus(asset) === 'READY' ? complete(asset) : nothingLeft };
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
