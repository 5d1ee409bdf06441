import { SKIP_REASONS, TRANSCRIBE } from '@throughline/contracts';
import type { Asset, StepState } from '../../asset/state.js';
import { skipWithoutWords } from '../../asset/pipeline/stages/predict-skip.js';
import { renderStatus } from '../../status/render-status.js';
import { stepOf } from '../../asset/steps/steps.js';

/** `disabled`: the run was not asked for a transcript, so that none is missing. */
export const NO_TRANSCRIPT_REASONS = [...SKIP_REASONS, 'no_speech'] as const;
type NoTranscriptReason = (typeof NO_TRANSCRIPT_REASONS)[number];

/** The reason why a finished recording has no transcript. */
export interface NoTranscriptItem {
  readonly reason: NoTranscriptReason;
  /** The same in a few words, for lists. */
  readonly message: string;
}

const MESSAGES: Readonly<Partial<Record<NoTranscriptReason, string>>> = {
  disabled: 'transcription is off',
  manual: 'a person skipped it',
  error: 'transcription failed',
  parent_failed: 'an earlier step failed',
  no_engine: 'no speech engine',
  no_engine_for_language: 'no engine for the language',
  no_audio: 'no sound',
  all_silence: 'only silence',
  no_speech: 'no speech found',
};

/** The statuses of a recording whose stages have all ended. Before that, a transcript may still come. */
const FINISHED: ReadonlySet<string> = new Set(['PROCESSED', 'UPLOADING', 'UPLOADED', 'READY']);

const reasonOf = (asset: Asset, step: StepState | undefined): NoTranscriptReason | undefined => {
  if (step?.phase === 'skipped') return step.skipReason;
  return skipWithoutWords(asset) === undefined ? undefined : 'no_speech';
};

/**
 * Returns why a finished recording has no transcript, or undefined. The gateway's list filters repeat this rule in SQL
 * (`NO_TRANSCRIPT`).
 */
export function noTranscriptOf(asset: Asset): NoTranscriptItem | undefined {
  if (asset.erasedAt !== undefined) return undefined;
  const reason = reasonOf(asset, stepOf(asset, TRANSCRIBE));
  if (reason === undefined || !FINISHED.has(renderStatus(asset))) return undefined;
  return { reason, message: MESSAGES[reason] ?? 'nothing to transcribe' };
}
