import {
  PREVIEW,
  TRANSCRIBE,
  deliveryStep,
  outputOf,
  type Artifact,
  type JsonObject,
  type PlanStep,
  type RunConfig,
} from '@throughline/contracts';
import type { AttemptRecord } from '../attempt-record.js';
import { findFetchable, isImporting } from '../imported.js';
import { isPresent, uploadOf, type Asset, type AssetState, type Source, type StepState, type UploadedSource } from '../state.js';
import { isTextsStep, recordStartTexts } from '../texts/sent-texts.js';
import { shownFilesOf, type ShownFile } from '../earlier-results.js';
import { applyCorrection, correctionOf, earlierCorrection } from '../texts/current-transcript.js';
import { defaultRunConfig } from '../config/defaults.js';
import { previewFileOf } from '../previews/preview-file.js';
import { readPreviewResult } from '../previews/preview-result.js';
import { isPreviewOpen } from '../previews/previews-view.js';
import { CONVERSION_LANE, previewPlan } from './preview-plan.js';
import { laneOf } from './lane.js';
import { isRunActive, plannedSteps } from './run.js';
import { ancestors, currentAttempt, isOpen, stepOf } from './steps.js';

export interface StepWork {
  readonly planStep: PlanStep;
  readonly runId: string;
  readonly attempt: number;
  readonly attemptId: string;
  readonly notBefore?: string;
  /** The worker that has started the attempt. Any other worker that gets the message checks the lease. */
  readonly startedBy?: string;
  readonly config: RunConfig;
  readonly source?: Source;
  /**
   * The artifacts of all direct and indirect dependencies; for the first step, the uploaded source. A transcription also gets the
   * newest correction.
   */
  readonly inputs: readonly Artifact[];
  /**
   * Attempts of this run that may have left a complete result, newest first. The worker adopts such a result instead of
   * repeating the work.
   * Attempts that only waited or never started are left out, and so are results based on another version of the transcript.
   */
  readonly adoptFrom: readonly string[];
  /** The merged checkpoints of this run's attempts, including the current one. */
  readonly checkpoints: JsonObject;
  readonly delivered?: JsonObject;
}

/** Keeps one file for each name: a later step's file replaces an earlier one. */
const lastOfEachName = <File extends Artifact>(artifacts: readonly File[]): readonly File[] => [
  ...new Map(artifacts.map((artifact) => [artifact.name, artifact])).values(),
];

const collectArtifacts = (asset: Asset, steps: readonly StepState[]): readonly Artifact[] =>
  applyCorrection(asset, lastOfEachName(steps.filter((step) => step.phase === 'completed').flatMap((step) => step.artifacts)));

export const currentArtifacts = (state: AssetState): readonly Artifact[] =>
  isPresent(state) ? collectArtifacts(state, state.steps) : [];

/**
 * Returns the files that people can read: the current ones, and those of an earlier run until the present run has its own. Steps
 * never get the earlier ones.
 */
export function shownFiles(state: AssetState): readonly ShownFile[] {
  if (!isPresent(state)) return [];
  if (state.earlier === undefined) return currentArtifacts(state);
  const files = lastOfEachName(state.steps.flatMap((step) => shownFilesOf(state, step)));
  const current = applyCorrection(
    state,
    files.filter(({ isEarlier }) => isEarlier !== true),
  );
  return [...current, ...files.filter(({ isEarlier }) => isEarlier === true)];
}

const sourceFile = ({ key, mediaType, size, sha256 }: UploadedSource): Artifact => ({
  role: 'upload',
  name: 'upload',
  key,
  mediaType,
  size,
  sha256,
});

function inputsOf(asset: Asset, planned: PlanStep): readonly Artifact[] {
  // The first step of any pipeline: only the source exists.
  if (planned.dependsOn.length === 0) {
    const upload = uploadOf(asset.source);
    return upload === undefined ? [] : [sourceFile(upload)];
  }
  // Parallel steps are left out, so that no interleaving changes an input (STG-11).
  const before = ancestors(asset, planned.step);
  const files = collectArtifacts(
    asset,
    asset.steps.filter(({ step }) => before.has(step)),
  );
  return planned.step === TRANSCRIBE ? [...files, ...earlierCorrection(asset)] : files;
}

const startFields = (step: StepState): Pick<StepWork, 'notBefore' | 'startedBy'> => {
  if (step.phase === 'running') return { startedBy: step.worker };
  return step.phase === 'scheduled' && step.notBefore !== undefined ? { notBefore: step.notBefore } : {};
};

const mayHaveResult = ({ end }: AttemptRecord): boolean => end === 'interrupted' || end === 'failed';

function findAdoptable(asset: Asset, step: StepState, runId: string): readonly string[] {
  const words = correctionOf(asset)?.number;
  const { texts } = recordStartTexts(asset, step);
  // A delivery adopts a result with earlier texts too, because it must not send the content twice.
  const hasTexts = (each: AttemptRecord): boolean => !isTextsStep(step) || each.texts === texts;
  const ofUse = (each: AttemptRecord): boolean =>
    each.runId === runId && mayHaveResult(each) && each.begunWith === words && hasTexts(each);
  return step.attempts.flatMap((each) => (ofUse(each) ? [each.attemptId] : [])).reverse();
}

/** Returns the result of the output's last delivery. A follow-up uses that of its own delivery. */
const deliveredOf = (asset: Asset, step: StepState): JsonObject | undefined => {
  const output = outputOf(step.step);
  return output === undefined ? undefined : stepOf(asset, deliveryStep(output))?.delivered;
};

/** Returns true if an earlier attempt has found that browsers do not play the file, so that this one converts it. */
function isConverting(preview: StepState, file: Artifact | undefined): boolean {
  const made = readPreviewResult(preview);
  return made?.web === 'pending' && made.fileSha256 === file?.sha256;
}

/** Returns the work on the previews. Nothing of the present run changes it, so that no run holds it up. */
function previewWork(asset: Asset): StepWork | undefined {
  const { preview, deletedAt, source } = asset;
  if (preview === undefined || deletedAt !== undefined || !isPreviewOpen(asset)) return undefined;
  const attempt = currentAttempt(preview);
  if (attempt === undefined) return undefined;
  const file = previewFileOf(asset);
  return {
    planStep: isConverting(preview, file) ? { ...previewPlan, lane: CONVERSION_LANE } : previewPlan,
    runId: attempt.runId,
    attempt: attempt.number,
    attemptId: attempt.attemptId,
    ...startFields(preview),
    config: defaultRunConfig,
    ...(source === undefined ? {} : { source }),
    inputs: file === undefined ? [] : [file],
    adoptFrom: [],
    checkpoints: preview.checkpoints,
  };
}

/**
 * Returns the content of the work message for the step's current attempt, or undefined if it has none (design.md §4
 * "Scheduling").
 */
export function currentWork(state: AssetState, step: string): StepWork | undefined {
  if (!isPresent(state) || isImporting(state)) return undefined;
  if (step === PREVIEW) return previewWork(state);
  if (state.run === undefined) return undefined;
  const planned = plannedSteps(state).find(({ plan }) => plan.step === step);
  const attempt = planned === undefined ? undefined : currentAttempt(planned.step);
  if (planned === undefined || attempt === undefined) return undefined;
  const { checkpoints } = planned.step;
  const delivered = deliveredOf(state, planned.step);
  const { runId, config } = state.run;
  const source = findFetchable(state);
  return {
    planStep: { ...planned.plan, lane: laneOf(state, planned.plan) },
    runId,
    attempt: attempt.number,
    attemptId: attempt.attemptId,
    ...startFields(planned.step),
    config,
    ...(source === undefined ? {} : { source }),
    inputs: inputsOf(state, planned.plan),
    adoptFrom: findAdoptable(state, planned.step, runId),
    checkpoints,
    ...(delivered === undefined ? {} : { delivered }),
  };
}

/** Returns the steps with a current attempt, queued or running, which a poke checks. */
export function openSteps(state: AssetState): readonly string[] {
  if (!isPresent(state) || isImporting(state)) return [];
  const ofRun = isRunActive(state) ? state.steps.filter(isOpen).map(({ step }) => step) : [];
  return isPreviewOpen(state) ? [...ofRun, PREVIEW] : ofRun;
}
