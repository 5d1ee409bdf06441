import {
  attemptPrefix,
  TRANSCRIBE,
  TRANSCRIPT_ROLE,
  type Artifact,
  type JsonObject,
  type PlanStep,
} from '@throughline/contracts';
import { isPresent, type AssetState } from '../asset/state.js';
import { isEssential, isWork } from '../asset/steps/kinds.js';
import { stepOf } from '../asset/steps/steps.js';
import { findAttempt, type ClosedAttempt, type CurrentAttempt } from './attempt.js';
import type { ActorCommand, AttemptCommand } from './command-context.js';
import { advance, checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { failStep, skipStep } from './end-step.js';
import { newEvent } from './event.js';
import { startStep } from './running-step.js';

/*
 * Reports of work that another system has done (ADR 118). Each names the attempt that it has done, and that attempt must be open
 * and started by nobody: an attempt that a worker here has started belongs to this worker alone.
 */

interface Report extends AttemptCommand, ActorCommand {}

export interface CompleteElsewhere extends Report {
  readonly type: 'CompleteElsewhere';
  readonly result: JsonObject;
  readonly artifacts: readonly Artifact[];
}

export interface DeliverElsewhere extends Report {
  readonly type: 'DeliverElsewhere';
  /** The id of the delivered content at the destination, in the destination's own form. */
  readonly externalId?: string;
  /** Personal data. */
  readonly url?: string;
}

export interface SkipElsewhere extends Report {
  readonly type: 'SkipElsewhere';
}

export interface FailElsewhere extends Report {
  readonly type: 'FailElsewhere';
  readonly of: 'step' | 'delivery';
  readonly code: string;
  /** For people. Personal data. */
  readonly message: string;
  readonly retryable: boolean;
}

type ReportedOutcome = 'completed' | 'skipped' | 'failed';

/** Without this file of a completed step, later steps and readers would find nothing. */
const REQUIRED_ROLES: Readonly<Record<string, string>> = {
  [TRANSCRIBE]: TRANSCRIPT_ROLE,
  EXTRACT_TOPICS: 'topics',
  extract_text: 'text',
};

const heldByWorker = reject(
  'held-by-worker',
  'A worker of this installation has started the attempt, so its outcome comes from that worker.',
  'Wait for the outcome. To report it yourself, stop the step with "unstick" first, and name the attempt that follows.',
);

const unknownAttempt = reject(
  'unknown-attempt',
  'The step has no such attempt: it is not due yet, or the id belongs to another step.',
  'List the open attempts of the item, and name the one of this step.',
);

const notReportable = reject(
  'not-reportable',
  'The outcome of this step cannot be reported from outside.',
  'Report stages, optional steps of documents and follow-ups as steps, and deliveries as deliveries.',
);

const describeClosed = ({ attempt }: ClosedAttempt, outcome: ReportedOutcome): Decision =>
  attempt.end === outcome
    ? satisfy('already-reported', 'The attempt has already ended with this outcome.', 'No action is needed.')
    : reject(
        'attempt-closed',
        'The attempt has ended, so its outcome is no longer accepted.',
        'List the open attempts of the item, and report only about the one of this step.',
      );

/** A required step makes what all later steps read, and the source brings the bytes: both happen here. */
const isReportableStep = (plan: PlanStep): boolean => (isWork(plan.kind) && !isEssential(plan)) || plan.kind === 'followUp';
const isDelivery = ({ kind }: PlanStep): boolean => kind === 'delivery';

function rejectUnknownStep(state: AssetState, name: string): Decision | undefined {
  if (!isPresent(state) || stepOf(state, name) !== undefined) return undefined;
  const steps = state.steps.map(({ step }) => step);
  return reject(
    'unknown-step',
    steps.length === 0 ? 'The item has no step yet.' : `The item has no such step; it has: ${steps.join(', ')}.`,
    'Choose one of its steps.',
  );
}

/** Passes an open attempt that nobody has started to `ending`. */
function reportEnd(
  state: AssetState,
  { command, outcome, isMeant }: { command: Report; outcome: ReportedOutcome; isMeant: (plan: PlanStep) => boolean },
  ending: (found: CurrentAttempt) => Decision,
): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state) ?? rejectUnknownStep(state, command.step);
  if (refusal !== undefined) return refusal;
  const found = findAttempt(state, command);
  if ('problem' in found) return unknownAttempt;
  if (!found.current) return describeClosed(found, outcome);
  if (!isMeant(found.plan)) return notReportable;
  return found.step.phase === 'running' ? heldByWorker : ending(found);
}

/** Starts the attempt and ends it in one commit, so that no worker can start it in between. */
function endStarted(
  state: AssetState,
  { now, step, attemptId, by }: Report,
  end: Parameters<typeof newEvent<'StepCompleted'>>,
): Decision {
  const started = startStep(state, { type: 'StartStep', now, step, attemptId, worker: `elsewhere:${by}` });
  return 'events' in started ? advance(...started.events, newEvent(...end)) : started;
}

/** Returns the refusal of files that are missing, or that lie outside of the attempt's own folder (DSN-26). */
function checkArtifacts({ asset, step, attempt }: CurrentAttempt, artifacts: readonly Artifact[]): Decision | undefined {
  const { assetId } = asset;
  const folder = attemptPrefix({ assetId, runId: attempt.runId, step: step.step, attemptId: attempt.attemptId });
  const foreign = artifacts.find(({ key }) => !isBelow(folder, key));
  if (foreign !== undefined)
    return reject('foreign-artifact', 'A file is not in the folder of its attempt.', `Store the files below ${folder}/.`);
  const role = REQUIRED_ROLES[step.step];
  return role === undefined || artifacts.some((artifact) => artifact.role === role)
    ? undefined
    : reject('missing-artifact', `The step needs a file with the role ${role}.`, 'Store the file, and name it in the event.');
}

/** Refuses empty segments and `..` too: a folder store could resolve them to another item. */
function isBelow(folder: string, key: string): boolean {
  if (!key.startsWith(`${folder}/`)) return false;
  return key
    .slice(folder.length + 1)
    .split('/')
    .every((part) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(part));
}

export const completeElsewhere = (state: AssetState, command: CompleteElsewhere): Decision =>
  reportEnd(state, { command, outcome: 'completed', isMeant: isReportableStep }, (found) => {
    const { step, attemptId, result, artifacts } = command;
    const refusal = checkArtifacts(found, artifacts);
    if (refusal !== undefined) return refusal;
    const data = { step, attemptId, result: { ...result }, artifacts: [...artifacts], metrics: {} };
    return endStarted(state, command, ['StepCompleted', data]);
  });

/**
 * Records a delivery that another system has made. Without an id the address of the content stays unknown, as after a person has
 * confirmed a delivery.
 */
export const deliverElsewhere = (state: AssetState, command: DeliverElsewhere): Decision =>
  reportEnd(state, { command, outcome: 'completed', isMeant: isDelivery }, (found) => {
    const { step, attemptId, externalId, url } = command;
    const type = found.step.output?.type;
    const result: JsonObject = {
      reconciled: true,
      ...(type === undefined ? {} : { output_type: type }),
      ...(externalId === undefined ? { unconfirmed: false } : { external_id: externalId }),
    };
    const data = { step, attemptId, result, artifacts: [], metrics: {} };
    return endStarted(state, command, ['StepCompleted', data, ...(url === undefined ? ([] as const) : ([{ url }] as const))]);
  });

export const skipElsewhere = (state: AssetState, command: SkipElsewhere): Decision =>
  reportEnd(state, { command, outcome: 'skipped', isMeant: isReportableStep }, () => {
    const { now, step, attemptId } = command;
    return skipStep(state, { type: 'SkipStep', now, step, attemptId, reason: 'not_applicable' });
  });

/** A retryable failure schedules the next attempt, as for a worker here. */
export const failElsewhere = (state: AssetState, command: FailElsewhere): Decision => {
  const isMeant = command.of === 'delivery' ? isDelivery : isReportableStep;
  return reportEnd(state, { command, outcome: 'failed', isMeant }, () => {
    const { now, step, attemptId, code, message, retryable } = command;
    return failStep(state, { type: 'FailStep', now, step, attemptId, code, message, retryable, progress: 0 });
  });
};
