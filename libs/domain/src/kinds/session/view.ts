import { TRANSCRIBE, type SessionStatus } from '@throughline/contracts';
import { sharedActions } from '../allowed-actions.js';
import type { PersonalData } from '../../asset/personal.js';
import type { Asset, StepState } from '../../asset/state.js';
import type { QueuePosition } from '../../status/eta/facts.js';
import { titleOf } from '../../texts/title.js';
import type { LiveProgress } from '../../status/progress.js';
import { isTerminal } from '../../status/terminal.js';
import { findFirstStart, lastStartIn, stepOf } from '../../asset/steps/steps.js';
import { actionItem, type ActionItem } from '../views/control.js';
import { isStopped, sessionActions, type SessionAction } from './actions.js';
import { sessionFailureOf } from './failure.js';
import { sessionProgress, sessionRemainingMs, sessionWork, type SessionWork } from '../../status/session-progress.js';
import { sessionPlace, sessionWaitMs, type SessionQueue } from './queue.js';
import { sessionStatusOf } from '../../status/session-status.js';

/** The messages of a session: PRG-07 to PRG-09 give some, the others are our own (D22). */
export const SESSION_MESSAGES = {
  pending: 'Waiting to be processed...',
  stopped: 'Stopped before processing started. Please start it again.',
  preparing: 'Preparing audio...',
  processing: 'Processing audio...',
  again: 'Processing was interrupted and continues automatically...',
  stalled: 'Processing has stalled; another worker will take over...',
  completed: 'Transcription complete!',
  failed: 'Processing failed. Please try again.',
} as const;

/** A session in the API (PRG-03, PRG-08, PRG-10, PRG-18, PRG-20, PRG-22). Durations are in seconds. */
export interface SessionItem {
  readonly session_id: string;
  readonly status: SessionStatus;
  /** True if nothing happens until a person acts, except for the retention date. */
  readonly terminal: boolean;
  /** 0 to 100. */
  readonly progress: number;
  readonly estimated_completion: string | null;
  readonly started_at: string | null;
  readonly message: string;
  /** 1 is next in its lane. Null if the attempt is not queued or its place is unknown. */
  readonly queue_position: number | null;
  readonly queue_length: number | null;
  readonly duration_processed: number | null;
  readonly duration_total: number | null;
  readonly allowed: readonly SessionAction[];
  readonly title: string | null;
  readonly audio_filename: string | null;
  readonly transcription_job_id: string | null;
  readonly failed_reason: string | null;
  /** True if the same request may succeed later; null if nothing has failed. */
  readonly retryable: boolean | null;
  readonly processing_duration: number | null;
  /** Seconds of audio per second. */
  readonly speed: number | null;
  /** Set while the item is deleted. The status stays as it was. */
  readonly deleted_at: string | null;
  readonly expires_at: string | null;
  readonly expired_at: string | null;
  readonly erased_at: string | null;
  /** The check of a wait, deletion, restore and erasure, in the form of recordings. */
  readonly allowed_actions: readonly ActionItem[];
  readonly created_at: string;
  /** The time of the newest event or heartbeat. */
  readonly updated_at: string;
}

export interface SessionContext {
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly live?: LiveProgress | undefined;
  /** The time of the worker's last heartbeat. ISO 8601, UTC. */
  readonly heardAt?: string | undefined;
  readonly isStalled?: boolean;
  readonly queue?: SessionQueue;
}

/** Only this run counts: a person's retry is a new start, and nothing was interrupted. */
const hasBegun = ({ run }: Asset, step: StepState): boolean => lastStartIn(step, run?.runId) !== undefined;

function processingMessage(asset: Asset, isStalled: boolean): string {
  if (isStalled) return SESSION_MESSAGES.stalled;
  const step = stepOf(asset, TRANSCRIBE);
  if (step?.phase === 'running') return SESSION_MESSAGES.processing;
  return step !== undefined && hasBegun(asset, step) ? SESSION_MESSAGES.again : SESSION_MESSAGES.preparing;
}

const WAITS: ReadonlySet<string> = new Set([SESSION_MESSAGES.pending, SESSION_MESSAGES.preparing]);

function messageOf(asset: Asset, status: SessionStatus, isStalled: boolean, place: QueuePosition | undefined): string {
  if (isStopped(asset, status)) return SESSION_MESSAGES.stopped;
  const message = status === 'processing' ? processingMessage(asset, isStalled) : SESSION_MESSAGES[status];
  if (place === undefined || !WAITS.has(message)) return message;
  return `Waiting in the queue, position ${String(place.position)} of ${String(place.length)}...`;
}

function failureFields(asset: Asset, personal: PersonalData): Pick<SessionItem, 'failed_reason' | 'retryable'> {
  const failure = sessionFailureOf(asset);
  if (failure === undefined) return { failed_reason: null, retryable: null };
  const { step, code, retryable, says } = failure;
  return { failed_reason: says ?? personal.steps?.[step]?.message ?? code, retryable };
}

const addMilliseconds = (now: string, ms: number): string => new Date(Date.parse(now) + Math.round(ms)).toISOString();

/** Without a worker an estimate would be a guess. */
function estimateOf(asset: Asset, work: SessionWork, { now, isStalled = false, queue }: SessionContext): string | null {
  if (sessionStatusOf(asset) !== 'processing' || isStalled) return null;
  const [wait, left] = [queue === undefined ? 0 : sessionWaitMs(asset, queue), sessionRemainingMs(work)];
  return wait === undefined || left === undefined || wait + left < 0 ? null : addMilliseconds(now, wait + left);
}

const TENTHS = 10;
const rounded = (value: number): number => Math.round(value * TENTHS) / TENTHS;

function speedFields(
  status: SessionStatus,
  { elapsedMs, totalSeconds }: SessionWork,
): Pick<SessionItem, 'processing_duration' | 'speed'> {
  if (status !== 'completed') return { processing_duration: null, speed: null };
  const seconds = elapsedMs / 1_000;
  return {
    processing_duration: rounded(seconds),
    speed: totalSeconds === undefined || seconds === 0 ? null : rounded(totalSeconds / seconds),
  };
}

const lifeOf = (
  asset: Asset,
): Pick<SessionItem, 'deleted_at' | 'expires_at' | 'expired_at' | 'erased_at' | 'allowed_actions'> => ({
  deleted_at: asset.deletedAt ?? null,
  expires_at: asset.expiresAt ?? null,
  expired_at: asset.expiredAt ?? null,
  erased_at: asset.erasedAt ?? null,
  allowed_actions: sharedActions(asset).map(actionItem),
});

const titleFields = (asset: Asset, personal: PersonalData): Pick<SessionItem, 'title' | 'audio_filename'> => ({
  title: titleOf(asset, personal) ?? null,
  audio_filename: personal.fileName ?? null,
});

const queueFields = (place: QueuePosition | undefined): Pick<SessionItem, 'queue_position' | 'queue_length'> => ({
  queue_position: place?.position ?? null,
  queue_length: place?.length ?? null,
});

/** Returns the later of the newest event and the last heartbeat, because each heartbeat reports progress. */
const updatedAt = ({ updatedAt: changed }: Asset, { heardAt = changed }: SessionContext): string =>
  Date.parse(heardAt) > Date.parse(changed) ? heardAt : changed;

export function renderSession(state: Asset, personal: PersonalData, context: SessionContext): SessionItem {
  const status = sessionStatusOf(state);
  const step = stepOf(state, TRANSCRIBE);
  const work = sessionWork(state, context.now, context.live);
  const { totalSeconds, fraction } = work;
  const place = context.queue && sessionPlace(state, context.queue.facts);
  return {
    session_id: state.assetId,
    status,
    terminal: isTerminal(state),
    progress: sessionProgress(state, context.now, context.live),
    estimated_completion: estimateOf(state, work, context),
    started_at: (step === undefined ? undefined : findFirstStart(step)) ?? null,
    message: messageOf(state, status, context.isStalled === true, place),
    ...queueFields(place),
    duration_processed: totalSeconds === undefined ? null : Math.round(fraction * totalSeconds),
    duration_total: totalSeconds === undefined ? null : Math.round(totalSeconds),
    allowed: sessionActions(state, status),
    ...titleFields(state, personal),
    transcription_job_id: step?.attempts.at(-1)?.attemptId ?? null,
    ...failureFields(state, personal),
    ...speedFields(status, work),
    ...lifeOf(state),
    created_at: state.registeredAt,
    updated_at: updatedAt(state, context),
  };
}
