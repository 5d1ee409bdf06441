import { TRANSCRIBE, type SessionStatus, type SkipReason } from '@throughline/contracts';
import { lifeActions } from '../actions/allowed-actions.js';
import type { Personal } from '../asset/personal.js';
import type { Asset, StepState } from '../asset/state.js';
import type { LiveProgress } from '../progress/progress.js';
import { failureOf } from '../status/failure.js';
import { isTerminal } from '../status/terminal.js';
import { startedIn, stepOf } from '../steps/steps.js';
import { actionItem, type ActionItem } from '../views/control.js';
import { isStopped, sessionActions, type SessionAction } from './actions.js';
import { sessionProgress, sessionRemainingMs, sessionWork, type SessionWork } from './progress.js';
import { sessionStatusOf } from './status.js';

/** What a session is told as: the texts of PRG-07 to PRG-09, and our own of other phases (D22). */
export const SESSION_MESSAGES = {
  pending: 'Waiting to be processed...',
  stopped: 'Stopped before it began. Please start it again.',
  preparing: 'Preparing audio...',
  processing: 'Processing audio...',
  again: 'Processing was interrupted and goes on by itself...',
  stalled: 'Processing has stalled; another worker will go on with it...',
  completed: 'Transcription complete!',
  failed: 'Processing failed. Please try again.',
} as const;

/** A session as the API shows it (PRG-03, PRG-08, PRG-10, PRG-18, PRG-20, PRG-22). Durations in seconds. */
export interface SessionItem {
  readonly session_id: string;
  readonly status: SessionStatus;
  /** Nothing more happens until a person does something; retention aside. */
  readonly terminal: boolean;
  /** 0 to 100. */
  readonly progress: number;
  readonly estimated_completion: string | null;
  readonly started_at: string | null;
  readonly message: string;
  readonly duration_processed: number | null;
  readonly duration_total: number | null;
  readonly allowed: readonly SessionAction[];
  readonly title: string | null;
  readonly audio_filename: string | null;
  /** The attempt that works on it, or did last. */
  readonly transcription_job_id: string | null;
  readonly failed_reason: string | null;
  /** Whether the same request may succeed later; null where nothing has failed. */
  readonly retryable: boolean | null;
  readonly processing_duration: number | null;
  /** Seconds of audio in a second. */
  readonly speed: number | null;
  /** When it was deleted; its status stays what it was. */
  readonly deleted_at: string | null;
  /** The retention date of what is deleted. */
  readonly expires_at: string | null;
  /** Since when its content and everything personal is gone for good. */
  readonly expired_at: string | null;
  readonly erased_at: string | null;
  /** Deleting, restoring and erasing, as recordings tell of them. */
  readonly allowed_actions: readonly ActionItem[];
  readonly created_at: string;
  readonly updated_at: string;
}

export interface SessionContext {
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly live?: LiveProgress | undefined;
  /** Its worker has died. */
  readonly isStalled?: boolean;
}

/** Of this run: a person who tries again begins anew, and nothing was interrupted. */
const hasBegun = ({ run }: Asset, step: StepState): boolean => startedIn(step, run?.runId) !== undefined;

function messageOf(asset: Asset, status: SessionStatus, isStalled = false): string {
  if (isStopped(asset, status)) return SESSION_MESSAGES.stopped;
  if (status !== 'processing') return SESSION_MESSAGES[status];
  if (isStalled) return SESSION_MESSAGES.stalled;
  const step = stepOf(asset, TRANSCRIBE);
  if (step?.phase === 'running') return SESSION_MESSAGES.processing;
  return step !== undefined && hasBegun(asset, step) ? SESSION_MESSAGES.again : SESSION_MESSAGES.preparing;
}

/** Of what was left out: an engine may be there the next time. Sound that is not there will not come. */
const COMES_BACK: ReadonlySet<string> = new Set(['no_engine', 'no_engine_for_language']);

type WhyFailed = Pick<SessionItem, 'failed_reason' | 'retryable'>;

const leftOut = (reason: SkipReason | undefined): WhyFailed => ({
  failed_reason: reason ?? null,
  retryable: reason === undefined ? null : COMES_BACK.has(reason),
});

/** A person has ended it, as one does who deletes what is at work; or there was nothing to do it with. */
const withoutFailure = (asset: Asset): WhyFailed =>
  asset.run?.cancelled === undefined
    ? leftOut(stepOf(asset, TRANSCRIBE)?.skipReason)
    : { failed_reason: 'cancelled', retryable: true };

function failureFields(asset: Asset, personal: Personal): WhyFailed {
  const failure = failureOf(asset);
  if (failure === undefined) return withoutFailure(asset);
  return {
    failed_reason: personal.steps?.[failure.step]?.message ?? failure.code,
    retryable: stepOf(asset, failure.step)?.error?.retryable ?? null,
  };
}

const after = (now: string, ms: number): string => new Date(Date.parse(now) + Math.round(ms)).toISOString();

/** Of what nobody works on it would be a guess. */
function estimateOf(status: SessionStatus, work: SessionWork, { now, isStalled = false }: SessionContext): string | null {
  const left = status === 'processing' && !isStalled ? sessionRemainingMs(work) : undefined;
  return left === undefined ? null : after(now, left);
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
  allowed_actions: lifeActions(asset).map(actionItem),
});

const wordsOf = ({ title, fileName }: Personal): Pick<SessionItem, 'title' | 'audio_filename'> => ({
  title: title ?? null,
  audio_filename: fileName ?? null,
});

/** The item of a session that is registered. */
export function renderSession(state: Asset, personal: Personal, context: SessionContext): SessionItem {
  const status = sessionStatusOf(state);
  const step = stepOf(state, TRANSCRIBE);
  const work = sessionWork(state, context.now, context.live);
  const { totalSeconds, fraction } = work;
  return {
    session_id: state.assetId,
    status,
    terminal: isTerminal(state),
    progress: sessionProgress(state, context.now, context.live),
    estimated_completion: estimateOf(status, work, context),
    started_at: step?.startedAt ?? null,
    message: messageOf(state, status, context.isStalled),
    duration_processed: totalSeconds === undefined ? null : Math.round(fraction * totalSeconds),
    duration_total: totalSeconds === undefined ? null : Math.round(totalSeconds),
    allowed: sessionActions(state, status),
    ...wordsOf(personal),
    transcription_job_id: step?.attempts.at(-1)?.attemptId ?? null,
    ...(status === 'failed' ? failureFields(state, personal) : { failed_reason: null, retryable: null }),
    ...speedFields(status, work),
    ...lifeOf(state),
    created_at: state.registeredAt,
    updated_at: state.updatedAt,
  };
}
