import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const JOBS = '/api/v1/jobs';
const run = {
  id: '0199f5a0-7d1e-7aa0-9b1c-2f6d8f0f2b11',
  state: 'done',
  cause: 'schedule',
  requested_by: '01JKB2Q5Z9M8V7T6R5P4N3K2H1',
  occurrence: '2026-02-05T09:00:00.000Z',
  missed: 0,
  window: { from: '2026-02-03T09:00:00.000Z', to: '2026-02-05T09:00:00.000Z' },
  problem: null,
  sources: [{ source_id: 2, name: 'Zoom', found: 5, added: 1, problem: null }],
  totals: { selected: 3, changed: 2, skipped: 0, refused: 1, error: 0 },
  left_out: { 'no-template': 4 },
  started_at: '2026-02-05T09:00:00.000Z',
  ended_at: '2026-02-05T09:00:04.000Z',
};
const job = {
  id: 1,
  name: 'Lectures',
  is_enabled: true,
  template_ids: [3],
  schedule: { kind: 'hours', every: 2, from: '08:00', to: '18:00', days: ['mon', 'fri'], time_zone: 'Europe/Berlin' },
  sync_config: { sync_days: 7 },
  source_ids: [2, 4],
  filters: { status: ['INITIALIZED'], exclude_blank: true },
  processing_config: { trimming: { enable_trimming: false } },
  next_runs: ['2026-02-06T07:00:00.000Z'],
  last_run: run,
  revision: 4,
  created_at: '2026-02-01T10:00:00.000Z',
  updated_at: '2026-02-01T10:00:00.000Z',
};
const listed = {
  [`GET ${JOBS}`]: { body: { items: [job] } },
  'GET /api/v1/templates': {
    body: {
      items: [
        { id: 3, name: 'Lecture', revision: 1 },
        { id: 5, name: 'Talk', revision: 1 },
      ],
    },
  },
};

describe('tl job', () => {
  let server: StubServer;
  let folder: string;
  beforeAll(async () => {
    server = await StubServer.start();
    folder = await mkdtemp(join(tmpdir(), 'tl-job-'));
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const tl = (...args: readonly string[]) => server.tl('job', ...args);
  const sentBodies = () => server.changes.map(({ body }) => body);

  it('lists jobs with their next and last runs', async () => {
    server.prepare(listed);
    const { code, out } = await tl('list');
    expect(code).toBe(EXIT.done);
    for (const text of ['Lectures', 'next 2026-02-06', 'done: 2 started, 1 refused; left out: 4 no-template'])
      expect(out).toContain(text);
    server.prepare({ [`GET ${JOBS}`]: { body: { items: [] } } });
    expect(await tl('list')).toMatchObject({ out: '', err: expect.stringContaining('tl job create') as string });
  });

  it.each<[readonly string[], boolean]>([
    [['--state', 'on'], true],
    [['--state', 'off'], false],
    [['--state', 'failed'], false],
    [['--source', 'Zoom'], true],
    [['--source', '9'], false],
    [['--template', 'Lecture'], true],
    [['--template', 'Talk'], false],
    [['--title', 'LECT'], true],
    [['--title', 'talk', '--state', 'on'], false],
  ])('lists only jobs that fit %j', async (options, isListed) => {
    const sources = [2, 9].map((id) => ({ id, name: id === 2 ? 'Zoom' : 'Folder', revision: 1 }));
    server.prepare({ ...listed, 'GET /api/v1/sources': { body: { items: sources } } });
    const { code, out } = await tl('list', ...options);
    expect([code, out.includes('Lectures')]).toEqual([EXIT.done, isListed]);
  });

  it('says so if the server is older than the filters', async () => {
    const { source_ids: _none, ...older } = job;
    server.prepare({ ...listed, [`GET ${JOBS}`]: { body: { items: [older] } } });
    expect(await tl('list', '--source', '2')).toMatchObject({
      code: EXIT.failed,
      err: expect.stringContaining('the same version') as string,
    });
  });

  it('refuses a state that no job has', async () => {
    expect((await tl('list', '--state', 'tired')).code).toBe(EXIT.usage);
  });

  it('shows the times of a job in words', async () => {
    server.prepare(listed);
    const { out } = await tl('show', '1');
    expect(out).toContain('every 2 hours from 08:00 to 18:00 on mon, fri, Europe/Berlin');
    expect(out).toContain('7 days');
    expect(out).toMatch(/sources +2, 4/);
    expect((await tl('show', 'Other')).code).toBe(EXIT.refused);
  });

  it.each<[readonly string[], object]>([
    [['--at', '08:30'], { kind: 'time_of_day', time: '08:30' }],
    [['--at', '08:30', '--days', 'Mon-wed'], { kind: 'weekdays', time: '08:30', days: ['mon', 'tue', 'wed'] }],
    [['--at', '08:30', '--days', 'wed, sat-mon'], { kind: 'weekdays', time: '08:30', days: ['wed', 'sat', 'sun', 'mon'] }],
    [['--at', '08:30', '--days', 'mon-noday'], { kind: 'weekdays', time: '08:30', days: ['mon-noday'] }],
    [['--at', '08:30', '--days', 'mon,fri'], { kind: 'weekdays', time: '08:30', days: ['mon', 'fri'] }],
    [['--every', '2', '--from', '08:00', '--to', '18:00'], { kind: 'hours', every: 2, from: '08:00', to: '18:00' }],
    [['--cron', '0 8 * * 1-5'], { kind: 'cron', expression: '0 8 * * 1-5' }],
  ])('creates a job with %j', async (options, schedule) => {
    server.prepare({ ...listed, [`POST ${JOBS}`]: { status: 201, body: job } });
    const made = await tl('create', 'Talks', '--template', 'Talk', '--template', '3', '--time-zone', 'UTC', ...options);
    expect(made.code).toBe(EXIT.done);
    expect(sentBodies()).toEqual([
      {
        name: 'Talks',
        is_enabled: true,
        template_ids: [5, 3],
        schedule: { ...schedule, time_zone: 'UTC' },
        sync_config: {},
        filters: {},
      },
    ]);
  });

  it('changes only what is given, at the revision that it has read', async () => {
    const file = join(folder, 'config.json');
    await writeFile(file, JSON.stringify({ processing_config: { transcription: { granularity: 'long' } } }));
    server.prepare({ ...listed, [`PUT ${JOBS}/1`]: { body: job } });
    await tl('edit', 'Lectures', '--no-enabled', '--blank', '--status', 'INITIALIZED,SKIPPED');
    await tl('edit', 'Lectures', '--time-zone', 'UTC', '--config', file, '--name', 'Talks');
    const { name, template_ids, schedule, sync_config, processing_config } = job;
    await tl('edit', 'Lectures', '--no-config');
    expect(server.changes[0]?.headers).toMatchObject({ 'if-match': '"4"' });
    expect(sentBodies()).toEqual([
      {
        name,
        is_enabled: false,
        template_ids,
        schedule,
        sync_config,
        filters: { status: ['INITIALIZED', 'SKIPPED'], exclude_blank: false },
        processing_config,
      },
      {
        name: 'Talks',
        is_enabled: true,
        template_ids,
        schedule: { ...schedule, time_zone: 'UTC' },
        sync_config,
        filters: job.filters,
        processing_config: { transcription: { granularity: 'long' } },
      },
      { name, is_enabled: true, template_ids, schedule, sync_config, filters: job.filters },
    ]);
  });

  it.each<readonly string[]>([
    ['create', 'Talks', '--at', '08:00'],
    ['create', 'Talks', '--template', '3'],
    ['create', 'Talks', '--template', '3', '--at', '08:00', '--cron', '* * * * *'],
    ['create', 'Talks', '--template', '3', '--days', 'mon'],
    ['edit', 'Lectures'],
  ])('refuses incomplete options: %s %s %s', async (...args) => {
    server.prepare(listed);
    expect((await tl(...args)).code).toBe(EXIT.usage);
    expect(server.changes).toEqual([]);
  });

  it('shows what a run would start, and starts one', async () => {
    const newItem = { source_id: 2, started_at: null, template_id: null, also_matches: [], reason: null, detail: null };
    const preview = {
      dry_run: true,
      window: run.window,
      sources: [],
      problems: [],
      items: [
        {
          recording_id: 'a',
          title: 'Algebra',
          template_id: 3,
          also_matches: [],
          verdict: 'change',
          code: 'started',
          detail: 'x',
        },
      ],
      new_items: [
        { ...newItem, title: 'Algebra III', started_at: run.started_at, verdict: 'start', template_id: 3 },
        { ...newItem, title: 'Office mail', verdict: 'import', reason: 'no-template' },
        { ...newItem, title: 'cut.mp4', verdict: 'fail', detail: 'The file has changed.' },
      ],
      left_out: { 'no-template': 1 },
      left_out_items: [{ recording_id: 'b', title: 'Office hour', reason: 'no-template' }],
    };
    server.prepare({ ...listed, [`POST ${JOBS}/1/run?dry_run=true`]: { body: preview } });
    const { out } = await tl('run', 'Lectures', '--dry-run');
    for (const text of ['the job reads no source', 'Algebra', 'Office hour', '1 recording selected, 3 new'])
      expect(out).toContain(text);
    expect(out).toMatch(/import and start +Algebra III +2026-02-05.*; template 3/);
    expect(out).toMatch(/import only +Office mail +no template matches/);
    expect(out).toMatch(/cannot import +cut\.mp4 +The file has changed\./);
    server.prepare({ ...listed, [`POST ${JOBS}/1/run`]: { status: 202, body: { ...run, state: 'running' } } });
    expect(await tl('run', 'Lectures')).toMatchObject({ code: EXIT.done, err: expect.stringContaining(run.id) as string });
    server.prepare({ ...listed, [`POST ${JOBS}/1/run`]: problem(409, 'job-running', 'The job is running.') });
    expect((await tl('run', 'Lectures')).code).toBe(EXIT.refused);
  });

  it('lists the runs of a job, and shows one with its recordings', async () => {
    const item = {
      recording_id: 'abc',
      template_id: 3,
      also_matches: [],
      outcome: 'changed',
      code: 'started',
      detail: 'It runs.',
      title: 'Algebra',
    };
    const more = {
      brought: [{ recording_id: 'new', source_id: 2, title: 'Office hour', reason: 'no-template' }],
      not_brought: [{ source_id: 2, name: 'cut.mp4', verdict: 'wait', detail: 'It still grows.' }],
      left_out_items: [{ recording_id: 'old', title: 'Talk', reason: 'blank' }],
    };
    server.prepare({
      ...listed,
      [`GET ${JOBS}/1/runs`]: { body: { items: [run] } },
      [`GET ${JOBS}/1/runs/${run.id}`]: { body: { ...run, ...more, items: [item] } },
    });
    expect((await tl('runs', '1')).out).toContain(run.id);
    const { out } = await tl('runs', '1', run.id);
    for (const text of ['Zoom', '5 found, 1 new', 'abc', 'Algebra', 'It runs.']) expect(out).toContain(text);
    expect(out).toMatch(/brought +new +Office hour +no template matches/);
    expect(out).toMatch(/import later +cut\.mp4 +It still grows\./);
    expect(out).toMatch(/left out +old +Talk +blank/);
  });

  it('deletes a job at the revision that it has read', async () => {
    server.prepare({ ...listed, [`DELETE ${JOBS}/1`]: { status: 204 } });
    expect(await tl('delete', 'Lectures', '--json')).toMatchObject({
      code: EXIT.done,
      out: '{\n  "id": 1,\n  "deleted": true\n}\n',
    });
    expect(server.changes).toMatchObject([{ headers: { 'if-match': '"4"' } }]);
  });
});
