import { isPresent } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { ulid } from 'ulid';
import { monthAt } from '../../people/quotas/month.js';
import { SourceProblem } from '../../sources/source-service.js';
import type { SourceSync } from '../../sources/index.js';
import { MemorySourceService } from '../../testing/memory-source-service.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest, type Method } from '../../testing/send-request.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { NO_COUNTS } from '../../sources/syncs/sync.js';
import { upload } from '../../testing/upload.js';
import type { JobAnswer } from './job-answers.js';
import type { JobDryRunAnswer } from './preview-answers.js';
import type { JobRunAnswer, JobRunWithItemsAnswer } from './run-answers.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAILY = { kind: 'time_of_day', time: '08:00', time_zone: 'UTC' };

describe('the runs of a job', () => {
  let gateway: MemoryGateway;
  let service: MemorySourceService;
  let passed: number;
  let owner: string;
  let token: string;
  beforeAll(async () => {
    service = new MemorySourceService();
    passed = 0;
    gateway = await openMemoryGateway({ ports: { now: () => new Date(Date.now() + passed), sourceService: service } });
  });
  afterAll(() => gateway.close());
  beforeEach(async () => {
    service.files.clear();
    service.before = () => undefined;
    owner = ulid();
    token = await gateway.tokenFor(['admin'], owner);
  });
  afterEach(async () => {
    for (const job of await gateway.ports.jobs.enabled()) await gateway.ports.jobs.remove(job);
  });

  const send = (method: Method, path: string, payload?: object) =>
    sendRequest(gateway, method, path, { payload, token, ifMatch: '*' });
  const template = async (fields: object = {}): Promise<number> => {
    const payload = { name: `Template ${ulid()}`, matching_rules: { title_pattern: 'algebra' }, ...fields };
    return ((await send('POST', '/templates', payload)).body as { id: number }).id;
  };
  const makeJob = async (fields: object = {}): Promise<JobAnswer> => {
    const payload = { name: 'Lectures', template_ids: [await template()], schedule: DAILY, is_enabled: false, ...fields };
    const { status, body } = await send('POST', '/jobs', payload);
    expect(status).toBe(201);
    return body as JobAnswer;
  };
  const addSource = async (name = 'Lectures'): Promise<number> => {
    const content = { name, type: 'folder', settings: { folder: 'inbox' } };
    return ((await send('POST', '/sources', content)).body as { id: number }).id;
  };
  const syncsOf = (sourceId: number): Promise<readonly SourceSync[]> => gateway.ports.syncs.list(sourceId);
  const pathOf = ({ id }: JobAnswer): string => `/jobs/${String(id)}`;
  const runOf = async (job: JobAnswer, { id }: { readonly id: string }): Promise<JobRunWithItemsAnswer> =>
    (await send('GET', `${pathOf(job)}/runs/${id}`)).body as JobRunWithItemsAnswer;
  const runsOf = async (job: JobAnswer): Promise<readonly JobRunAnswer[]> =>
    ((await send('GET', `${pathOf(job)}/runs`)).body as { items: readonly JobRunAnswer[] }).items;
  const waitForEnd = async (job: JobAnswer, run: { readonly id: string }): Promise<JobRunWithItemsAnswer> => {
    await until(async () => (await runOf(job, run)).state !== 'running');
    return runOf(job, run);
  };
  const runNow = async (job: JobAnswer): Promise<JobRunWithItemsAnswer> => {
    const { status, body } = await send('POST', `${pathOf(job)}/run`);
    expect(status).toBe(202);
    return waitForEnd(job, body as JobRunAnswer);
  };
  const dryRun = async (job: JobAnswer): Promise<JobDryRunAnswer> =>
    (await send('POST', `${pathOf(job)}/run?dry_run=true`)).body as JobDryRunAnswer;
  const add = async (title: string): Promise<string> => (await upload(gateway, { fields: { title }, token })).id;
  const stateOf = async (id: string) => {
    const state = (await gateway.ports.commands.load(id))?.state;
    if (state === undefined || !isPresent(state)) throw new Error('there is no such item');
    return state;
  };
  const commitsOf = async (id: string): Promise<number> => (await gateway.store.load(id)).commits.length;

  it('start the recordings that a template matches, bind the template, and say what they did', async () => {
    const [lecture, other] = [await add('Algebra II'), await add('Office hour')];
    const job = await makeJob({ processing_config: { trimming: { enable_trimming: false } } });
    const run = await runNow(job);
    const [templateId] = job.template_ids;
    expect(run).toMatchObject({
      state: 'done',
      cause: 'request',
      occurrence: null,
      problem: null,
      totals: { selected: 1, changed: 1, refused: 0 },
      left_out: { 'no-template': 1 },
      items: [{ recording_id: lecture, template_id: templateId, outcome: 'changed', code: 'started' }],
    });
    const state = await stateOf(lecture);
    expect(state.template?.id).toBe(templateId);
    expect(state.run?.config.trimming.enable_trimming).toBe(false);
    expect(state.run?.configSources['trimming.enable_trimming']).toBe('request');
    expect((await stateOf(other)).run).toBeUndefined();
    expect((await send('GET', pathOf(job))).body).toMatchObject({ last_run: { id: run.id, state: 'done' } });
    await waitUntilProjected(gateway, lecture);
    const again = await runNow(job);
    expect(again).toMatchObject({ totals: { selected: 0 }, left_out: { 'in-progress': 1, 'no-template': 1 } });
    expect((await runsOf(job)).map(({ id }) => id)).toHaveLength(2);
  });

  it('are shown by a dry run that starts nothing', async () => {
    const source = await addSource();
    service.put('Algebra III.mp4');
    service.put('Talk.mp4');
    const [lecture, other] = [await add('Algebra II'), await add('Office hour')];
    const job = await makeJob();
    const before = await Promise.all([lecture, other].map(commitsOf));
    expect(await dryRun(job)).toMatchObject({
      dry_run: true,
      sources: [{ source_id: source, name: 'Lectures', found: 2, added: 2, problem: null }],
      items: [{ recording_id: lecture, title: 'Algebra II', verdict: 'change', code: 'started', also_matches: [] }],
      new_items: [
        { source_id: source, title: 'Algebra III', started_at: null, verdict: 'start', template_id: job.template_ids[0] },
        { source_id: source, title: 'Talk', verdict: 'import', template_id: null, reason: 'no-template' },
      ],
      left_out: { 'no-template': 1 },
      left_out_items: [{ recording_id: other, title: 'Office hour', reason: 'no-template' }],
    });
    expect(await syncsOf(source)).toMatchObject([{ trigger: 'job', isDryRun: true }]);
    expect(await Promise.all([lecture, other].map(commitsOf))).toEqual(before);
    expect(await runsOf(job)).toEqual([]);
  });

  it('name the other templates that match, and use the first of the job', async () => {
    const lecture = await add('Algebra II');
    const [one, two] = [await template(), await template({ matching_rules: { title_pattern: 'ii' } })];
    const run = await runNow(await makeJob({ template_ids: [two, one] }));
    expect(run.items).toMatchObject([{ recording_id: lecture, template_id: two, also_matches: [one], outcome: 'changed' }]);
  });

  it('leave out recordings before the window, and take those of another status only if it is named', async () => {
    const job = await makeJob();
    const old = await add('Algebra I');
    passed += 2 * DAY_MS + HOUR_MS;
    const recent = await add('Algebra II');
    expect((await dryRun(job)).items.map(({ recording_id: id }) => id)).toEqual([recent]);
    const longer = await makeJob({ name: 'Longer', sync_config: { sync_days: 3 } });
    expect((await dryRun(longer)).items.map(({ recording_id: id }) => id)).toEqual([old, recent]);
    const skipped = (await upload(gateway, { fields: { title: 'Algebra III', is_mapped: 'false' }, token })).id;
    expect((await stateOf(skipped)).base).toBe('SKIPPED');
    expect((await dryRun(job)).items).toHaveLength(1);
    const named = await makeJob({ name: 'Skipped', filters: { status: ['SKIPPED'] } });
    expect((await dryRun(named)).items.map(({ recording_id: id }) => id)).toEqual([skipped]);
  });

  it('read all active sources, or those that the templates name together', async () => {
    const [first, second, third] = [await addSource('A'), await addSource('B'), await addSource('C')];
    const named = await template({ matching_rules: { source_ids: [second] } });
    const run = await runNow(await makeJob({ name: 'Named', template_ids: [named] }));
    const counts = async (): Promise<readonly number[]> =>
      (await Promise.all([first, second, third].map(syncsOf))).map((syncs) => syncs.length);
    expect(await counts()).toEqual([0, 1, 0]);
    expect(Date.parse(run.window.to) - Date.parse(run.window.from)).toBe(2 * DAY_MS);
    expect(await syncsOf(second)).toMatchObject([{ trigger: 'job', from: undefined, to: undefined, isDryRun: false }]);
    await runNow(await makeJob({ name: 'All', template_ids: [named, await template()] }));
    expect(await counts()).toEqual([1, 2, 1]);
  });

  it('fail with the reason if a source cannot be read and nothing was started', async () => {
    const source = await addSource();
    service.before = () => {
      throw new SourceProblem({ code: 'source-not-permitted', message: 'The folder cannot be read.' });
    };
    const gone = await addSource('Gone');
    const job = await makeJob({ template_ids: [await template({ matching_rules: { source_ids: [source, gone] } })] });
    // Its deletion is refused while a template names it, but a template may be saved meanwhile.
    await gateway.ports.sources.remove({ id: gone, revision: 1 });
    const run = await runNow(job);
    expect(run).toMatchObject({ state: 'failed', sources: [{ source_id: source }, { source_id: gone, name: String(gone) }] });
    expect(run.problem).toBe(
      `Lectures: The folder cannot be read. ${String(gone)}: The source is paused, brings no recordings, or was deleted.`,
    );
  });

  it('fail without details after an internal error', async () => {
    const job = await makeJob();
    const { templates } = gateway.ports;
    const load = templates.load.bind(templates);
    templates.load = () => Promise.reject(new Error('a bug'));
    const run = await runNow(job).finally(() => (templates.load = load));
    expect(run).toMatchObject({ state: 'failed', problem: 'The run ended with an internal error.' });
  });

  it('fail if the templates of the job, or the rights of its user, are gone', async () => {
    const id = await template();
    const job = await makeJob({ template_ids: [id] });
    await send('PUT', `/templates/${String(id)}`, { name: 'Half', is_draft: true });
    expect((await runNow(job)).problem).toBe('The template Half is a draft. The job has no other template.');
    await send('DELETE', `/templates/${String(id)}?detach=true`);
    expect((await runNow(job)).problem).toBe('The job has no template.');
    const left = await makeJob({ name: 'Left', is_enabled: true });
    await gateway.ports.users.change(owner, { role: 'viewer' });
    passed += DAY_MS;
    await gateway.jobs.scheduler.startDue();
    await until(async () => (await gateway.ports.jobs.runs(left.id, 1))[0]?.state === 'failed');
    expect((await gateway.ports.jobs.runs(left.id, 1))[0]?.problem).toContain('may not change this library any more');
  });

  it('start what their sources have just brought', async () => {
    const source = await addSource();
    service.put('Algebra III.mp4');
    service.put('Office hour.mp4');
    const job = await makeJob();
    const foreseen = (await dryRun(job)).new_items.filter(({ verdict }) => verdict === 'start');
    service.others.push({ kind: 'item', external_id: 'x', name: 'Cut.mp4', size: 1, retires: false });
    const run = await runNow(job);
    service.others.pop();
    const [sync] = await syncsOf(source);
    const [lecture, other] = sync?.entries.flatMap(({ itemId }) => itemId ?? []) ?? [];
    expect(run).toMatchObject({
      sources: [{ source_id: source, found: 3, added: 2 }],
      items: [{ recording_id: lecture, title: 'Algebra III', outcome: 'changed' }],
      brought: [
        { recording_id: lecture, source_id: source, title: 'Algebra III', reason: null },
        { recording_id: other, source_id: source, title: 'Office hour', reason: 'no-template' },
      ],
      not_brought: [{ source_id: source, name: 'Cut.mp4', verdict: 'wait', detail: 'The file has changed' }],
    });
    expect(foreseen.map(({ title }) => title)).toEqual(run.items.map(({ title }) => title));
    expect(JSON.stringify(await gateway.ports.jobs.findRun(job.id, run.id))).not.toMatch(/Algebra|Office|Cut/);
  });

  it('wait for a file that settles seconds later, and start it', async () => {
    const source = await addSource();
    service.settleMs = 200;
    service.put('Algebra III.mp4');
    const run = await runNow(await makeJob()).finally(() => {
      service.settleMs = undefined;
    });
    expect(run).toMatchObject({
      totals: { selected: 1, changed: 1 },
      sources: [{ source_id: source, found: 1, added: 1 }],
      not_brought: [],
    });
  });

  it('name an entry that waits for its source as not imported only if it is not in the library', async () => {
    const source = await addSource();
    const message = 'The service still processes it.';
    const entry = { kind: 'item', size: 1, retires: false, pending: message } as const;
    service.others.push(
      {
        ...entry,
        external_id: 'in',
        name: 'In the library.mp4',
        fetched: { address: 'https://records.example/in', settings: {} },
      },
      { ...entry, external_id: 'out', name: 'Outside.mp4' },
    );
    const job = await makeJob();
    const run = await runNow(job).finally(() => service.others.splice(-2));
    expect((await syncsOf(source))[0]?.counts.waiting).toBe(2);
    expect(run.not_brought).toEqual([{ source_id: source, name: 'Outside.mp4', verdict: 'wait', detail: message }]);
  });

  it('foresee no more new items than fit together into the quotas', async () => {
    await addSource();
    service.put('Algebra III.mp4');
    service.put('Algebra IV.mp4');
    const { items } = (await gateway.ports.quotaBook.used([owner], monthAt(new Date()))).get(owner) ?? { items: 0 };
    await gateway.ports.quotaLimits.replace(owner, 1, { items: items + 1 });
    const verdicts = (await dryRun(await makeJob())).new_items.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['start', 'fail']);
  });

  it('wait for another sync of the same source', async () => {
    const source = await addSource();
    const { syncs } = gateway.ports;
    const claim = await syncs.begin(source, { trigger: 'user', isDryRun: false, from: undefined, to: undefined }, 60_000);
    if (claim === undefined) throw new Error('the source is not free');
    const job = await makeJob();
    const { body } = await send('POST', `${pathOf(job)}/run`);
    const none = { counts: NO_COUNTS, entries: [], waiting: [], cursor: undefined, problem: undefined, againInMs: undefined };
    await syncs.finish(claim, none);
    expect((await waitForEnd(job, body as JobRunAnswer)).sources).toMatchObject([{ source_id: source, problem: null }]);
    expect((await syncsOf(source)).map(({ trigger }) => trigger)).toEqual(['job', 'user']);
  });

  it('come one at a time', async () => {
    await addSource();
    let release: (() => void) | undefined;
    service.before = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const job = await makeJob({ is_enabled: true });
    const { body: first } = await send('POST', `${pathOf(job)}/run`);
    expect((await send('POST', `${pathOf(job)}/run`)).body).toMatchObject({ status: 409, code: 'job-running' });
    passed += DAY_MS;
    await gateway.jobs.scheduler.startDue();
    expect(await runsOf(job)).toHaveLength(1);
    await until(() => release !== undefined);
    service.before = () => undefined;
    release?.();
    await waitForEnd(job, first as JobRunAnswer);
    await gateway.jobs.scheduler.startDue();
    const [second] = await runsOf(job);
    expect(second).toMatchObject({ cause: 'schedule', missed: 0 });
  });

  it('start once for each time of the schedule, and make up for all missed times together', async () => {
    const job = await makeJob({ is_enabled: true });
    await gateway.jobs.scheduler.startDue();
    expect(await runsOf(job)).toEqual([]);
    passed += 3 * DAY_MS;
    const { scheduler } = gateway.jobs;
    await Promise.all([scheduler.startDue(), scheduler.startDue(), scheduler.startDue()]);
    const [run, ...others] = await runsOf(job);
    if (run === undefined) throw new Error('no run has started');
    expect(others).toEqual([]);
    expect(run).toMatchObject({ cause: 'schedule', missed: 2, occurrence: expect.stringContaining('T08:00:00.000Z') as string });
    await waitForEnd(job, run);
    await scheduler.startDue();
    expect(await runsOf(job)).toHaveLength(1);
    // The clock is set back by an hour more than a day, and goes on.
    passed -= DAY_MS + HOUR_MS;
    for (let hour = 0; hour <= 25; hour += 1) {
      await scheduler.startDue();
      for (const { id } of await runsOf(job)) await waitForEnd(job, { id });
      passed += HOUR_MS;
    }
    const times = (await runsOf(job)).map(({ occurrence }) => occurrence);
    expect(new Set(times).size).toBe(times.length);
  });

  it('do not start for times before the job was switched on', async () => {
    const job = await makeJob();
    passed += DAY_MS;
    await gateway.jobs.scheduler.startDue();
    const { name, template_ids, schedule } = job;
    await send('PUT', pathOf(job), { name, template_ids, schedule, is_enabled: true });
    await gateway.jobs.scheduler.startDue();
    expect(await runsOf(job)).toEqual([]);
    passed += DAY_MS;
    await gateway.jobs.scheduler.startDue();
    expect(await runsOf(job)).toMatchObject([{ missed: 0 }]);
  });

  it('are continued after an outage with the stored selection, and start nothing twice', async () => {
    const source = await addSource();
    const [one, two] = [await add('Algebra I'), await add('Algebra II')];
    const job = await makeJob();
    const { jobs: store } = gateway.ports;
    const save = store.save.bind(store);
    // The database is away after the commands were sent, so no outcome is stored.
    let isAway = true;
    store.save = (claim, report, leaseMs) => {
      if (!isAway || report.items?.every(({ outcome }) => outcome === undefined) !== false) return save(claim, report, leaseMs);
      isAway = false;
      return Promise.reject(Object.assign(new Error('the database is away'), { kind: 'unavailable' }));
    };
    const { body } = await send('POST', `${pathOf(job)}/run`);
    const { id } = body as JobRunAnswer;
    await gateway.jobs.runner.pursue(id);
    expect(await runOf(job, { id })).toMatchObject({ state: 'running', totals: { selected: 2, changed: 0 } });
    await gateway.jobs.runner.resume();
    expect((await waitForEnd(job, { id })).totals).toMatchObject({ selected: 2, changed: 2 });
    expect(await syncsOf(source)).toHaveLength(1);
    for (const item of [one, two]) {
      const { commits } = await gateway.store.load(item);
      expect(commits.filter(({ commit }) => commit.correlationId === `job:${id}`)).toHaveLength(1);
    }
    store.save = save;
  });

  it('end without effect if their job is deleted', async () => {
    await addSource();
    const lecture = await add('Algebra II');
    const job = await makeJob();
    service.before = async () => {
      await send('DELETE', pathOf(job));
    };
    const { body } = await send('POST', `${pathOf(job)}/run`);
    await gateway.jobs.runner.pursue((body as JobRunAnswer).id);
    expect((await stateOf(lecture)).run).toBeUndefined();
    expect((await send('GET', pathOf(job))).status).toBe(404);
  });
});
