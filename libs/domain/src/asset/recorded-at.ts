import { isImported, type Commit } from '@throughline/contracts';

/** The place and the time of an event. */
export interface RecordedAt {
  readonly assetId: string;
  readonly at: string;
  /** The broker's time of an imported commit; its `at` is the time in the other system. */
  readonly importedAt?: string;
}

interface Recorded {
  readonly assetId: string;
  readonly commit: Pick<Commit, 'at' | 'origin'>;
  /** The broker's time. Default: the time of the commit. */
  readonly storedAt?: string;
}

/** Returns what an event takes from its commit. */
export const recordedAt = ({ assetId, commit, storedAt = commit.at }: Recorded): RecordedAt => ({
  assetId,
  at: commit.at,
  ...(isImported(commit) ? { importedAt: storedAt } : {}),
});
