import { outputOf, type AssetEvent, type OutputConfig, type OutputPatterns, type PlanStep } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type RunState } from '../asset/state.js';
import { findConfigProblems } from '../asset/config/validate.js';
import { findOutputPatterns } from '../asset/texts/sealed-patterns.js';
import { pipelineOf } from '../asset/pipeline/pipelines.js';
import { fatalStep, isClosed } from '../asset/steps/run.js';
import { isGivenUp } from '../asset/steps/steps.js';
import { RUN_IS_CLOSED, advance, checkHasFile, checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { checkGivenUp } from './redeliver.js';
import type { ActorCommand } from './command-context.js';

/** Adds outputs to a run that has already started (DOC-07). */
export interface AddOutputs extends ActorCommand {
  readonly type: 'AddOutputs';
  readonly outputs: readonly OutputConfig[];
  /** The own patterns of the outputs. Personal data. */
  readonly outputPatterns?: OutputPatterns;
}

/** Returns the run that outputs can join, or a refusal: a run that was given up delivers nothing more. */
function findOpenRun(asset: Asset): RunState | Decision {
  const { run } = asset;
  if (run === undefined) return reject('not-run', 'The item has no run to add outputs to.', 'Run the item with these outputs.');
  return isClosed(run) || fatalStep(asset) !== undefined
    ? reject('run-failed', RUN_IS_CLOSED, 'Run the item again, with these outputs.')
    : run;
}

const planStepsFor = (asset: Asset, { config, plan }: RunState, added: readonly OutputConfig[]): readonly PlanStep[] =>
  pipelineOf(asset.pipeline)
    .plan({ ...config, outputs: [...config.outputs, ...added] }, asset)
    .steps.filter(
      ({ step }) => added.some(({ name }) => name === outputOf(step)) && !plan.steps.some((planned) => planned.step === step),
    );

/**
 * Adds outputs to a run that has already started (DOC-07). They wait for the work, fail and are retried like the outputs of the
 * plan, even if all others are delivered. A delivery that a person has given up is sent after all.
 */
export function addOutputs(state: AssetState, { outputs, outputPatterns, by }: AddOutputs): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state) ?? checkHasFile(state);
  if (refusal !== undefined) return refusal;
  const run = findOpenRun(state);
  if (!('runId' in run)) return run;
  const added = outputs.filter(({ name }) => !run.config.outputs.some((output) => output.name === name));
  const skipped = state.steps.filter((step) => isGivenUp(step) && outputs.some(({ name }) => name === outputOf(step.step)));
  const refused = skipped.flatMap((step) => checkGivenUp(state, step) ?? [])[0];
  if (refused !== undefined) return refused;
  const repeated = skipped.map(({ step }) => newEvent('RedeliveryRequested', { step, by }));
  const extension = added.length === 0 ? [] : extendRun(state, run, { by, added, outputPatterns });
  if (!('length' in extension)) return extension;
  return extension.length + repeated.length === 0
    ? satisfy('already-added', 'The run already has all of these outputs.', 'To repeat failed deliveries, run the item.')
    : advance(...extension, ...repeated);
}

interface Extension extends Pick<AddOutputs, 'by'> {
  readonly added: readonly OutputConfig[];
  readonly outputPatterns: OutputPatterns | undefined;
}

function extendRun(state: Asset, run: RunState, { by, added, outputPatterns }: Extension): readonly [AssetEvent] | Decision {
  const [problem] = findConfigProblems({ ...run.config, outputs: [...run.config.outputs, ...added] });
  if (problem !== undefined) return reject('invalid-config', `${problem.path}: ${problem.message}`, 'Correct the outputs.');
  const steps = planStepsFor(state, run, added);
  if (steps.length === 0)
    return reject('no-outputs', 'Items of this kind have no outputs.', 'Register the file as a recording or a document.');
  const texts = findOutputPatterns(added, [outputPatterns]);
  const extended = newEvent(
    'RunExtended',
    { runId: run.runId, by, outputs: [...added], steps: [...steps] },
    Object.keys(texts).length === 0 ? undefined : { outputPatterns: texts },
  );
  return [extended];
}
