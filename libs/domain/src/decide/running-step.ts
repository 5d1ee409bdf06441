import { isObject, type Json, type JsonObject, type PlanStep, type AssetEventOf } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { checkTranscription, checkUpload } from './upload-check.js';
import { fatalStep } from '../asset/steps/run.js';
import { stepOf } from '../asset/steps/steps.js';
import { findAttempt } from './attempt.js';
import { advance, START_FIRST, noEvents, reject, type Decision, type Rejection } from './decision.js';
import { newEvent } from './event.js';
import { clampFraction } from './instant.js';
import type { AttemptCommand } from './command-context.js';

export interface StartStep extends AttemptCommand {
  readonly type: 'StartStep';
  readonly worker: string;
}

export interface CheckpointStep extends AttemptCommand {
  readonly type: 'CheckpointStep';
  readonly data: JsonObject;
}

export interface InterruptStep extends AttemptCommand {
  readonly type: 'InterruptStep';
  readonly cause: AssetEventOf<'StepInterrupted'>['data']['cause'];
  readonly by: string;
  readonly progress: number;
}

/** Returns the reason why work of this kind may not start (AGG-22, FLR-16). */
function checkStart({ kind, step }: PlanStep, asset: Asset): Rejection | undefined {
  if (kind === 'delivery') return checkUpload(asset);
  return step === 'TRANSCRIBE' ? checkTranscription(asset) : undefined;
}

const stale = reject(
  'stale-attempt',
  'The attempt is closed; another attempt may be running.',
  'Stop the attempt, and record its outcome as late.',
);

/**
 * Records the start of an attempt before its work begins (STG-04, AGG-15). Only the current attempt may start: its id is the
 * fencing token.
 * A delivery starts after its own checks, and only if the recording may be uploaded (AGG-16, AGG-22).
 */
export function startStep(state: AssetState, command: StartStep): Decision {
  const found = findAttempt(state, command);
  if ('problem' in found) return found.problem;
  if (!found.current) return stale;
  const { asset, step, plan } = found;
  if (step.phase === 'running') {
    return step.worker === command.worker
      ? noEvents
      : reject(
          'already-started',
          'Another worker has started this attempt.',
          'Leave the attempt to that worker until its lease expires.',
        );
  }
  if (plan.kind !== 'preview' && fatalStep(asset) !== undefined) {
    return reject(
      'run-failing',
      'Another step of the run has failed permanently, so no more steps start.',
      'Run the item again when the running steps have ended.',
    );
  }
  const refused = checkStart(plan, asset);
  if (refused !== undefined) return { rejected: refused };
  return { events: [newEvent('StepStarted', { step: step.step, attemptId: command.attemptId, worker: command.worker })] };
}

/** Stores data for later attempts, e.g. an upload session. Equal data adds nothing (design.md §4 "Never twice"). */
export function checkpointStep(state: AssetState, command: CheckpointStep): Decision {
  const found = findAttempt(state, command);
  if ('problem' in found) return found.problem;
  if (!found.current) return stale;
  const { step } = found;
  if (step.phase !== 'running')
    return reject('not-started', 'An attempt can save a checkpoint only after it has started.', START_FIRST);
  if (isSameJson({ ...step.checkpoints, ...command.data }, step.checkpoints)) return noEvents;
  return { events: [newEvent('StepCheckpointed', { step: step.step, attemptId: command.attemptId, data: { ...command.data } })] };
}

const countCrashes = (state: AssetState, step: string): number => (isPresent(state) ? (stepOf(state, step)?.crashes ?? 0) : 0);

/**
 * Ends the attempt of a lost or stopping worker and schedules the next one in the same commit.
 * Uses up no retry (U18), but repeated crashes without progress end in a failure (design.md §4 "Crashes end").
 */
export function interruptStep(state: AssetState, command: InterruptStep): Decision {
  const found = findAttempt(state, command);
  if ('problem' in found) return found.problem;
  if (!found.current) return noEvents;
  const { asset, step, plan } = found;
  if (step.phase !== 'running')
    return reject('not-started', 'An attempt that has not started cannot be interrupted.', START_FIRST);
  const { attemptId, cause, by } = command;
  const progress = clampFraction(command.progress);
  const recorded = { assetId: asset.assetId, at: command.now };
  const interrupted = newEvent('StepInterrupted', { step: step.step, attemptId, cause, by, progress });
  const crashes = cause === 'lease-expired' ? countCrashes(evolve(asset, interrupted, recorded), step.step) : 0;
  if (crashes < plan.retry.maxCrashes) return advance(interrupted);
  const error = { code: 'worker-crashed', retryable: false };
  const message = `The worker was lost ${String(crashes)} times in a row without progress.`;
  const failed = newEvent('StepFailed', { step: step.step, attemptId, error, progress }, { message });
  return advance(interrupted, failed);
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const keysOf = (value: JsonObject): readonly string[] => Object.keys(value).filter((key) => value[key] !== undefined);

/** Returns true if two JSON values are equal, ignoring the order of keys. */
function isSameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((item, index) => isSameJson(item, other[index]));
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = keysOf(one);
  return keys.length === keysOf(other).length && keys.every((key) => isSameJson(one[key], other[key]));
}
