import { TRANSCRIBE, type AssetEvent, type AssetEventOf, type Plan, type PlanStep, type RunConfig } from '@throughline/contracts';
import { METADATA_STEP } from '../asset/document-rules.js';
import { evolve } from '../asset/evolve.js';
import { HISTORY } from '../asset/history-only.js';
import { isPresent, type Asset, type AssetState, type RunState, type StepState } from '../asset/state.js';
import { hasEngineNow } from '../asset/config/engine-for.js';
import { PREVIOUS_RUN, REQUEST, RUN_TEMPLATE, isRequested } from '../asset/config/layer-names.js';
import { BATCH_ID, hasNewBinding, lastRunConfig } from '../asset/config/previous-run.js';
import { findChangedSettings, isResultAffected, createUsageCheck, hasOutputs } from '../asset/config/step-settings.js';
import { findConfigProblems } from '../asset/config/validate.js';
import { isEnabled } from '../asset/config/paths.js';
import { hasOldTexts } from '../asset/texts/sent-texts.js';
import { renderStatus } from '../status/render-status.js';
import { isWork } from '../asset/steps/kinds.js';
import { isAwaitingReview, needsReview } from '../asset/steps/review.js';
import { isClosed, isOver, isRunActive, pauseOf, plannedSteps } from '../asset/steps/run.js';
import {
  hasEnded,
  hasFollowUpLeft,
  isGivenUp,
  isIrreplaceable,
  isSuperseded,
  plannedStep,
  skipReasonOf,
  stepOf,
} from '../asset/steps/steps.js';
import { hasOldTranscript } from '../asset/texts/current-transcript.js';
import { isInAnotherLanguage } from '../asset/config/language.js';
import { waitsForReview } from './publish.js';
import type { RunRequest, StartRun } from './command-context.js';
import { advance, checkHasFile, checkNotGone, reject, satisfy, unknownAsset, type Decision, type Rejection } from './decision.js';
import { newEvent } from './event.js';
import { findForeignSource } from './foreign-source.js';
import { planRemaining } from './plan-run.js';
import { describeCompletion, describeUnusedChanges, nothingLeft } from './nothing-to-run.js';

type RunEvents = { readonly events: readonly AssetEvent[] } | { readonly problem: Decision };

/**
 * Returns true if newer files, texts or a skipped delivery wait for an output whose run was given up: only a new run lets
 * `redeliver` send them.
 */
const isRedeliveryBlocked = (asset: Asset): boolean =>
  asset.run !== undefined &&
  isClosed(asset.run) &&
  asset.steps.some(
    (step) =>
      (isGivenUp(step) && plannedStep(asset, step.step) !== undefined) ||
      ((hasOldTranscript(asset, step) || isSuperseded(step)) && !isIrreplaceable(step)) ||
      hasOldTexts(asset, step),
  );

const findPaths = (sources: Readonly<Record<string, string>>, layers: readonly string[]): readonly string[] =>
  Object.entries(sources).flatMap(([path, source]) => (layers.includes(source) ? [path] : []));

/** Returns the settings of the last run whose layer the item may have lost, for example removed preferences. */
function findLostPaths(asset: Asset, sources: Readonly<Record<string, string>>): readonly string[] {
  const ended = hasNewBinding(asset) ? [REQUEST, PREVIOUS_RUN] : [];
  // Outputs continue without their layer, and a batch id never continues.
  return findPaths(sources, [...(asset.changedLayers ?? []), ...ended]).filter((path) => path !== 'outputs' && path !== BATCH_ID);
}

/**
 * Returns the settings that a person has changed since the last run: with this request, or in a layer of the item. A change
 * within a template or in the user's settings concerns many items, and starts none that is complete.
 */
function findRequestedChanges(asset: Asset, { config, configSources }: RunRequest): readonly string[] {
  const before = lastRunConfig(asset);
  const requested = findPaths(configSources, [REQUEST, RUN_TEMPLATE, ...(asset.changedLayers ?? [])]);
  if (before === undefined) return requested;
  const paths = new Set([...requested, ...findLostPaths(asset, before.sources)]);
  return findChangedSettings([...paths], before.config, config);
}

/**
 * Returns true if another system did the step, and its log brought no file. The item's file came later, so this step and all after
 * it must make their files here.
 */
const hasMadeNothingHere = ({ sourceKind, steps }: Asset, { step: name, dependsOn }: PlanStep): boolean =>
  sourceKind === HISTORY &&
  dependsOn.length === 0 &&
  steps.some(({ step, phase, artifacts }) => step === name && phase === 'completed' && artifacts.length === 0);

/**
 * Returns the steps to repeat: on request, because their settings or the language have changed, or because they have an engine
 * now. Steps that a person skipped stay skipped.
 */
const findRepeatedSteps = (asset: Asset, plan: Plan, request: RunRequest, changed: readonly string[]): readonly string[] =>
  plan.steps
    .filter(
      (planned) =>
        (stepOf(asset, planned.step)?.phase === 'completed' &&
          (isResultAffected(planned.step, changed) || request.repeat?.includes(planned.step) === true)) ||
        hasMadeNothingHere(asset, planned) ||
        isInAnotherLanguage(asset, stepOf(asset, planned.step)) ||
        hasEngineNow(asset, planned.step, request),
    )
    .map(({ step }) => step);

const rejectIncomplete = ({ sourceKind }: Asset): Decision =>
  sourceKind === 'upload'
    ? reject('not-runnable', 'The upload is not complete.', 'Finish the upload, then run the item.')
    : reject('not-runnable', 'The source still processes the file.', 'Wait, or sync the source of the item.');

/** Returns the reason why no run may start, whatever it would do (RUN-06, RUN-09, RUN-14). */
function checkRunAllowed(asset: Asset, changed: readonly string[]): Decision | undefined {
  const refusal = checkNotGone(asset);
  if (refusal !== undefined) return refusal;
  if (isRunActive(asset)) {
    // RUN-08 also applies while follow-ups still run after the upload.
    if (changed.length === 0 && renderStatus(asset) === 'READY') return describeCompletion(asset);
    return reject('already-running', 'A run is active on this item.', 'Wait for the run to end, or pause or cancel it.');
  }
  return checkHasFile(asset) ?? (renderStatus(asset) === 'PENDING_SOURCE' ? rejectIncomplete(asset) : undefined);
}

/** Skips disabled steps immediately, and steps of earlier runs that the new plan does not have (STG-08, STG-09). */
function skipDisabledSteps(started: Asset, plan: Plan, config: RunConfig): readonly AssetEvent[] {
  const disabled = plan.steps.filter(({ enabledBy }) => enabledBy !== undefined && !isEnabled(config, enabledBy));
  const formerSteps = started.steps.filter(({ step }) => !plan.steps.some((planned) => planned.step === step));
  const work = formerSteps.filter((step) => isWork(step.kind) && skipReasonOf(step) !== 'disabled');
  const others = formerSteps.filter((step) => !isWork(step.kind) && step.phase !== 'completed' && step.phase !== 'skipped');
  return [
    ...disabled.map(({ step }) => newEvent('StepSkipped', { step, reason: 'disabled' })),
    ...work.map(({ step }) => newEvent('StepSkipped', { step, reason: 'disabled' })),
    ...others.map(({ step }) => newEvent('StepSkipped', { step, reason: 'not_applicable' })),
  ];
}

/**
 * Returns true if a run without work still has an effect. It may clear the failure of a run that was given up (FLR-15), or drop
 * a failed output that is no longer requested.
 * Without it, skipping the failed stage could never clear the failure.
 */
const hasEffectWithoutWork = ({ run }: Asset, off: readonly AssetEvent[]): boolean =>
  (run !== undefined && isOver(run)) || off.some(({ type, data }) => type === 'StepSkipped' && data.reason === 'not_applicable');

/**
 * Separates the layers of settings that the plan uses from requested settings that it does not use. A later run may use those.
 */
function splitSources(plan: Plan, { config, configSources }: RunRequest): Pick<RunState, 'configSources' | 'unusedSources'> {
  const isUsed = createUsageCheck(plan, config);
  const [used, unused]: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (const [path, source] of Object.entries(configSources)) {
    if (isUsed(path)) used[path] = source;
    else if (isRequested(source)) unused[path] = source;
  }
  return { configSources: used, ...(Object.keys(unused).length === 0 ? {} : { unusedSources: unused }) };
}

interface PlannedRun {
  readonly events: readonly AssetEvent[];
  /** True if the run has work, or ends the failure of an earlier run. */
  readonly hasWork: boolean;
  /** The reason why the run cannot start although it has work. */
  readonly obstacle?: Rejection | undefined;
}

type RunTexts = NonNullable<AssetEventOf<'RunStarted'>['personal']>;

/** Returns the terms to seal. A plan without transcription does not use the terms, so its event does not store them. */
function pickVocabulary({ steps }: Plan, { vocabulary }: RunRequest): Pick<RunTexts, 'vocabulary'> {
  if (vocabulary === undefined || vocabulary.own.length + vocabulary.library.length === 0) return {};
  return steps.some(({ step }) => step === TRANSCRIBE) ? { vocabulary } : {};
}

/** Returns the rules to seal. Only the step that finds the fields of a document uses them, so a run that keeps its result has none. */
function pickRules({ steps }: Plan, { rules = [] }: RunRequest, planned: AssetState): Pick<RunTexts, 'rules'> {
  if (rules.length === 0 || !steps.some(({ step }) => step === METADATA_STEP)) return {};
  return isPresent(planned) && stepOf(planned, METADATA_STEP)?.phase === 'completed' ? {} : { rules: [...rules] };
}

/** Returns the words of people to seal, or undefined if the run has none. */
function pickRunTexts(plan: Plan, request: RunRequest, planned: AssetState): RunTexts | undefined {
  const { patterns = {}, outputPatterns = {} } = request;
  const named = Object.entries({ patterns, outputPatterns }).filter(([, each]) => Object.keys(each).length > 0);
  const texts = { ...pickVocabulary(plan, request), ...pickRules(plan, request, planned), ...Object.fromEntries(named) };
  return Object.keys(texts).length === 0 ? undefined : texts;
}

const optionsOf = (
  repeats: readonly string[],
  { metered }: RunRequest,
): Pick<AssetEventOf<'RunStarted'>['data'], 'repeats' | 'metered'> => ({
  ...(repeats.length === 0 ? {} : { repeats: [...repeats] }),
  ...(metered === undefined ? {} : { metered }),
});

/** Returns true if the step is left to do. A delivery that waits for a review before and after the start is no work. */
const isLeft = (before: Asset, after: Asset, step: StepState): boolean =>
  !hasEnded(step) && !(isAwaitingReview(after, step) && isAwaitingReview(before, stepOf(before, step.step) ?? step));

/** Returns the reason why stored settings do not allow the run. A pipeline without outputs needs none. */
export const findUnusable = (pipeline: string, { unusable }: RunRequest): Rejection | undefined =>
  unusable?.code === 'output-missing' && !hasOutputs(pipeline) ? undefined : unusable;

const findObstacle = (before: Asset, ready: AssetState, request: RunRequest): Rejection | undefined =>
  isPresent(ready) ? (findUnusable(ready.pipeline, request) ?? findForeignSource(before, ready)) : undefined;

function planRun(asset: Asset, request: RunRequest, { now, changed }: { now: string; changed: readonly string[] }): PlannedRun {
  const plan = planRemaining(asset, request);
  const recorded = { assetId: asset.assetId, at: now };
  const apply = (from: AssetState, event: AssetEvent): AssetState => evolve(from, event, recorded);
  const repeats = findRepeatedSteps(asset, plan, request, changed);
  const { runId, config } = request;
  const data = { runId, plan, config, ...splitSources(plan, request), ...optionsOf(repeats, request) };
  // A repeated step also repeats those after it, so only the planned steps tell which results stay.
  const planned = apply(asset, newEvent('RunStarted', data));
  const started = newEvent('RunStarted', data, pickRunTexts(plan, request, planned));
  const off = isPresent(planned) ? skipDisabledSteps(planned, plan, request.config) : [];
  const ready = off.reduce(apply, planned);
  const hasWork = isPresent(ready) && plannedSteps(ready).some(({ step }) => isLeft(asset, ready, step));
  const isReady = renderStatus(asset) === 'READY';
  // RUN-08: a complete item starts no run unless something new is requested, even if the server's defaults have changed.
  const mayStart = !isReady || changed.length > 0 || repeats.length > 0 || hasFollowUpLeft(asset);
  return {
    events: [started, ...off],
    hasWork: (hasWork && mayStart) || (isReady ? isRedeliveryBlocked(asset) : hasEffectWithoutWork(asset, off)),
    obstacle: findObstacle(asset, ready, request),
  };
}

/** Returns the event that binds the request's template; none if the item is bound to it already. */
const bindRequested = ({ template }: Asset, { bind }: RunRequest): readonly AssetEvent[] =>
  bind === undefined || bind.template === template?.id ? [] : [newEvent('TemplateBound', bind)];

/** Adds to the reason why no run starts that the template, which the run would have bound, is not bound either. */
function addUnbound(problem: Decision, { bind }: RunRequest): Decision {
  if (bind === undefined || 'rejected' in problem || problem.satisfied === undefined) return problem;
  const { code, detail, tryInstead } = problem.satisfied;
  const next = `To bind it without a run, send POST …/template/${String(bind.template)}.`;
  return satisfy(code, `${detail} The template was not bound.`, tryInstead === undefined ? next : `${tryInstead} ${next}`);
}

/** Returns the events that start a run, or the reason why it cannot start. A dry run shows the same plan (RUN-28). */
export function buildRunEvents(before: Asset, request: RunRequest, now: string): RunEvents {
  const run = buildBoundRun(before, request, now);
  if (!('problem' in run) || bindRequested(before, request).length === 0) return run;
  return { problem: addUnbound(run.problem, request) };
}

function buildBoundRun(before: Asset, request: RunRequest, now: string): RunEvents {
  const binding = bindRequested(before, request);
  const recorded = { assetId: before.assetId, at: now };
  const asset = binding.reduce<AssetState>((state, event) => evolve(state, event, recorded), before);
  if (!isPresent(asset)) return { problem: unknownAsset };
  const changed = findRequestedChanges(asset, request);
  const refused = checkRunAllowed(asset, changed);
  if (refused !== undefined) return { problem: refused };
  const [problem] = findConfigProblems(request.config);
  if (problem !== undefined)
    return { problem: reject('invalid-config', `${problem.path}: ${problem.message}`, 'Correct the configuration.') };
  const { events, hasWork, obstacle } = planRun(asset, request, { now, changed });
  if (hasWork && obstacle !== undefined) return { problem: { rejected: obstacle } };
  if (hasWork) return { events: [...binding, ...events] };
  if (needsReview(asset)) return { problem: waitsForReview };
  if (changed.length > 0) return { problem: describeUnusedChanges(changed) };
  return { problem: renderStatus(asset) === 'READY' ? describeCompletion(asset) : nothingLeft };
}

/** Also finds runs before the newest: a new run must not get the attempts of an earlier run. */
const isKnownRun = ({ run, steps }: Asset, runId: string): boolean =>
  run?.runId === runId || steps.some(({ attempts }) => attempts.some((attempt) => attempt.runId === runId));

/**
 * Starts or resumes a run. It continues from finished work (RUN-01 to RUN-09, RUN-14, D35); a paused run keeps its plan
 * (RUN-05, D10).
 */
export function startRun(state: AssetState, command: StartRun): Decision {
  if (!isPresent(state)) return unknownAsset;
  // Only an active run can be paused. A deleted item has none; a complete one may still have follow-ups (D10).
  if (pauseOf(state) !== undefined) return advance(newEvent('Resumed', { by: command.by, cause: 'run' }));
  if (isKnownRun(state, command.runId))
    return satisfy(
      'already-started',
      'This run has already started.',
      'Read the status of the run. Another run needs another id.',
    );
  const run = buildRunEvents(state, command, command.now);
  return 'problem' in run ? run.problem : advance(...run.events);
}
