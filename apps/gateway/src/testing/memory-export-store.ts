import { randomUUID } from 'node:crypto';
import type {
  DataExport,
  ExportClaim,
  ExportProblem,
  ExportProgress,
  StoredArchive,
} from '../exchange/my-data/exports/data-export.js';
import { EXPORT_KEPT_MS, type ExportStore } from '../exchange/my-data/exports/export-store.js';

interface Entry {
  row: DataExport;
  claim: string | undefined;
  leaseUntil: number;
  attempts: number;
}

const NO_PROGRESS: ExportProgress = { items: 0, totalItems: undefined, bytes: 0 };

export class MemoryExportStore implements ExportStore {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly now: () => number = () => Date.now()) {}

  add(id: string, userId: string): Promise<DataExport> {
    const running = [...this.#entries.values()].find(({ row }) => row.userId === userId && row.state === 'running');
    if (running !== undefined) return Promise.resolve(running.row);
    const row: DataExport = {
      id,
      userId,
      state: 'running',
      ...NO_PROGRESS,
      archive: undefined,
      problem: undefined,
      waitingSince: undefined,
      createdAt: this.#after(0),
      endedAt: undefined,
      expiresAt: undefined,
    };
    this.#entries.set(id, { row, claim: undefined, leaseUntil: 0, attempts: 0 });
    return Promise.resolve(row);
  }

  async find(userId: string, id: string): Promise<DataExport | undefined> {
    return (await this.list(userId)).find((one) => one.id === id);
  }

  list(userId: string): Promise<readonly DataExport[]> {
    const rows = [...this.#entries.values()].map(({ row }) => row);
    return Promise.resolve(rows.filter((row) => row.userId === userId && !this.#isExpired(row)).reverse());
  }

  remove(userId: string, id: string): Promise<boolean> {
    return Promise.resolve(this.#entries.get(id)?.row.userId === userId && this.#entries.delete(id));
  }

  existing(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set(ids.filter((id) => this.#entries.has(id))));
  }

  claim(id: string, leaseMs: number): Promise<ExportClaim | undefined> {
    const entry = this.#entries.get(id);
    if (entry?.row.state !== 'running' || entry.leaseUntil > this.now()) return Promise.resolve(undefined);
    const claim = randomUUID();
    entry.claim = claim;
    entry.leaseUntil = this.now() + leaseMs;
    entry.attempts += 1;
    entry.row = { ...entry.row, ...NO_PROGRESS, totalItems: entry.row.totalItems };
    return Promise.resolve({ claim, export: entry.row, attempt: entry.attempts });
  }

  renew(claim: ExportClaim, progress: ExportProgress, leaseMs: number): Promise<boolean> {
    return this.#change(claim, (entry) => {
      entry.leaseUntil = this.now() + leaseMs;
      entry.row = { ...entry.row, ...progress, waitingSince: undefined };
    });
  }

  async finish(claim: ExportClaim, archive: StoredArchive, { items }: ExportProgress): Promise<boolean> {
    const isOurs = await this.#end(claim, { state: 'ready', archive, items, totalItems: items, bytes: archive.size });
    if (isOurs)
      for (const { row } of [...this.#entries.values()])
        if (row.userId === claim.export.userId && row.id !== claim.export.id && row.state !== 'running')
          this.#entries.delete(row.id);
    return isOurs;
  }

  async fail(claim: ExportClaim, problem: ExportProblem): Promise<void> {
    await this.#end(claim, { state: 'failed', problem });
  }

  async release(claim: ExportClaim, cause: 'outage' | 'stop' | 'failure'): Promise<void> {
    await this.#change(claim, (entry) => {
      entry.claim = undefined;
      entry.leaseUntil = 0;
      if (cause !== 'failure') entry.attempts -= 1;
      entry.row = { ...entry.row, waitingSince: cause === 'outage' ? (entry.row.waitingSince ?? this.#after(0)) : undefined };
    });
  }

  unclaimed(): Promise<readonly string[]> {
    const free = [...this.#entries.values()].filter(({ row, leaseUntil }) => row.state === 'running' && leaseUntil <= this.now());
    return Promise.resolve(free.map(({ row }) => row.id));
  }

  removeExpired(): Promise<number> {
    const expired = [...this.#entries.values()].filter(({ row }) => this.#isExpired(row));
    for (const { row } of expired) this.#entries.delete(row.id);
    return Promise.resolve(expired.length);
  }

  #end(claim: ExportClaim, change: Partial<DataExport>): Promise<boolean> {
    return this.#change(claim, (entry) => {
      entry.claim = undefined;
      entry.leaseUntil = 0;
      const times = { endedAt: this.#after(0), expiresAt: this.#after(EXPORT_KEPT_MS) };
      entry.row = { ...entry.row, ...change, ...times, waitingSince: undefined };
    });
  }

  #change({ claim, export: { id } }: ExportClaim, change: (entry: Entry) => void): Promise<boolean> {
    const entry = this.#entries.get(id);
    if (entry?.claim !== claim) return Promise.resolve(false);
    change(entry);
    return Promise.resolve(true);
  }

  #isExpired({ expiresAt }: DataExport): boolean {
    return expiresAt !== undefined && Date.parse(expiresAt) <= this.now();
  }

  #after(ms: number): string {
    return new Date(this.now() + ms).toISOString();
  }
}
