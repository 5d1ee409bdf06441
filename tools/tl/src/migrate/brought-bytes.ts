/** `none`: the log names no path, so the item is history only. */
export type BytesOutcome = 'copied' | 'left' | 'unchanged' | 'none' | 'failed';

/** The result for the bytes of one migrated file. */
export interface BroughtBytes {
  readonly outcome: BytesOutcome;
  readonly reason?: string;
}
