import { newId } from '@throughline/contracts';
import { findDue } from '@throughline/domain';
import type { Job } from './job.js';
import type { JobRunner } from './job-runner.js';
import type { JobStore } from './job-store.js';

export interface JobSchedulerPorts {
  readonly store: Pick<JobStore, 'now' | 'enabled' | 'start'>;
  readonly runner: Pick<JobRunner, 'pursue'>;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Starts the jobs that are due. Every gateway looks, and the store lets one of them start each occurrence. A job that is still
 * running stays due, so its next run makes up for what it missed.
 */
export class JobScheduler {
  constructor(private readonly ports: JobSchedulerPorts) {}

  async startDue(): Promise<void> {
    const { store, onProblem } = this.ports;
    const jobs = await store.enabled();
    // Read after the jobs, so that the time is not before the beginning of their schedules.
    const now = await store.now();
    for (const job of jobs) await this.#startIfDue(job, now).catch(onProblem);
  }

  async #startIfDue(job: Job, now: string): Promise<void> {
    const due = findDue(job.schedule, job.progress, now);
    if (due === undefined) return;
    const run = await this.ports.store.start(job, { id: newId(), cause: 'schedule', requestedBy: job.changedBy, due });
    if (typeof run !== 'string') void this.ports.runner.pursue(run.id);
  }
}
