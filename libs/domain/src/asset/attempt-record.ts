import type { AssetEventOf } from '@throughline/contracts';

/**
 * The outcome of an attempt. `waited`: a dependency was missing. `withdrawn`: a pause, a rollback or a request to
 * check at once came before its start. `cancelled`: a person ended its run or its step.
 */
export type AttemptEnd = 'completed' | 'failed' | 'skipped' | 'interrupted' | 'waited' | 'withdrawn' | 'cancelled';
export type LateOutcome = AssetEventOf<'LateResultIgnored'>['data']['outcome'];

/** One attempt at a step. The newest attempt without an `end` is the step's current attempt. */
export interface AttemptRecord {
  /** Continues over runs, so that the newest attempt always has the highest number (U16). */
  readonly number: number;
  readonly attemptId: string;
  readonly runId: string;
  /** The start of its work. An attempt may end without it if a check before the work refuses (AGG-16). */
  readonly startedAt?: string;
  readonly end?: AttemptEnd;
  /**
   * The number of the transcript correction that was current at the start, and that the results contain. Absent: the
   * uncorrected transcript.
   */
  readonly begunWith?: number;
  /** The version of the item's texts at the start, for steps that send them. Absent: the first one. */
  readonly texts?: string;
  /** The SHA-256 of the file at the start, in hex. Only attempts at the previews have it. */
  readonly fileSha256?: string;
  /** The attempt only waited, but a checkpoint names its files for later attempts. */
  readonly left?: true;
  /** The outcomes reported after the attempt's end, each once. */
  readonly late?: readonly LateOutcome[];
}
