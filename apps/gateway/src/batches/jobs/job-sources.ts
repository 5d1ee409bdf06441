import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../../kit/http/problems/problem.js';
import type { Source, SourceId, SourceStore, SourceSync, SourceSyncs, SyncStore, SyncedEntry } from '../../sources/index.js';

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
  readonly history: Pick<SyncStore, 'list'>;
  readonly now: () => Date;
}

/** Codes of entries whose import has begun. It continues by itself at the next sync, which comes soon. */
const IMPORTING: ReadonlySet<string | undefined> = new Set(['not-settled', 'storing']);
/** A run waits this long for the imports that its sources have begun. */
const MAX_WAIT_MS = 5 * 60_000;
/** A source is read again this often at most, also if its clock differs from that of this process. */
const MAX_LOOKS = 10;

const isImporting = ({ entries }: SourceReading): boolean => entries.some(({ code }) => IMPORTING.has(code));

export const NOT_ACTIVE = 'The source is paused, brings no recordings, or was deleted.';

export const createUnread = (id: SourceId, name: string, problem: string): SourceReading => ({
  report: { source_id: id, name, found: 0, added: 0, problem },
  entries: [],
});

const listBrought = (entries: readonly SyncedEntry[]): readonly string[] =>
  entries.flatMap(({ verdict, itemId }) => (verdict === 'new' && itemId !== undefined ? [itemId] : []));

function createReading(source: Source, { id, counts, problem, entries }: SourceSync): SourceReading {
  const { retired: _retired, ...verdicts } = counts;
  const report = {
    source_id: source.id,
    name: source.name,
    found: Object.values(verdicts).reduce((sum, count) => sum + count, 0),
    added: verdicts.new,
    problem: problem?.message ?? null,
    syncId: id,
    brought: listBrought(entries),
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
   * Waits for the imports that the readings have begun, up to a limit. Without the wait, the run would leave out a file that is
   * imported seconds later, and the next run may be a night away.
   */
  async finishImports(readings: readonly SourceReading[], signal: AbortSignal): Promise<readonly SourceReading[]> {
    const deadline = this.parts.now().getTime() + MAX_WAIT_MS;
    const finished: SourceReading[] = [];
    // One after another takes no longer: the next syncs of the other sources come due meanwhile.
    for (const reading of readings) finished.push(await this.#readUntilImported(reading, { deadline, signal }));
    return finished;
  }

  async #readUntilImported(
    first: SourceReading,
    { deadline, signal }: { readonly deadline: number; readonly signal: AbortSignal },
  ): Promise<SourceReading> {
    let latest = first;
    for (let looks = 0; looks < MAX_LOOKS && isImporting(latest) && !signal.aborted; looks += 1) {
      const due = await this.#findNextSync(latest);
      if (due === undefined || due > deadline) break;
      await wait(Math.max(BUSY_MS, due - this.parts.now().getTime()), undefined, { signal }).catch(() => undefined);
      const again = latest.source === undefined ? undefined : await this.sync(latest.source, { dryRun: false, signal });
      if (again?.source === undefined) break;
      latest = again;
    }
    return latest === first ? first : this.#addSyncsBetween(first, latest);
  }

  /** Returns the time at which the next sync of the source is due, if one is planned. Milliseconds. */
  async #findNextSync({ report }: SourceReading): Promise<number | undefined> {
    const next = (await this.parts.store.find(report.source_id))?.nextSyncAt;
    return next === undefined ? undefined : Date.parse(next);
  }

  /** Adds what the first reading and the syncs after it have registered: the source may also be synced by its interval. */
  async #addSyncsBetween({ report: first }: SourceReading, latest: SourceReading): Promise<SourceReading> {
    const syncs = (await this.parts.history.list(first.source_id)).filter(({ isDryRun }) => !isDryRun);
    const since = syncs.slice(0, syncs.findIndex(({ id }) => id === first.syncId) + 1);
    const added = since.reduce((sum, { counts }) => sum + counts.new, 0);
    const brought = since.flatMap(({ entries }) => listBrought(entries));
    return { ...latest, report: { ...latest.report, added, brought } };
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
