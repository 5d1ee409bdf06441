import { isDeepStrictEqual } from 'node:util';
import { isUuid, newId } from '@throughline/contracts';
import { findNext, sourcesOfTemplates } from '@throughline/domain';
import type { AdministrationLog } from '../../people/administration-log/index.js';
import type { Principal } from '../../kit/http/access.js';
import { Problem, invalid, notFound } from '../../kit/http/problems/problem.js';
import { changeAtRevision, type RevisionCheck, type RowRequest } from '../../kit/http/requests/change-at-revision.js';
import { readSavedConfig, type RunRequests } from '../../items/index.js';
import type { SourceId } from '../../sources/index.js';
import type { Template, TemplateStore } from '../../templates/index.js';
import type { Job, JobContent, JobId, JobRun } from './job.js';
import type { JobPreview, JobPreviews } from './job-previews.js';
import type { JobRunner } from './job-runner.js';
import { jobRecords, replaceJob } from './job-records.js';
import type { JobStore } from './job-store.js';
import { findUsable } from './job-plan.js';
import type { JobRunDetails, RunDetails } from './run-details.js';
import { readFilters, readSyncDays, type JobBody } from './jobs.dto.js';
import { readSchedule } from './schedule.dto.js';

const NEXT_RUNS = 3;
const LISTED_RUNS = 50;

export interface ShownJob {
  readonly job: Job;
  readonly nextRuns: readonly string[];
  readonly lastRun: JobRun | undefined;
  /** The sources that its templates name together. */
  readonly sources: readonly SourceId[] | 'all';
}

export interface JobsParts {
  readonly store: JobStore;
  readonly templates: Pick<TemplateStore, 'load'>;
  readonly runs: Pick<RunRequests, 'check' | 'library'>;
  readonly runner: Pick<JobRunner, 'pursue'>;
  readonly previews: JobPreviews;
  readonly details: RunDetails;
  readonly log: AdministrationLog;
}

function requireFreeName<T>(result: T | 'name-taken'): T {
  if (result === 'name-taken') throw new Problem('job-name-taken');
  return result;
}

/** The facts that change without the job. */
interface Present {
  readonly now: string;
  readonly templates: readonly Template[];
}

function showJob(job: Job, lastRun: JobRun | undefined, { now, templates }: Present): ShownJob {
  const nextRuns = job.isEnabled ? findNext(job.schedule, job.progress, now, NEXT_RUNS) : [];
  return { job, nextRuns, lastRun, sources: sourcesOfTemplates(findUsable(templates, job).templates) };
}

/** The jobs of a library. Those of other libraries do not exist for the caller (USR-01). */
export class Jobs {
  constructor(private readonly parts: JobsParts) {}

  async list(libraryId: string): Promise<readonly ShownJob[]> {
    const { store } = this.parts;
    const [jobs, runs, present] = await Promise.all([
      store.list(libraryId),
      store.newestRuns(libraryId),
      this.#readPresent(libraryId),
    ]);
    const newest = new Map(runs.map((run) => [run.jobId, run]));
    return jobs.map((job) => showJob(job, newest.get(job.id), present));
  }

  async read(libraryId: string, id: JobId): Promise<ShownJob> {
    return this.#withRun(await this.find(libraryId, id));
  }

  async find(libraryId: string, id: JobId): Promise<Job> {
    const job = await this.parts.store.find(libraryId, id);
    if (job === undefined) throw notFound();
    return job;
  }

  async add({ libraryId, userId }: { readonly libraryId: string; readonly userId: string }, body: JobBody): Promise<ShownJob> {
    const content = await this.#contentOf(libraryId, body);
    const { log, store } = this.parts;
    const added = await log.change(
      () => store.insert({ ...content, libraryId, changedBy: userId }),
      (one) => typeof one !== 'string' && jobRecords.created(one),
    );
    return this.#withRun(requireFreeName(added));
  }

  async replace(at: RowRequest, changedBy: string, body: JobBody): Promise<ShownJob> {
    const job = await changeAtRevision(this.#check(at), async (read) => {
      const content = await this.#contentOf(at.libraryId, body);
      const isSame = isDeepStrictEqual(content.schedule, read.schedule);
      const isRescheduled = content.isEnabled && !(isSame && read.isEnabled);
      return requireFreeName(await replaceJob(this.parts, read, { ...content, changedBy, isRescheduled }));
    });
    return this.#withRun(job);
  }

  async remove(at: RowRequest): Promise<void> {
    const { log, store } = this.parts;
    await changeAtRevision(this.#check(at), async (read) => {
      const isRemoved = await log.change(
        () => store.remove(read),
        (isDone) => isDone && jobRecords.deleted(read),
      );
      return isRemoved ? 'removed' : 'stale';
    });
  }

  /** Starts a run now, also of a job that is not enabled. */
  async run({ ownerId, userId }: Pick<Principal, 'ownerId' | 'userId'>, id: JobId): Promise<JobRun> {
    const { store, runner } = this.parts;
    const job = await this.find(ownerId, id);
    const run = await store.start(job, { id: newId(), cause: 'request', requestedBy: userId });
    if (run === 'running') throw new Problem('job-running');
    // A run on request has no occurrence, so only a change of the job makes it stale.
    if (run === 'stale' || run === 'repeated') return this.run({ ownerId, userId }, id);
    void runner.pursue(run.id);
    return run;
  }

  async preview({ ownerId, userId }: Pick<Principal, 'ownerId' | 'userId'>, id: JobId): Promise<JobPreview> {
    return this.parts.previews.preview(await this.find(ownerId, id), userId);
  }

  async runs(libraryId: string, id: JobId): Promise<readonly JobRun[]> {
    await this.find(libraryId, id);
    return this.parts.store.runs(id, LISTED_RUNS);
  }

  async findRun(libraryId: string, id: JobId, runId: string): Promise<JobRunDetails> {
    await this.find(libraryId, id);
    const run = isUuid(runId) ? await this.parts.store.findRun(id, runId) : undefined;
    if (run === undefined) throw notFound();
    return this.parts.details.read(run);
  }

  async #withRun(job: Job): Promise<ShownJob> {
    const [[lastRun], present] = await Promise.all([this.parts.store.runs(job.id, 1), this.#readPresent(job.libraryId)]);
    return showJob(job, lastRun, present);
  }

  async #readPresent(libraryId: string): Promise<Present> {
    const { store, templates: stored } = this.parts;
    const [now, { templates }] = await Promise.all([store.now(), stored.load(libraryId)]);
    return { now, templates };
  }

  #check({ libraryId, id, ifMatch }: RowRequest): RevisionCheck<Job> {
    return { ifMatch, read: () => this.find(libraryId, id), otherwise: 'job-changed' };
  }

  async #contentOf(libraryId: string, body: JobBody): Promise<JobContent> {
    const { store, runs } = this.parts;
    const schedule = readSchedule(body.schedule, await store.now());
    await this.#requireTemplates(libraryId, body.template_ids);
    const { processing_config } = body;
    const library = await runs.library(libraryId);
    const saved = processing_config === undefined ? {} : readSavedConfig({ processing_config }, runs, library);
    return {
      name: body.name,
      isEnabled: body.is_enabled ?? true,
      templateIds: body.template_ids,
      schedule,
      syncDays: readSyncDays(body),
      filters: readFilters(body),
      ...(saved.processing_config === undefined ? {} : { processingConfig: saved.processing_config }),
    };
  }

  /** AUT-01. */
  async #requireTemplates(libraryId: string, ids: readonly number[]): Promise<void> {
    const { templates } = await this.parts.templates.load(libraryId);
    const problems = ids.flatMap((id, index) => {
      const template = templates.find((one) => one.id === id);
      const pointer = `/template_ids/${String(index)}`;
      if (template === undefined) return [{ pointer, message: `there is no template ${String(id)}` }];
      return template.isDraft ? [{ pointer, message: `the template ${template.name} is a draft, so no run can use it` }] : [];
    });
    if (problems.length > 0) throw invalid(problems);
  }
}
