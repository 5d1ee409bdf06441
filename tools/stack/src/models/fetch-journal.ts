import { rm } from 'node:fs/promises';
import { fetchFiles, readFetchRecord, writeFetchRecord, type FetchRecord } from '@throughline/media/speech-models';
import { isUnreachable, messageOf, problemKind } from '../problem.js';
import { sizeOf, type DownloadSource } from './resumable-download.js';
import type { AttemptFailure, RetryPlan } from './retry-plan.js';

export type PlanRetry = (failure: AttemptFailure) => RetryPlan;

/** Keeps the record of a download, from which other processes read its state. Only the holder of the lock writes it. */
export class FetchJournal {
  private hasReceived = false;
  /** Bytes of the partial file before this attempt. */
  private sizeBefore = 0;

  private constructor(
    private readonly path: string,
    private readonly now: () => Date,
    private readonly earlier: FetchRecord | undefined,
    private record: FetchRecord,
  ) {}

  static async begin(path: string, now: () => Date): Promise<FetchJournal> {
    const earlier = await readFetchRecord(path);
    const at = now().toISOString();
    const { nextAttemptAt: _planned, ...record } = earlier ?? { v: 1 as const, since: at, failures: 0, attempts: 0 };
    // After long failures nothing waits for the model again until bytes arrive.
    const phase = earlier?.phase === 'stopped' ? 'stopped' : 'fetching';
    const journal = new FetchJournal(path, now, earlier, { ...record, phase, updatedAt: at, attempts: record.attempts + 1 });
    journal.sizeBefore = await sizeOf(fetchFiles(path).partial);
    await journal.write();
    return journal;
  }

  get source(): DownloadSource | undefined {
    return this.record.source;
  }

  /** Records that a server has begun to answer. That is no progress yet. */
  async answered(source: DownloadSource): Promise<void> {
    const { error: _earlier, ...record } = this.record;
    this.record = { ...record, updatedAt: this.time(), source };
    await this.write();
  }

  /** Records the first bytes of an attempt. */
  async received(): Promise<void> {
    if (this.hasReceived) return;
    this.hasReceived = true;
    this.record = { ...this.record, phase: 'fetching', updatedAt: this.time() };
    await this.write();
  }

  /** Records a failed attempt. Without a plan of its own, the plan of another process stays. */
  async failed(error: unknown, plan: PlanRetry | undefined): Promise<void> {
    const at = this.time();
    const kind = problemKind(error);
    const code = typeof kind === 'string' ? kind : 'unexpected';
    const hasGained = (await sizeOf(fetchFiles(this.path).partial)) > this.sizeBefore;
    const failures = hasGained ? 0 : this.record.failures + 1;
    const { failingSince = at, ...record } = this.record;
    const failingMs = Date.parse(at) - Date.parse(failingSince);
    const next = plan?.({ code, failures, failingMs, unreachable: isUnreachable(error) });
    this.record = {
      ...record,
      ...(next === undefined ? this.planOfOthers() : planFields(next, this.now())),
      updatedAt: at,
      failures,
      ...(failures === 0 ? {} : { failingSince }),
      error: { code, message: messageOf(error), at },
    };
    await this.writeIfPossible();
  }

  async paused(): Promise<void> {
    this.record = { ...this.record, phase: 'paused', updatedAt: this.time() };
    await this.writeIfPossible();
  }

  async finished(): Promise<void> {
    await rm(fetchFiles(this.path).record, { force: true });
  }

  private planOfOthers(): Pick<FetchRecord, 'phase' | 'nextAttemptAt'> {
    const { phase, nextAttemptAt } = this.earlier ?? {};
    const isPlanned = phase !== undefined && nextAttemptAt !== undefined && Date.parse(nextAttemptAt) > this.now().getTime();
    return isPlanned ? { phase, nextAttemptAt } : { phase: 'paused' };
  }

  private time(): string {
    return this.now().toISOString();
  }

  private write(): Promise<void> {
    return writeFetchRecord(this.path, this.record);
  }

  /** On a full disk the error of the download matters, not the one of its record. */
  private writeIfPossible(): Promise<void> {
    return this.write().catch(() => undefined);
  }
}

const planFields = ({ phase, waitMs }: RetryPlan, now: Date): Pick<FetchRecord, 'phase' | 'nextAttemptAt'> =>
  waitMs === undefined ? { phase } : { phase, nextAttemptAt: new Date(now.getTime() + waitMs).toISOString() };
