import type { Recording } from '@throughline/api-client';
import { listOutsideWaits } from '../controls/queue.js';
import { isContentGone, isUnfinished, listRunningSteps } from '../controls/recording-state.js';
import type { AttentionKind } from '../actions/rank-help.js';
import { findAttentionKind } from './attention/attention.js';

/**
 * A part of the page of a recording. `result` is the player, the transcript, the topics, the outputs and the downloads.
 * A part without content renders nothing.
 */
export type Part =
  | 'again'
  | 'attention'
  | 'notice'
  | 'pipeline'
  | 'so-far'
  | 'result'
  | 'why'
  | 'details'
  | 'made'
  | 'past'
  | 'history';

/** The situation of a recording that decides which part comes first. */
export type Phase = 'ready' | 'again' | 'attention' | 'first';

/** The parts are always the same, the status decides their order. A result comes first as soon as there is one. */
export const ORDER: Readonly<Record<Phase, readonly Part[]>> = {
  ready: ['notice', 'result', 'details', 'made', 'why', 'past', 'history'],
  again: ['again', 'notice', 'result', 'details', 'made', 'why', 'past', 'history'],
  attention: ['attention', 'notice', 'result', 'so-far', 'why', 'made', 'details', 'past', 'history'],
  first: ['notice', 'pipeline', 'so-far', 'result', 'why', 'details', 'past', 'history'],
};

/** The recording at an earlier time has no result to show, and nothing to do. */
export const PAST_ORDER: readonly Part[] = ['notice', 'pipeline', 'result', 'past', 'history'];

export type PhaseFields = Parameters<typeof findAttentionKind>[0] &
  Pick<Recording, 'deleted_at' | 'erased_at' | 'expired_at' | 'on_pause' | 'run' | 'status' | 'waiting_for'>;

/** `hasTranscript`: an earlier run, or an earlier step of this one, has made a transcript. */
export function findPhase(recording: PhaseFields, hasTranscript: boolean): Phase {
  if (isContentGone(recording) || recording.deleted_at !== null) return 'ready';
  if (findAttentionKind(recording) !== undefined) return 'attention';
  if (recording.status === 'PENDING_SOURCE') return 'first';
  if (!isUnfinished(recording)) return 'ready';
  if (!hasTranscript) return 'first';
  return recording.on_pause || listOutsideWaits(recording).length > 0 ? 'ready' : 'again';
}

/** The situation of a recording on its page. */
export interface Situation {
  readonly phase: Phase;
  /** The subject of the panel that needs attention, if there is one. */
  readonly attention: AttentionKind | undefined;
  /** The header shows the progress, because no other part does. */
  readonly hasProgress: boolean;
}

/** The note of a pause says more than a bar that stands still. */
const isAtRest = (recording: PhaseFields): boolean => recording.on_pause && listRunningSteps(recording).length === 0;

export function findSituation(recording: PhaseFields, hasTranscript: boolean): Situation {
  const phase = findPhase(recording, hasTranscript);
  return {
    phase,
    attention: phase === 'attention' ? findAttentionKind(recording) : undefined,
    hasProgress: phase !== 'first' && phase !== 'again' && isUnfinished(recording) && !isAtRest(recording),
  };
}
