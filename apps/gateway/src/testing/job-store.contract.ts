import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { Job, JobContent, JobRun, JobRunClaim } from '../batches/jobs/job.js';
import { RUNS_KEPT_MS, type JobStore, type NewJobRun } from '../batches/jobs/job-store.js';

export interface JobStoreHarness {
  readonly store: JobStore;
  readonly addUser: (id: string) => Promise<void>;
  /** Lets time pass for runs and leases. */
  readonly advance: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const LEASE_MS = 10_000;
const content: JobContent = {
  name: 'Lectures',
  isEnabled: true,
  templateIds: [3, 4],
  schedule: { kind: 'time_of_day', time: '08:00', time_zone: 'Europe/Berlin' },
  syncDays: 2,
  filters: { status: ['INITIALIZED'], exclude_blank: true },
  processingConfig: { trimming: { enable_trimming: false } },
};

const isRun = (started: JobRun | string): started is JobRun => typeof started !== 'string';

export function jobStoreContract(name: string, open: () => Promise<JobStoreHarness>): void {
  describe(`${name} fulfils the JobStore contract`, () => {
    let harness: JobStoreHarness;
    let store: JobStore;
    let libraryId: string;
    beforeAll(async () => {
      harness = await open();
      ({ store } = harness);
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      libraryId = ulid();
      await harness.addUser(libraryId);
    });
    const insert = async (given: Partial<JobContent> = {}): Promise<Job> => {
      const job = await store.insert({ ...content, ...given, libraryId, changedBy: libraryId });
      if (job === 'name-taken') throw new Error(job);
      return job;
    };
    const request = (): NewJobRun => ({ id: newId(), cause: 'request', requestedBy: libraryId });
    const dueAt = (at: string, missed = 0): NewJobRun => ({
      id: newId(),
      cause: 'schedule',
      requestedBy: libraryId,
      due: { at, missed },
    });
    const reload = async ({ id }: Job): Promise<Job> => {
      const job = await store.find(libraryId, id);
      if (job === undefined) throw new Error('the job is gone');
      return job;
    };
    const start = async (job: Job, run = request()): Promise<JobRun> => {
      const started = await store.start(job, run);
      if (!isRun(started)) throw new Error(started);
      return started;
    };
    const claimRun = async (run: JobRun): Promise<JobRunClaim> => {
      const claim = await store.claim(run.id, LEASE_MS);
      if (claim === undefined) throw new Error('it could not be claimed');
      return claim;
    };
    const end = async (run: JobRun): Promise<void> => {
      await store.finish(await claimRun(run), { state: 'done' });
    };

    it('keeps the jobs of a library, oldest first', async () => {
      const { processingConfig: _none, ...other } = content;
      const [one, two] = [await insert(), await insert({ name: 'Ärzte', isEnabled: false })];
      expect(one).toMatchObject({ ...content, libraryId, changedBy: libraryId, revision: 1 });
      expect(one.progress).toEqual({ since: expect.any(String) as string, coveredUntil: undefined });
      expect(await store.list(libraryId)).toEqual([one, two]);
      expect(await store.find(ulid(), one.id)).toBeUndefined();
      expect((await store.enabled()).filter((job) => job.libraryId === libraryId)).toEqual([one]);
      const plain = await store.insert({ ...other, name: 'Plain', libraryId, changedBy: libraryId });
      expect(plain).not.toHaveProperty('processingConfig');
    });

    it('keeps names unique within a library, whatever their case', async () => {
      const [, two] = [await insert(), await insert({ name: 'Archive' })];
      expect(await store.insert({ ...content, name: 'LECTURES', libraryId, changedBy: libraryId })).toBe('name-taken');
      const change = { ...content, changedBy: libraryId, isRescheduled: false };
      expect(await store.replace(two, change)).toBe('name-taken');
    });

    it('replaces a job at the revision that was read, and starts its schedule anew only on request', async () => {
      const before = await insert();
      await end(await start(before, dueAt('2026-02-05T07:00:00.000Z')));
      const change = { ...content, name: 'Talks', changedBy: libraryId, isRescheduled: false };
      const after = await store.replace(before, change);
      expect(after).toMatchObject({ name: 'Talks', revision: 2, progress: { coveredUntil: '2026-02-05T07:00:00.000Z' } });
      expect(await store.replace(before, change)).toBe('stale');
      const again = await store.replace({ ...before, revision: 2 }, { ...change, isRescheduled: true });
      expect(again).toMatchObject({ revision: 3, progress: { coveredUntil: undefined } });
      expect(await reload(before)).toEqual(again);
    });

    it('starts each occurrence once', async () => {
      const job = await insert();
      const at = '2026-02-05T07:00:00.000Z';
      const run = await start(job, dueAt(at, 3));
      expect(run).toMatchObject({ jobId: job.id, libraryId, state: 'running', cause: 'schedule', occurrence: at, missed: 3 });
      expect(run.report).toEqual({});
      await end(run);
      // Another gateway has read the job before the run started.
      expect(await store.start(job, dueAt(at))).toBe('stale');
      expect((await reload(job)).progress.coveredUntil).toBe(at);
      expect(await store.start(await reload(job), dueAt(at))).toBe('repeated');
      expect(isRun(await store.start(await reload(job), dueAt('2026-02-06T07:00:00.000Z')))).toBe(true);
    });

    it('lets one of several gateways start an occurrence', async () => {
      const job = await insert();
      const starts = await Promise.all([1, 2, 3].map(() => store.start(job, dueAt('2026-02-05T07:00:00.000Z'))));
      expect(starts.filter(isRun)).toHaveLength(1);
      expect(await store.runs(job.id, 10)).toHaveLength(1);
    });

    it('lets a job have one run at a time, and any number of runs on request', async () => {
      const job = await insert();
      const run = await start(job);
      expect(await store.start(job, request())).toBe('running');
      expect(await store.start(job, dueAt('2026-02-05T07:00:00.000Z'))).toBe('running');
      expect((await reload(job)).progress.coveredUntil).toBeUndefined();
      await end(run);
      await end(await start(job));
      expect(await store.runs(job.id, 10)).toHaveLength(2);
    });

    it('starts nothing for a job that was changed or removed since it was read', async () => {
      const job = await insert();
      await store.replace(job, { ...content, changedBy: libraryId, isRescheduled: false });
      expect(await store.start(job, request())).toBe('stale');
      await store.remove({ id: job.id, revision: 2 });
      expect(await store.start({ ...job, revision: 2 }, request())).toBe('stale');
    });

    it('looks back the days of the job from now', async () => {
      const { window, task } = await start(await insert({ syncDays: 7 }));
      expect(Date.parse(window.to) - Date.parse(window.from)).toBe(7 * 86_400_000);
      expect(Math.abs(Date.parse(window.to) - Date.parse(await store.now()))).toBeLessThan(60_000);
      expect(task).toEqual({
        templateIds: content.templateIds,
        syncDays: 7,
        filters: content.filters,
        processingConfig: content.processingConfig,
      });
    });

    it('lets one claim at a time work on a run, and another after its lease', async () => {
      const run = await start(await insert());
      expect(await store.unclaimed()).toContain(run.id);
      const first = await claimRun(run);
      expect(await store.claim(run.id, LEASE_MS)).toBeUndefined();
      expect(await store.unclaimed()).not.toContain(run.id);
      const items = [{ itemId: newId(), templateId: 3 }];
      expect(await store.save(first, { sources: [], items, leftOut: { blank: 2 } }, LEASE_MS)).toBe(true);
      await harness.advance(LEASE_MS + 1);
      expect(await store.unclaimed()).toContain(run.id);
      const second = await claimRun(run);
      expect(second.run.report).toEqual({ sources: [], items, leftOut: { blank: 2 } });
      expect(await store.save(first, {}, LEASE_MS)).toBe(false);
      expect(await store.renew(first, LEASE_MS)).toBe(false);
      await store.finish(first, { state: 'failed', problem: 'late' });
      expect(await store.findRun(run.jobId, run.id)).toMatchObject({ state: 'running', problem: undefined });
      await store.release(second);
      expect(isRun((await claimRun(run)).run)).toBe(true);
    });

    it('ends a run with its problem', async () => {
      const job = await insert();
      const run = await start(job);
      await store.finish(await claimRun(run), { state: 'failed', problem: 'Zoom is away.' });
      const ended = await store.findRun(job.id, run.id);
      expect(ended).toMatchObject({ state: 'failed', problem: 'Zoom is away.', endedAt: expect.any(String) as string });
      expect(await store.claim(run.id, LEASE_MS)).toBeUndefined();
      expect(await store.findRun(job.id + 1_000, run.id)).toBeUndefined();
    });

    it('lists the runs of a job newest first, and the newest of each job', async () => {
      const [one, two] = [await insert(), await insert({ name: 'Archive' })];
      const runs: JobRun[] = [];
      for (const job of [one, one, two]) {
        const run = await start(job);
        await end(run);
        await harness.advance(1_000);
        runs.push(run);
      }
      const [first, second, third] = runs.map(({ id }) => id);
      expect((await store.runs(one.id, 10)).map(({ id }) => id)).toEqual([second, first]);
      expect((await store.runs(one.id, 1)).map(({ id }) => id)).toEqual([second]);
      expect((await store.newestRuns(libraryId)).map(({ id }) => id).sort()).toEqual([second, third].sort());
      expect(await store.newestRuns(ulid())).toEqual([]);
    });

    it('removes a job with its runs, and old runs by themselves', async () => {
      const [one, two] = [await insert(), await insert({ name: 'Archive' })];
      const run = await start(one);
      const claim = await claimRun(run);
      expect(await store.remove({ ...one, revision: 9 })).toBe(false);
      expect(await store.remove(one)).toBe(true);
      expect(await store.save(claim, {}, LEASE_MS)).toBe(false);
      const old = await start(two);
      await end(old);
      await harness.advance(RUNS_KEPT_MS + 1_000);
      const recent = await start(two);
      await end(recent);
      expect(await store.removeOldRuns()).toBeGreaterThan(0);
      expect((await store.runs(two.id, 10)).map(({ id }) => id)).toEqual([recent.id]);
    });
  });
}
