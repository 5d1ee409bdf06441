import { randomUUID } from 'node:crypto';
import { taskOf, type Job, type JobId, type JobReport, type JobRun, type JobRunClaim, type NewJob } from '../batches/jobs/job.js';
import { RUNS_KEPT_MS, type JobChange, type JobStore, type NewJobRun, type ReadJob } from '../batches/jobs/job-store.js';

const DAY_MS = 86_400_000;

interface RunEntry {
  run: JobRun;
  claim: string | undefined;
  leaseUntil: number;
}

type Started = JobRun | 'running' | 'repeated' | 'stale';

export class MemoryJobStore implements JobStore {
  readonly #jobs = new Map<JobId, Job>();
  readonly #runs = new Map<string, RunEntry>();
  #last = 0;

  constructor(private readonly time: () => number = () => Date.now()) {}

  insert(given: NewJob): Promise<Job | 'name-taken'> {
    if (this.#isTaken(given)) return Promise.resolve('name-taken');
    this.#last += 1;
    const now = this.#iso();
    const progress = { since: now, coveredUntil: undefined };
    const job: Job = { ...given, id: this.#last, progress, revision: 1, createdAt: now, updatedAt: now };
    this.#jobs.set(job.id, job);
    return Promise.resolve(job);
  }

  find(libraryId: string, id: JobId): Promise<Job | undefined> {
    const job = this.#jobs.get(id);
    return Promise.resolve(job?.libraryId === libraryId ? job : undefined);
  }

  list(libraryId: string): Promise<readonly Job[]> {
    return Promise.resolve([...this.#jobs.values()].filter((job) => job.libraryId === libraryId));
  }

  replace(read: ReadJob, { isRescheduled, ...content }: JobChange): Promise<Job | 'name-taken' | 'stale'> {
    const before = this.#at(read);
    if (before === undefined) return Promise.resolve('stale');
    if (this.#isTaken({ ...before, ...content })) return Promise.resolve('name-taken');
    const { id, libraryId, createdAt } = before;
    const now = this.#iso();
    const progress = isRescheduled ? { since: now, coveredUntil: undefined } : before.progress;
    const job = { ...content, id, libraryId, createdAt, progress, revision: before.revision + 1, updatedAt: now };
    this.#jobs.set(id, job);
    return Promise.resolve(job);
  }

  remove(read: ReadJob): Promise<boolean> {
    if (this.#at(read) === undefined) return Promise.resolve(false);
    for (const { run } of this.#entriesOf(read.id)) this.#runs.delete(run.id);
    return Promise.resolve(this.#jobs.delete(read.id));
  }

  now(): Promise<string> {
    return Promise.resolve(this.#iso());
  }

  enabled(): Promise<readonly Job[]> {
    return Promise.resolve([...this.#jobs.values()].filter(({ isEnabled }) => isEnabled));
  }

  start(read: Job, run: NewJobRun): Promise<Started> {
    return Promise.resolve(this.#start(read, run));
  }

  #start(read: Job, { id, cause, requestedBy, due }: NewJobRun): Started {
    const job = this.#at(read);
    if (job === undefined) return 'stale';
    const entries = this.#entriesOf(job.id);
    if (entries.some(({ run }) => run.state === 'running')) return 'running';
    if (due !== undefined) {
      if (job.progress.coveredUntil !== read.progress.coveredUntil) return 'stale';
      this.#jobs.set(job.id, { ...job, progress: { ...job.progress, coveredUntil: due.at } });
      if (entries.some(({ run }) => run.occurrence === due.at)) return 'repeated';
    }
    const startedMs = this.time();
    const startedAt = new Date(startedMs).toISOString();
    const run: JobRun = {
      id,
      jobId: job.id,
      libraryId: job.libraryId,
      state: 'running',
      cause,
      requestedBy,
      occurrence: due?.at,
      missed: due?.missed ?? 0,
      task: taskOf(job),
      window: { from: new Date(startedMs - job.syncDays * DAY_MS).toISOString(), to: startedAt },
      report: {},
      problem: undefined,
      startedAt,
      endedAt: undefined,
    };
    this.#runs.set(id, { run, claim: undefined, leaseUntil: 0 });
    return run;
  }

  runs(jobId: JobId, limit: number): Promise<readonly JobRun[]> {
    const runs = this.#entriesOf(jobId).map(({ run }) => run);
    return Promise.resolve(runs.reverse().slice(0, limit));
  }

  findRun(jobId: JobId, id: string): Promise<JobRun | undefined> {
    const run = this.#runs.get(id)?.run;
    return Promise.resolve(run?.jobId === jobId ? run : undefined);
  }

  newestRuns(libraryId: string): Promise<readonly JobRun[]> {
    const own = [...this.#runs.values()].filter(({ run }) => run.libraryId === libraryId);
    return Promise.resolve([...new Map(own.map(({ run }) => [run.jobId, run])).values()]);
  }

  claim(id: string, leaseMs: number): Promise<JobRunClaim | undefined> {
    const entry = this.#runs.get(id);
    if (entry?.run.state !== 'running' || entry.leaseUntil > this.time()) return Promise.resolve(undefined);
    entry.claim = randomUUID();
    entry.leaseUntil = this.time() + leaseMs;
    return Promise.resolve({ claim: entry.claim, run: entry.run });
  }

  async save(claim: JobRunClaim, report: JobReport, leaseMs: number): Promise<boolean> {
    if (!(await this.renew(claim, leaseMs))) return false;
    // A report is stored as JSON, which has no undefined members.
    this.#change(claim, { report: JSON.parse(JSON.stringify(report)) as JobReport });
    return true;
  }

  renew(claim: JobRunClaim, leaseMs: number): Promise<boolean> {
    const entry = this.#held(claim);
    if (entry !== undefined) entry.leaseUntil = this.time() + leaseMs;
    return Promise.resolve(entry !== undefined);
  }

  finish(claim: JobRunClaim, { state, problem }: { state: 'done' | 'failed'; problem?: string | undefined }): Promise<void> {
    this.#change(claim, { state, problem, endedAt: this.#iso() });
    return this.release(claim);
  }

  release(claim: JobRunClaim): Promise<void> {
    const entry = this.#held(claim);
    if (entry !== undefined) Object.assign(entry, { claim: undefined, leaseUntil: 0 });
    return Promise.resolve();
  }

  unclaimed(): Promise<readonly string[]> {
    const free = [...this.#runs.values()].filter(({ run, leaseUntil }) => run.state === 'running' && leaseUntil <= this.time());
    return Promise.resolve(free.map(({ run }) => run.id));
  }

  removeOldRuns(): Promise<number> {
    const isOld = ({ run }: RunEntry): boolean =>
      run.endedAt !== undefined && Date.parse(run.endedAt) < this.time() - RUNS_KEPT_MS;
    const old = [...this.#runs.values()].filter(isOld);
    for (const { run } of old) this.#runs.delete(run.id);
    return Promise.resolve(old.length);
  }

  #iso(): string {
    return new Date(this.time()).toISOString();
  }

  #at({ id, revision }: ReadJob): Job | undefined {
    const job = this.#jobs.get(id);
    return job?.revision === revision ? job : undefined;
  }

  #entriesOf(jobId: JobId): RunEntry[] {
    return [...this.#runs.values()].filter(({ run }) => run.jobId === jobId);
  }

  #held({ claim, run }: JobRunClaim): RunEntry | undefined {
    const entry = this.#runs.get(run.id);
    return entry?.claim === claim ? entry : undefined;
  }

  #change(claim: JobRunClaim, change: Partial<JobRun>): void {
    const entry = this.#held(claim);
    if (entry !== undefined) entry.run = { ...entry.run, ...change };
  }

  #isTaken({ id, libraryId, name }: NewJob & { readonly id?: JobId }): boolean {
    const same = name.toLowerCase();
    return [...this.#jobs.values()].some(
      (job) => job.id !== id && job.libraryId === libraryId && job.name.toLowerCase() === same,
    );
  }
}
