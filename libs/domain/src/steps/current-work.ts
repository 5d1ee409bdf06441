import { deliveryStep, outputOf, type Artifact, type JsonObject, type PlanStep, type RunConfig } from '@throughline/contracts';
import {
  isPresent,
  uploadOf,
  type Asset,
  type AssetState,
  type AttemptRecord,
  type Source,
  type StepState,
  type UploadedSource,
} from '../asset/state.js';
import { correctionOf, withCorrection } from '../transcript/current-transcript.js';
import { isRunActive, plannedSteps } from './run.js';
import { ancestors, currentAttempt, isOpen, stepOf } from './steps.js';

/** What the worker of a step's current attempt needs to know. */
export interface StepWork {
  readonly planStep: PlanStep;
  readonly runId: string;
  readonly attempt: number;
  readonly attemptId: string;
  /** It must not start before. */
  readonly notBefore?: string;
  /** The worker that has started it; whoever else gets the message looks at the lease. */
  readonly startedBy?: string;
  readonly config: RunConfig;
  readonly source?: Source;
  /** Artifacts of the steps that this one depends on, directly or not; for the first step what is to be fetched. */
  readonly inputs: readonly Artifact[];
  /**
   * Attempts of this run that may have left a complete result, newest first: it is taken over instead of doing the work again.
   * Those that only waited, or never began, have none; what was made of other words than those that count now is made anew.
   */
  readonly adoptFrom: readonly string[];
  /** What earlier attempts of this run left, and this one so far, merged. */
  readonly checkpoints: JsonObject;
  /** What the output was last given, in whatever run. */
  readonly delivered?: JsonObject;
}

/** Names are unique among an asset's files: a later step's file stands for an earlier one of the same name. */
const byName = (artifacts: readonly Artifact[]): readonly Artifact[] => [
  ...new Map(artifacts.map((artifact) => [artifact.name, artifact])).values(),
];

const made = (asset: Asset, steps: readonly StepState[]): readonly Artifact[] =>
  withCorrection(asset, byName(steps.filter((step) => step.phase === 'completed').flatMap((step) => step.artifacts)));

/** The files that a client may ask for now. */
export const currentArtifacts = (state: AssetState): readonly Artifact[] => (isPresent(state) ? made(state, state.steps) : []);

const sourceFile = ({ key, mediaType, size, sha256 }: UploadedSource): Artifact => ({
  role: 'upload',
  name: 'upload',
  key,
  mediaType,
  size,
  sha256,
});

function inputsOf(asset: Asset, planned: PlanStep): readonly Artifact[] {
  // The first step, whatever it is called: nothing has been made yet but the source itself.
  if (planned.dependsOn.length === 0) {
    const upload = uploadOf(asset.source);
    return upload === undefined ? [] : [sourceFile(upload)];
  }
  // Parallel steps are not among them, so that no interleaving changes an input (STG-11).
  const before = ancestors(asset, planned.step);
  return made(
    asset,
    asset.steps.filter(({ step }) => before.has(step)),
  );
}

const waitAndHolder = (step: StepState): Pick<StepWork, 'notBefore' | 'startedBy'> => ({
  ...(step.notBefore === undefined ? {} : { notBefore: step.notBefore }),
  ...(step.phase === 'running' && step.worker !== undefined ? { startedBy: step.worker } : {}),
});

const mayHaveResult = ({ end }: AttemptRecord): boolean => end === 'interrupted' || end === 'failed';

function adoptFrom(asset: Asset, { attempts }: StepState, runId: string): readonly string[] {
  const words = correctionOf(asset)?.number;
  const ofUse = (each: AttemptRecord): boolean => each.runId === runId && mayHaveResult(each) && each.begunWith === words;
  return attempts.flatMap((each) => (ofUse(each) ? [each.attemptId] : [])).reverse();
}

/** What the output was last given: a follow-up is about the delivery that it follows. */
const deliveredOf = (asset: Asset, step: StepState): JsonObject | undefined => {
  const output = outputOf(step.step);
  return output === undefined ? undefined : stepOf(asset, deliveryStep(output))?.delivered;
};

/** What a work message for the step's current attempt says, or undefined where it has none (design.md §4 "Scheduling"). */
export function currentWork(state: AssetState, step: string): StepWork | undefined {
  if (!isPresent(state) || state.run === undefined) return undefined;
  const planned = plannedSteps(state).find(({ plan }) => plan.step === step);
  const attempt = planned === undefined ? undefined : currentAttempt(planned.step);
  if (planned === undefined || attempt === undefined) return undefined;
  const { checkpoints } = planned.step;
  const delivered = deliveredOf(state, planned.step);
  const { runId, config } = state.run;
  return {
    planStep: planned.plan,
    runId,
    attempt: attempt.number,
    attemptId: attempt.attemptId,
    ...waitAndHolder(planned.step),
    config,
    ...(state.source === undefined ? {} : { source: state.source }),
    inputs: inputsOf(state, planned.plan),
    adoptFrom: adoptFrom(state, planned.step, runId),
    checkpoints,
    ...(delivered === undefined ? {} : { delivered }),
  };
}

/** Steps with a current attempt, queued or running: what a poke looks after. */
export const openSteps = (state: AssetState): readonly string[] =>
  isPresent(state) && isRunActive(state) ? state.steps.filter(isOpen).map(({ step }) => step) : [];
