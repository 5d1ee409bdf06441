import { outputOf, type AssetEventOf, type OutputConfig, type Plan, type PlanStep, type RunConfig } from '@throughline/contracts';
import { isEnabled } from './config/paths.js';
import { isOver } from './steps/run.js';
import { PREVIOUS_RUN, REQUEST } from './config/layer-names.js';
import { findOwnPatterns } from './config/layers.js';
import { createUsageCheck } from './config/step-settings.js';
import type { AttemptEnd, AttemptRecord } from './attempt-record.js';
import type { Asset, RunState, StepIn, StepState } from './state.js';

type RunStarted = AssetEventOf<'RunStarted'>['data'];
type PublishRequested = AssetEventOf<'PublishRequested'>['data'];
type RunExtended = AssetEventOf<'RunExtended'>['data'];
type RunRolledBack = AssetEventOf<'RunRolledBack'>['data'];

const isDelivering = ({ kind }: Pick<StepState, 'kind'>): boolean => kind === 'delivery' || kind === 'followUp';

type StepHistory = Pick<
  StepState,
  | 'attempts'
  | 'checkpoints'
  | 'delivered'
  | 'deliveredAt'
  | 'deliveredWith'
  | 'deliveredTexts'
  | 'addedAt'
  | 'isForeign'
  | 'queue'
>;

/** Returns a step with nothing done in the current run. Its attempts stay. */
export const createPendingStep = (
  step: Pick<StepState, 'step' | 'kind' | 'output'> & StepHistory,
  at: string,
): StepIn<'pending'> => ({
  step: step.step,
  kind: step.kind,
  ...(step.output === undefined ? {} : { output: step.output }),
  phase: 'pending',
  attempts: step.attempts,
  failures: 0,
  crashes: 0,
  reached: 0,
  checkpointed: false,
  // An upload session at a destination outlasts its run: the next attempt must know it.
  checkpoints: step.kind === 'delivery' ? step.checkpoints : {},
  ...(step.delivered === undefined ? {} : { delivered: step.delivered }),
  ...(step.deliveredAt === undefined ? {} : { deliveredAt: step.deliveredAt }),
  ...(step.deliveredWith === undefined ? {} : { deliveredWith: step.deliveredWith }),
  ...(step.deliveredTexts === undefined ? {} : { deliveredTexts: step.deliveredTexts }),
  ...(step.addedAt === undefined ? {} : { addedAt: step.addedAt }),
  ...(step.isForeign === undefined ? {} : { isForeign: step.isForeign }),
  ...(step.queue === undefined ? {} : { queue: step.queue }),
  changedAt: at,
  artifacts: [],
});

/** Removes the pause, which belongs to its run (RUN-13). */
export const removePause = ({ pause: _pause, ...asset }: Asset): Asset => asset;

const sameSteps = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((step) => other.includes(step));

const isDelivered = ({ phase, isForeign }: StepState): boolean => phase === 'completed' && isForeign !== true;

/**
 * Returns the finished steps that a new run keeps (D35): those whose inputs have not changed.
 * A stage that the run repeats, adds or drops also repeats the stages after it.
 * Delivered content stays delivered (RUN-07, UPL-10), and a step that a person skipped stays skipped.
 */
function findKeptSteps(asset: Asset, next: RunStarted): ReadonlySet<string> {
  const { plan, repeats = [] } = next;
  const currentSteps = new Set<string>();
  for (const planned of plan.steps) {
    const step = asset.steps.find((each) => each.step === planned.step);
    if (step === undefined || repeats.includes(planned.step)) continue;
    if (isDelivering(planned) ? isDelivered(step) : isStillCurrent(step, planned, { asset, next, currentSteps }))
      currentSteps.add(step.step);
  }
  return currentSteps;
}

const isFinished = (step: StepState): boolean =>
  step.phase === 'completed' || (step.phase === 'skipped' && step.skipReason !== 'disabled');

type PlanWithConfig = Pick<RunStarted, 'plan' | 'config'>;
interface StartingRun {
  readonly asset: Asset;
  readonly next: PlanWithConfig;
  readonly currentSteps: ReadonlySet<string>;
}

const isOff = ({ enabledBy }: PlanStep, config: RunConfig): boolean => enabledBy !== undefined && !isEnabled(config, enabledBy);

/**
 * Returns the steps that determine what a step works on. A stage that is off passes on what it gets, unless the step needs its
 * result. Plans of earlier versions lack a trimming that is off.
 */
const findInputs = (run: PlanWithConfig, { dependsOn, needs = [] }: PlanStep): readonly string[] =>
  dependsOn.flatMap((name) => {
    const parent = run.plan.steps.find(({ step }) => step === name);
    return parent === undefined || needs.includes(name) || !isOff(parent, run.config) ? [name] : findInputs(run, parent);
  });

function isStillCurrent(step: StepState, planned: PlanStep, { asset, next, currentSteps }: StartingRun): boolean {
  if (step.phase === 'skipped' && planned.required === true) return false;
  if (step.phase === 'skipped' && step.skipReason === 'manual') return true;
  const inputs = findInputs(next, planned);
  if (!isFinished(step) || !inputs.every((parent) => currentSteps.has(parent))) return false;
  const before = asset.run?.plan.steps.find((each) => each.step === planned.step);
  return asset.run === undefined || before === undefined || sameSteps(findInputs(asset.run, before), inputs);
}

const outputFor = (planned: PlanStep, outputs: readonly OutputConfig[]): StepState['output'] => {
  const name = isDelivering(planned) ? outputOf(planned.step) : undefined;
  const output = outputs.find((each) => each.name === name);
  return output === undefined ? undefined : { name: output.name, type: output.type };
};

const stepHistoryOf = ({
  attempts,
  checkpoints,
  delivered,
  deliveredAt,
  deliveredWith,
  deliveredTexts,
}: StepState): StepHistory => ({
  attempts,
  checkpoints,
  ...(delivered === undefined ? {} : { delivered }),
  ...(deliveredAt === undefined ? {} : { deliveredAt }),
  ...(deliveredWith === undefined ? {} : { deliveredWith }),
  ...(deliveredTexts === undefined ? {} : { deliveredTexts }),
});

export function planStepAnew(
  planned: PlanStep,
  before: StepState | undefined,
  { outputs, at }: { readonly outputs: readonly OutputConfig[]; readonly at: string },
): StepState {
  const output = outputFor(planned, outputs);
  // Another library's delivery says nothing about this output, and its upload session is not ours.
  const history =
    before === undefined || before.isForeign === true
      ? { attempts: before?.attempts ?? [], checkpoints: {} }
      : stepHistoryOf(before);
  return createPendingStep(
    { step: planned.step, kind: planned.kind, ...history, ...(output === undefined ? {} : { output }) },
    at,
  );
}

/** Returns true if this run's request named the outputs, or an earlier request whose settings this run continues. */
function hasRequestedOutputs({ run, configured, changedLayers }: Asset, { configSources }: RunStarted): boolean {
  if (configSources['outputs'] !== PREVIOUS_RUN) return configSources['outputs'] === REQUEST;
  return (run ?? configured)?.hasRequestedOutputs === true && changedLayers?.includes('template') !== true;
}

/**
 * Returns true if the run makes and drops nothing, so that it delivers what people have approved: a retry of a failed delivery
 * needs no second approval.
 */
function isContentKept(asset: Asset, { plan, config }: RunStarted, currentSteps: ReadonlySet<string>): boolean {
  const made = plan.steps.filter((planned) => !isDelivering(planned));
  const isKept = (planned: PlanStep): boolean =>
    isOff(planned, config)
      ? asset.steps.every((step) => step.step !== planned.step || step.phase === 'skipped')
      : currentSteps.has(planned.step);
  const isPlanned = ({ step }: StepState): boolean => made.some((planned) => planned.step === step);
  return made.every(isKept) && asset.steps.every((step) => isDelivering(step) || isPlanned(step) || step.phase === 'skipped');
}

/**
 * Starts a run: keeps finished steps, puts the other steps of the plan back to waiting, and clears the failure (FLR-15, D34).
 */
export function evolveRunStarted(asset: Asset, data: RunStarted, at: string): Asset {
  const currentSteps = findKeptSteps(asset, data);
  const planned = data.plan.steps.map((each) => {
    const before = asset.steps.find((step) => step.step === each.step);
    if (before !== undefined && currentSteps.has(each.step)) return before;
    return planStepAnew(each, before, { outputs: data.config.outputs, at });
  });
  const formerSteps = asset.steps.filter((step) => !data.plan.steps.some((each) => each.step === step.step));
  const published = isContentKept(asset, data, currentSteps) ? asset.run?.published : undefined;
  const run: RunState = {
    runId: data.runId,
    startedAt: at,
    plan: data.plan,
    config: data.config,
    configSources: data.configSources,
    ...(data.unusedSources === undefined ? {} : { unusedSources: data.unusedSources }),
    ...(hasRequestedOutputs(asset, data) ? { hasRequestedOutputs: true } : {}),
    ...(published === undefined ? {} : { published }),
    ...(data.metered === undefined ? {} : { metered: data.metered }),
  };
  const { configured: _configured, changedLayers: _changedLayers, ...rest } = asset;
  // A first run moves the recording out of SKIPPED (AGG-04).
  return removePause({
    ...rest,
    base: asset.base === 'SKIPPED' ? 'INITIALIZED' : asset.base,
    run,
    steps: [...planned, ...formerSteps],
  });
}

/** Records the approval of a person. A run that was given up delivers nothing, so it needs none. */
export function evolvePublishRequested(asset: Asset, { runId, outputs }: PublishRequested): Asset {
  const { run } = asset;
  if (run?.runId !== runId || isOver(run)) return asset;
  return { ...asset, run: { ...run, published: [...new Set([...(run.published ?? []), ...outputs])] } };
}

/** Returns the layers of a run whose outputs have grown. Like a start, it names the own patterns that a delivery uses. */
function extendSources(run: RunState, plan: Plan, config: RunConfig): RunState['configSources'] {
  const isUsed = createUsageCheck(plan, config);
  const used = Object.entries(findOwnPatterns(config)).filter(([path]) => isUsed(path));
  return { ...run.configSources, ...Object.fromEntries(used) };
}

/** Adds outputs at the end of the plan (DOC-07). What an earlier run delivered there stays delivered (UPL-10). */
export function evolveRunExtended(asset: Asset, data: RunExtended, at: string): Asset {
  const { run } = asset;
  if (run?.runId !== data.runId || isOver(run)) return asset;
  const added = data.steps.filter(({ step }) => !run.plan.steps.some((planned) => planned.step === step));
  const config = { ...run.config, outputs: [...run.config.outputs, ...data.outputs] };
  const plan = { ...run.plan, steps: [...run.plan.steps, ...added] };
  const steps = added.map((each) => {
    const before = asset.steps.find(({ step }) => step === each.step);
    return before !== undefined && isDelivered(before)
      ? before
      : { ...planStepAnew(each, before, { outputs: config.outputs, at }), addedAt: at };
  });
  const others = asset.steps.filter(({ step }) => !added.some((each) => each.step === step));
  const inPlan = others.filter(({ step }) => run.plan.steps.some((planned) => planned.step === step));
  const formerSteps = others.filter((step) => !inPlan.includes(step));
  return {
    ...asset,
    // A person added outputs, so all of them continue as requested.
    run: { ...run, config, configSources: extendSources(run, plan, config), hasRequestedOutputs: true, plan },
    steps: [...inPlan, ...steps, ...formerSteps],
  };
}

export const endOpenAttempts = (attempts: readonly AttemptRecord[], end: AttemptEnd): readonly AttemptRecord[] =>
  attempts.map((attempt) => (attempt.end === undefined ? { ...attempt, end } : attempt));

/** Returns the asset to the rollback's base status and withdraws queued attempts (FLR-02 to FLR-05, D36). */
export function evolveRunRolledBack(asset: Asset, data: RunRolledBack, at: string): Asset {
  const { run } = asset;
  if (run?.runId !== data.runId || run.rollback !== undefined || run.cancelled !== undefined) return asset;
  return removePause({
    ...asset,
    base: data.target,
    begun: false,
    run: { ...run, rollback: { step: data.step, code: data.code, target: data.target, at } },
    steps: asset.steps.map((step) =>
      step.phase === 'scheduled' || step.phase === 'running' || step.phase === 'pending'
        ? createPendingStep(
            { ...step, attempts: endOpenAttempts(step.attempts, 'withdrawn') },
            step.phase === 'pending' ? step.changedAt : at,
          )
        : step,
    ),
  });
}
