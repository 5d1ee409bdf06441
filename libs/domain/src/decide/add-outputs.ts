import { outputOf, type OutputConfig, type PlanStep } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type RunState } from '../asset/state.js';
import { configProblems } from '../config/validate.js';
import { pipelineOf } from '../pipeline/pipelines.js';
import { fatalStep, isOver } from '../steps/run.js';
import type { AddOutputs } from './command.js';
import { goneAsset, reject, satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { withConsequences } from './follow-up.js';

/** A run that is given up takes nothing more; the next one is asked for with all of its outputs. */
function openRun(asset: Asset): RunState | Decision {
  const { run } = asset;
  if (run === undefined)
    return reject('not-run', 'No run has been started that could have further outputs.', 'Run it with them.');
  return isOver(run) || fatalStep(asset) !== undefined
    ? reject('run-failed', 'The run was given up, so nothing more is delivered by it.', 'Run it again, with these outputs too.')
    : run;
}

/** The steps that the pipeline has for outputs that are not in the plan yet. */
const stepsFor = ({ pipeline }: Asset, { config, plan }: RunState, added: readonly OutputConfig[]): readonly PlanStep[] =>
  pipelineOf(pipeline)
    .plan({ ...config, outputs: [...config.outputs, ...added] })
    .steps.filter(
      ({ step }) => added.some(({ name }) => name === outputOf(step)) && !plan.steps.some((planned) => planned.step === step),
    );

/**
 * Outputs that are found out, or thought of, after the run has begun (DOC-07). They are delivered to as those of the plan are: each waits for
 * the work, fails and is tried again alone. Whether the others have been delivered makes no difference.
 */
export function addOutputs(state: AssetState, { outputs, by, now }: AddOutputs): Decision {
  if (!isPresent(state)) return unknownAsset;
  const gone = goneAsset(state);
  if (gone !== undefined) return gone;
  const run = openRun(state);
  if (!('runId' in run)) return run;
  const added = outputs.filter(({ name }) => !run.config.outputs.some((output) => output.name === name));
  if (added.length === 0)
    return satisfied('already-added', 'The run has all of these outputs.', 'To send again what has failed, run it.');
  const [problem] = configProblems({ ...run.config, outputs: [...run.config.outputs, ...added] });
  if (problem !== undefined) return reject('invalid-config', `${problem.path}: ${problem.message}`, 'Correct the outputs.');
  const steps = stepsFor(state, run, added);
  if (steps.length === 0)
    return reject(
      'no-outputs',
      'What it is delivers nothing, so it can have no outputs.',
      'Register the file as a recording or a document.',
    );
  const extended = newEvent('RunExtended', { runId: run.runId, by, outputs: [...added], steps: [...steps] });
  return withConsequences(state, [extended], { assetId: state.assetId, at: now });
}
