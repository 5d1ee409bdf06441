import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Schedule } from '@throughline/domain';
import { Repository, type EntityManager } from 'typeorm';
import { ClaimedRows, GIVE_UP } from '../../kit/database/claimed-rows.js';
import { afterMs } from '../../kit/database/times.js';
import { updateReturning } from '../../kit/database/update-returning.js';
import { orConflict } from '../../kit/database/violations.js';
import { JobEntity, JobRunEntity } from './job.entity.js';
import { taskOf, type Job, type JobId, type JobReport, type JobRun, type JobRunClaim, type JobTask, type NewJob } from './job.js';
import { RUNS_KEPT_MS, type JobChange, type JobStore, type NewJobRun, type ReadJob } from './job-store.js';

const jobOf = (row: JobEntity): Job => ({
  id: Number(row.id),
  libraryId: row.libraryId,
  changedBy: row.changedBy,
  name: row.name,
  isEnabled: row.isEnabled,
  schedule: row.schedule as Schedule,
  ...(row.task as JobTask),
  progress: { since: row.scheduledSince.toISOString(), coveredUntil: row.coveredUntil?.toISOString() },
  revision: row.revision,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const runOf = (row: JobRunEntity): JobRun => ({
  id: row.id,
  jobId: Number(row.jobId),
  libraryId: row.libraryId,
  state: row.state,
  cause: row.cause,
  requestedBy: row.requestedBy,
  occurrence: row.occurrence?.toISOString(),
  missed: row.missed,
  task: row.task as JobTask,
  window: { from: row.windowFrom.toISOString(), to: row.windowTo.toISOString() },
  report: row.report,
  problem: row.problem ?? undefined,
  startedAt: row.startedAt.toISOString(),
  endedAt: row.endedAt?.toISOString(),
});

const CONFLICTS = { unique: 'name-taken' } as const;

@Injectable()
export class PostgresJobStore implements JobStore {
  readonly #claims: ClaimedRows<JobRunEntity>;

  constructor(
    @InjectRepository(JobEntity) private readonly jobs: Repository<JobEntity>,
    @InjectRepository(JobRunEntity) private readonly runRows: Repository<JobRunEntity>,
  ) {
    this.#claims = new ClaimedRows(runRows, { isOpen: `state = 'running'`, order: 'started_at' });
  }

  async insert({ libraryId, changedBy, name, isEnabled, schedule, ...task }: NewJob): Promise<Job | 'name-taken'> {
    const row = this.jobs.create({ libraryId, changedBy, name, isEnabled, schedule, task: taskOf(task) });
    const inserted = await orConflict(this.jobs.insert(row), CONFLICTS);
    return inserted === 'name-taken' ? inserted : jobOf(await this.jobs.findOneByOrFail({ id: row.id }));
  }

  async find(libraryId: string, id: JobId): Promise<Job | undefined> {
    const row = await this.jobs.findOneBy({ id: String(id), libraryId });
    return row === null ? undefined : jobOf(row);
  }

  async list(libraryId: string): Promise<readonly Job[]> {
    return (await this.jobs.find({ where: { libraryId }, order: { id: 'ASC' } })).map(jobOf);
  }

  async replace(read: ReadJob, change: JobChange): Promise<Job | 'name-taken' | 'stale'> {
    const { changedBy, name, isEnabled, schedule, isRescheduled, ...task } = change;
    const values = {
      changedBy,
      name,
      isEnabled,
      schedule,
      task: taskOf(task),
      ...(isRescheduled ? { scheduledSince: () => 'now()', coveredUntil: null } : {}),
      revision: () => 'revision + 1',
      updatedAt: () => 'clock_timestamp()',
    };
    const { id, revision } = read;
    const row = await orConflict(updateReturning(this.jobs, { id: String(id), revision }, values), CONFLICTS);
    return row === 'name-taken' ? row : row === undefined ? 'stale' : jobOf(row);
  }

  async remove({ id, revision }: ReadJob): Promise<boolean> {
    return (await this.jobs.delete({ id: String(id), revision })).affected === 1;
  }

  async now(): Promise<string> {
    const [row] = await this.jobs.query<{ now: Date }[]>('select now() as now');
    if (row === undefined) throw new Error('the database did not tell the time');
    return row.now.toISOString();
  }

  async enabled(): Promise<readonly Job[]> {
    return (await this.jobs.find({ where: { isEnabled: true }, order: { id: 'ASC' } })).map(jobOf);
  }

  /** The lock on the job lets one gateway at a time decide. The unique indexes hold even without it. */
  start(job: Job, run: NewJobRun): Promise<JobRun | 'running' | 'repeated' | 'stale'> {
    return this.jobs.manager.transaction(async (manager) => {
      const row = await manager.findOne(JobEntity, { where: { id: String(job.id) }, lock: { mode: 'pessimistic_write' } });
      if (row === null || row.revision !== job.revision) return 'stale';
      if (await manager.existsBy(JobRunEntity, { jobId: row.id, state: 'running' })) return 'running';
      if (run.due === undefined) return this.#insertRun(manager, job, run);
      if (jobOf(row).progress.coveredUntil !== job.progress.coveredUntil) return 'stale';
      await manager.update(JobEntity, { id: row.id }, { coveredUntil: new Date(run.due.at) });
      return this.#insertRun(manager, job, run);
    });
  }

  /** SQL: a day of PostgreSQL may have 23 hours, depending on the time zone of the session (AUT-07). */
  async #insertRun(manager: EntityManager, job: Job, { id, cause, requestedBy, due }: NewJobRun): Promise<JobRun | 'repeated'> {
    await manager.query(
      `insert into control.job_run
         (id, job_id, library_id, cause, requested_by, occurrence, missed, task, window_from, window_to)
       values ($1, $2, $3, $4, $5, $6, $7, $8, now() - $9 * interval '24 hours', now())
       on conflict (job_id, occurrence) do nothing`,
      [
        id,
        job.id,
        job.libraryId,
        cause,
        requestedBy,
        due?.at ?? null,
        due?.missed ?? 0,
        JSON.stringify(taskOf(job)),
        job.syncDays,
      ],
    );
    const row = await manager.findOneBy(JobRunEntity, { id });
    return row === null ? 'repeated' : runOf(row);
  }

  async runs(jobId: JobId, limit: number): Promise<readonly JobRun[]> {
    const order = { startedAt: 'DESC', id: 'DESC' } as const;
    return (await this.runRows.find({ where: { jobId: String(jobId) }, order, take: limit })).map(runOf);
  }

  async findRun(jobId: JobId, id: string): Promise<JobRun | undefined> {
    const row = await this.runRows.findOneBy({ id, jobId: String(jobId) });
    return row === null ? undefined : runOf(row);
  }

  async newestRuns(libraryId: string): Promise<readonly JobRun[]> {
    const rows = await this.runRows
      .createQueryBuilder('run')
      .distinctOn(['run.jobId'])
      .where({ libraryId })
      .orderBy('run.jobId')
      .addOrderBy('run.startedAt', 'DESC')
      .addOrderBy('run.id', 'DESC')
      .getMany();
    return rows.map(runOf);
  }

  async claim(id: string, leaseMs: number): Promise<JobRunClaim | undefined> {
    const claimed = await this.#claims.claim(id, leaseMs);
    return claimed && { claim: claimed.claim, run: runOf(claimed.row) };
  }

  save({ claim, run: { id } }: JobRunClaim, report: JobReport, leaseMs: number): Promise<boolean> {
    return this.#claims.change({ id, claim }, `lease_until = ${afterMs('$3')}, report = $4`, [leaseMs, JSON.stringify(report)]);
  }

  renew({ claim, run: { id } }: JobRunClaim, leaseMs: number): Promise<boolean> {
    return this.#claims.change({ id, claim }, `lease_until = ${afterMs('$3')}`, [leaseMs]);
  }

  async finish(
    { claim, run: { id } }: JobRunClaim,
    { state, problem }: { readonly state: 'done' | 'failed'; readonly problem?: string | undefined },
  ): Promise<void> {
    const set = `${GIVE_UP}, state = $3, problem = $4, ended_at = clock_timestamp()`;
    await this.#claims.change({ id, claim }, set, [state, problem ?? null]);
  }

  async release({ claim, run: { id } }: JobRunClaim): Promise<void> {
    await this.#claims.change({ id, claim }, GIVE_UP);
  }

  unclaimed(): Promise<readonly string[]> {
    return this.#claims.unclaimed();
  }

  async removeOldRuns(): Promise<number> {
    const [, count] = await this.runRows.query<[unknown[], number]>(
      `delete from control.job_run where ended_at < now() - $1 * interval '1 ms'`,
      [RUNS_KEPT_MS],
    );
    return count;
  }
}
