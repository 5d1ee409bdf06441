import type { PlanStep } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { transcriptionRefusal, uploadRefusal } from '../actions/upload-check.js';
import { fatalStep } from '../steps/run.js';
import { stepOf } from '../steps/steps.js';
import { attemptOf } from './attempt.js';
import type { CheckpointStep, InterruptStep, StartStep } from './command.js';
import { START_FIRST, nothing, reject, type Decision, type Rejection } from './decision.js';
import { newEvent } from './event.js';
import { withConsequences } from './follow-up.js';
import { asFraction } from './instant.js';
import { sameJson } from './same-json.js';

/** What must hold before work of a kind begins (AGG-22, FLR-16). */
function checkBefore({ kind, step }: PlanStep, asset: Asset): Rejection | undefined {
  if (kind === 'delivery') return uploadRefusal(asset);
  return step === 'TRANSCRIBE' ? transcriptionRefusal(asset) : undefined;
}

const stale = reject(
  'stale-attempt',
  'The attempt is closed; another one may be at work.',
  'Stop its work, and record what it came to as late.',
);

/**
 * The start of an attempt, recorded before its work begins (STG-04, AGG-15). Only the current attempt may start: the fencing token.
 * A delivery starts after its own checks and only where the recording may be uploaded (AGG-16, AGG-22).
 */
export function startStep(state: AssetState, command: StartStep): Decision {
  const found = attemptOf(state, command);
  if ('problem' in found) return found.problem;
  if (!found.current) return stale;
  const { asset, step, plan } = found;
  if (step.phase === 'running') {
    return step.worker === command.worker
      ? nothing
      : reject('already-started', 'Another worker has started this attempt.', 'Leave it to that worker while its lease lives.');
  }
  if (fatalStep(asset) !== undefined) {
    return reject(
      'run-failed',
      'Another step of the run has finally failed; nothing new starts.',
      'Run it again once what is in progress has ended.',
    );
  }
  const refused = checkBefore(plan, asset);
  if (refused !== undefined) return { rejected: refused };
  return { events: [newEvent('StepStarted', { step: step.step, attemptId: command.attemptId, worker: command.worker })] };
}

/** Keeps what a later attempt must know, e.g. an upload session; the same data again adds nothing (design.md §4 "Never twice"). */
export function checkpointStep(state: AssetState, command: CheckpointStep): Decision {
  const found = attemptOf(state, command);
  if ('problem' in found) return found.problem;
  if (!found.current) return stale;
  const { step } = found;
  if (step.phase !== 'running') return reject('not-started', 'An attempt checkpoints after it has started.', START_FIRST);
  if (sameJson({ ...step.checkpoints, ...command.data }, step.checkpoints)) return nothing;
  return { events: [newEvent('StepCheckpointed', { step: step.step, attemptId: command.attemptId, data: { ...command.data } })] };
}

const crashesAfter = (state: AssetState, step: string): number => (isPresent(state) ? (stepOf(state, step)?.crashes ?? 0) : 0);

/**
 * Takes an attempt away from a worker that is gone or going; the next attempt follows in the same commit.
 * It uses up no retry (U18), but losing workers without getting further ends in a failure (design.md §4 "Crashes end").
 */
export function interruptStep(state: AssetState, command: InterruptStep): Decision {
  const found = attemptOf(state, command);
  if ('problem' in found) return found.problem;
  if (!found.current) return nothing;
  const { asset, step, plan } = found;
  if (step.phase !== 'running')
    return reject('not-started', 'An attempt that has not started cannot be interrupted.', START_FIRST);
  const { attemptId, cause, by } = command;
  const progress = asFraction(command.progress);
  const recorded = { assetId: asset.assetId, at: command.now };
  const interrupted = newEvent('StepInterrupted', { step: step.step, attemptId, cause, by, progress });
  const crashes = cause === 'lease-expired' ? crashesAfter(evolve(asset, interrupted, recorded), step.step) : 0;
  if (crashes < plan.retry.maxCrashes) return withConsequences(asset, [interrupted], recorded);
  const error = { code: 'worker-crashed', retryable: false };
  const message = `The worker was lost ${String(crashes)} times in a row without getting further.`;
  const failed = newEvent('StepFailed', { step: step.step, attemptId, error, progress }, { message });
  return withConsequences(asset, [interrupted, failed], recorded);
}
