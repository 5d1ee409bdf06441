import type { Session } from '@throughline/api-client';
import type { MainState } from '../actions/main-action.js';
import { isContentGone } from '../controls/recording-state.js';
import { formatNumber } from '../texts/numbers.js';
import { length } from '../texts/times.js';
import { startSentence } from '../texts/start-sentence.js';
import { text } from '../texts/text.js';
import { formatTimeRemaining } from './time-remaining.js';

const words = text.sessions;

const STATES: Readonly<Record<Session['status'], MainState>> = {
  pending: 'not_started',
  processing: 'in_progress',
  completed: 'ready',
  failed: 'failed',
};

type LifeFields = Pick<Session, 'deleted_at' | 'erased_at' | 'expired_at' | 'retryable' | 'status'>;

/** Returns the state that decides the main action. Nothing is possible once the content is gone. */
export function findSessionState(session: LifeFields): MainState {
  if (isContentGone(session) || session.deleted_at !== null) return 'deleted';
  if (session.status === 'failed' && session.retryable === false) return 'hopeless';
  return STATES[session.status];
}

/** Returns true if the session waits for its turn. Its status is `pending` before its first worker, and `processing` afterwards. */
export const isQueued = ({ queue_position: place }: Pick<Session, 'queue_position'>): boolean => place !== null;

/** Returns the place in the queue, or undefined if the session is not queued. */
export const describePlace = ({
  queue_position: place,
  queue_length: of,
}: Pick<Session, 'queue_position' | 'queue_length'>): string | undefined =>
  place === null ? undefined : words.queued(text.time.ordinal(place), of ?? place);

type ProgressFields = Pick<
  Session,
  'estimated_completion' | 'message' | 'queue_length' | 'queue_position' | 'started_at' | 'status'
>;

/** Says how long the estimate still is. Undefined without an estimate. */
function describeRest(estimate: string | null, now: number): string | undefined {
  if (estimate === null) return undefined;
  const rest = Date.parse(estimate) - now;
  return rest > 0 ? words.left(formatTimeRemaining(rest)) : text.progress.etaReason['overdue'];
}

/** Returns the main line of the progress: the place in the queue, or the elapsed and the remaining time. `now` is in milliseconds. */
export function describeProgress(session: ProgressFields, now: number): string {
  const { status, started_at: started, estimated_completion: estimate } = session;
  const place = describePlace(session);
  if (place !== undefined) return place;
  if (status !== 'processing' || started === null) return session.message;
  const elapsed = words.elapsed(length(now - Date.parse(started)));
  const rest = describeRest(estimate, now);
  return rest === undefined ? elapsed : `${elapsed}, ${text.insideSentence(rest)}`;
}

/** Says in a line of its own when a queued session will be done. */
const describeWait = (estimate: string | null, now: number): string =>
  startSentence(describeRest(estimate, now) ?? text.progress.etaUnknown);

/** Returns the fact below the main line: the estimate of a queued session, or the transcribed part of the audio. */
export const describeAmount = (session: ProgressFields & AudioFields, now: number): string | undefined =>
  isQueued(session) ? describeWait(session.estimated_completion, now) : describeAudio(session);

/** Returns true if the message of the API says more than the main line, which is that message until the work begins. */
export const hasOwnMessage = ({ status, queue_position: place, started_at: started }: ProgressFields): boolean =>
  status === 'processing' && place === null && started !== null;

interface Failure {
  readonly reason: string;
  readonly advice: string | undefined;
}

/** Returns why a session failed, and what to do. The message of the API advises another attempt, which cannot always help. */
export function describeFailure({
  failed_reason: reason,
  message,
  retryable,
}: Pick<Session, 'failed_reason' | 'message' | 'retryable'>): Failure {
  if (retryable === false) return { reason: reason ?? text.itemList.states.failed, advice: words.permanent };
  return reason === null ? { reason: message, advice: undefined } : { reason, advice: message };
}

/** Returns how long the work took, and its speed. Undefined until it is done. */
export const describeSpeed = ({ processing_duration: took, speed }: Pick<Session, 'processing_duration' | 'speed'>) =>
  took === null || speed === null
    ? undefined
    : words.took(length(took * 1_000), formatNumber(speed, { maximumFractionDigits: 2 }));

/** Returns true while the server continues the session, whether or not the page is open. */
export const isOnServer = (session: Pick<Session, 'queue_position' | 'status'>): boolean =>
  session.status === 'processing' || isQueued(session);

type AudioFields = Pick<Session, 'duration_processed' | 'duration_total'>;

/** Returns `15 min of 54 min of audio`, or undefined until the length of the audio is known. */
export function describeAudio({ duration_processed: done, duration_total: total }: AudioFields): string | undefined {
  return total === null ? undefined : words.audio(length((done ?? 0) * 1_000), length(total * 1_000));
}
