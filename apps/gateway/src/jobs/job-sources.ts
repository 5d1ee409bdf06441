import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../http/problems/problem.js';
import type { Source, SourceId, SourceStore, SourceSync, SourceSyncs } from '../sources/index.js';

/** A source that another sync reads is tried again this often. */
const BUSY_MS = 1_000;

export interface SyncOptions {
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Counts what a sync would register, and changes nothing. */
  readonly dryRun: boolean;
  /** Ends the wait for a source. Its sync goes on. */
  readonly signal: AbortSignal;
}

/** The result of the sync of one source. */
export interface SourceReport {
  readonly source_id: SourceId;
  readonly name: string;
  readonly found: number;
  readonly added: number;
  /** The reason why the source was not read, or not all of it. */
  readonly problem: string | null;
}

export interface JobSourcesParts {
  readonly store: Pick<SourceStore, 'list'>;
  readonly syncs: Pick<SourceSyncs, 'syncSource'>;
}

export const unreadReport = (id: SourceId, name: string, problem: string): SourceReport => ({
  source_id: id,
  name,
  found: 0,
  added: 0,
  problem,
});

function problemOf({ problem, isCut }: SourceSync): string | null {
  if (problem !== undefined) return problem.message;
  return isCut ? 'It has more entries than one sync reads.' : null;
}

const toReport = (source: Source, sync: SourceSync): SourceReport => {
  const { retired: _retired, ...verdicts } = sync.counts;
  return {
    source_id: source.id,
    name: source.name,
    found: Object.values(verdicts).reduce((sum, count) => sum + count, 0),
    added: verdicts.new,
    problem: problemOf(sync),
  };
};

const isBusy = (error: unknown): boolean => error instanceof Problem && error.code === 'sync-in-progress';

/** Rejects when the signal aborts. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const done = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true, signal: done.signal });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([work, aborted]);
  } finally {
    done.abort();
  }
}

/** Reads the sources of jobs, by the same sync as by hand (AUT-10). */
export class JobSources {
  constructor(private readonly parts: JobSourcesParts) {}

  /** Returns the sources of recordings that are not paused. */
  async listActive(libraryId: string): Promise<readonly Source[]> {
    const sources = await this.parts.store.list(libraryId);
    return sources.filter(({ isPaused, brings }) => !isPaused && brings === 'recording');
  }

  /** Registers what is new. A source that cannot be read gives a report with a `problem`. Can be repeated. */
  async sync(source: Source, { signal, ...options }: SyncOptions): Promise<SourceReport> {
    try {
      return toReport(source, await orAborted(this.#syncWhenFree(source, options, signal), signal));
    } catch (error) {
      if (signal.aborted) return unreadReport(source.id, source.name, 'Its sync has not ended in time.');
      throw error;
    }
  }

  /** Another sync of the source may be in progress. It does not tell what is new for this one, so it is waited for. */
  async #syncWhenFree(source: Source, options: Omit<SyncOptions, 'signal'>, signal: AbortSignal): Promise<SourceSync> {
    for (;;) {
      try {
        return await this.parts.syncs.syncSource(source.id, { trigger: 'job', ...options });
      } catch (error) {
        if (!isBusy(error)) throw error;
        await wait(BUSY_MS, undefined, { signal });
      }
    }
  }
}
