import type { Token } from '../../kit/provide.js';
import type { Job, JobContent, JobId, JobReport, JobRun, JobRunCause, JobRunClaim, NewJob } from './job.js';

/** Runs are removed this long after their end. */
export const RUNS_KEPT_MS = 90 * 24 * 3_600_000;

/** A job as the caller has read it. */
export type ReadJob = Pick<Job, 'id' | 'revision'>;

export interface JobChange extends JobContent {
  readonly changedBy: string;
  /** The schedule is another one, or it was switched on: it applies from now on. */
  readonly isRescheduled: boolean;
}

export interface NewJobRun {
  readonly id: string;
  readonly cause: JobRunCause;
  readonly requestedBy: string;
  /** Only of a run by schedule. */
  readonly due?: { readonly at: string; readonly missed: number };
}

/** Jobs and their runs. All times are by one clock, so that gateways agree on what is due. */
export interface JobStore {
  insert(job: NewJob): Promise<Job | 'name-taken'>;
  find(libraryId: string, id: JobId): Promise<Job | undefined>;
  /** Oldest first. */
  list(libraryId: string): Promise<readonly Job[]>;
  replace(read: ReadJob, change: JobChange): Promise<Job | 'name-taken' | 'stale'>;
  /** Removes a job with its runs. Returns false if the revision is stale. */
  remove(read: ReadJob): Promise<boolean>;
  now(): Promise<string>;
  enabled(): Promise<readonly Job[]>;

  /**
   * Starts a run. `running`: the job has one already. `repeated`: the occurrence has had its run. `stale`: the job was changed,
   * or started by another gateway, since it was read.
   */
  start(job: Job, run: NewJobRun): Promise<JobRun | 'running' | 'repeated' | 'stale'>;
  /** Newest first. */
  runs(jobId: JobId, limit: number): Promise<readonly JobRun[]>;
  findRun(jobId: JobId, id: string): Promise<JobRun | undefined>;
  /** Returns the newest run of each job. */
  newestRuns(libraryId: string): Promise<readonly JobRun[]>;

  /** Returns undefined if the run has ended, or another claim's lease lasts. */
  claim(id: string, leaseMs: number): Promise<JobRunClaim | undefined>;
  /** Stores the work so far, and renews the lease. Returns false if the claim was lost; then nothing is stored. */
  save(claim: JobRunClaim, report: JobReport, leaseMs: number): Promise<boolean>;
  renew(claim: JobRunClaim, leaseMs: number): Promise<boolean>;
  /** Ends the run: `failed` if there is a problem and nothing was started. Gives up the claim. */
  finish(claim: JobRunClaim, end: { readonly state: 'done' | 'failed'; readonly problem?: string | undefined }): Promise<void>;
  /** Gives up the claim of a run that has to wait for a service. */
  release(claim: JobRunClaim): Promise<void>;
  /** Returns runs that nobody works on, oldest first. */
  unclaimed(): Promise<readonly string[]>;
  removeOldRuns(): Promise<number>;
}

export const JOB_STORE: Token<JobStore> = Symbol('JobStore');
