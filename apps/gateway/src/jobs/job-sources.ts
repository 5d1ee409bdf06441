import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../http/problems/problem.js';
import type { Source, SourceId, SourceStore, SourceSync, SourceSyncs, SyncedEntry } from '../sources/index.js';

/** A source that another sync reads is tried again this often. */
const BUSY_MS = 1_000;

export interface SyncOptions {
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
  /** The reason why the source could not be read. */
  readonly problem: string | null;
  /** Absent: the source was not read, or an earlier version has read it. */
  readonly syncId?: string;
  /** The recordings that the sync has registered; the first 200 of them. */
  readonly brought?: readonly string[];
}

/** One reading of a source. Without `source`, it could not be read. */
export interface SourceReading {
  readonly report: SourceReport;
  readonly source?: Source;
  /** Personal data, which no report of a run stores. */
  readonly entries: readonly SyncedEntry[];
}

export interface JobSourcesParts {
  readonly store: Pick<SourceStore, 'list' | 'find'>;
  readonly syncs: Pick<SourceSyncs, 'syncSource'>;
}

export const NOT_ACTIVE = 'The source is paused, brings no recordings, or was deleted.';

export const createUnread = (id: SourceId, name: string, problem: string): SourceReading => ({
  report: { source_id: id, name, found: 0, added: 0, problem },
  entries: [],
});

function createReading(source: Source, { id, counts, problem, entries }: SourceSync): SourceReading {
  const { retired: _retired, ...verdicts } = counts;
  const report = {
    source_id: source.id,
    name: source.name,
    found: Object.values(verdicts).reduce((sum, count) => sum + count, 0),
    added: verdicts.new,
    problem: problem?.message ?? null,
    syncId: id,
    brought: entries.flatMap(({ verdict, itemId }) => (verdict === 'new' && itemId !== undefined ? [itemId] : [])),
  };
  return { report, source, entries };
}

const hasCode = (error: unknown, code: Problem['code']): boolean => error instanceof Problem && error.code === code;

const isActive = ({ isPaused, brings }: Source): boolean => !isPaused && brings === 'recording';

/** Does some work, unless the signal aborts first. The work goes on then. */
async function doUnlessAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const done = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    done.abort();
  }
}

/** Reads the sources of jobs, by the same sync as by hand (AUT-10). */
export class JobSources {
  constructor(private readonly parts: JobSourcesParts) {}

  /** Returns the sources of recordings that are not paused. */
  async listActive(libraryId: string): Promise<readonly Source[]> {
    return (await this.parts.store.list(libraryId)).filter(isActive);
  }

  /** Registers what is new. A source that cannot be read gives a report with a `problem`. Can be repeated. */
  async sync(source: Source, { signal, dryRun }: SyncOptions): Promise<SourceReading> {
    const { id, name } = source;
    try {
      const sync = await doUnlessAborted(() => this.#syncWhenFree(id, dryRun, signal), signal);
      return sync === undefined ? createUnread(id, name, NOT_ACTIVE) : createReading(source, sync);
    } catch (error) {
      if (signal.aborted) return createUnread(id, name, 'Its sync has not ended in time.');
      throw error;
    }
  }

  /**
   * Another sync of the source may be in progress. It does not tell what is new for this one, so it is waited for. Returns
   * undefined if the source was paused or deleted meanwhile.
   */
  async #syncWhenFree(id: SourceId, dryRun: boolean, signal: AbortSignal): Promise<SourceSync | undefined> {
    for (;;) {
      const source = await this.parts.store.find(id);
      if (source === undefined || !isActive(source)) return undefined;
      try {
        return await this.parts.syncs.syncSource(id, { trigger: 'job', dryRun });
      } catch (error) {
        if (hasCode(error, 'not-found')) return undefined;
        if (!hasCode(error, 'sync-in-progress')) throw error;
        await wait(BUSY_MS, undefined, { signal });
      }
    }
  }
}
