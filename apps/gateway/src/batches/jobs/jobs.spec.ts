import { ulid } from 'ulid';
import { addSource } from '../../testing/add-source.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest, type Method, type RequestParts } from '../../testing/send-request.js';
import type { JobAnswer } from './job-answers.js';
import type { JobDryRunAnswer } from './preview-answers.js';

const SCHEDULE = { kind: 'time_of_day', time: '08:00', time_zone: 'Europe/Berlin' };

describe('jobs of a library', () => {
  let gateway: MemoryGateway;
  let user: string;
  let token: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());
  beforeEach(async () => {
    user = ulid();
    token = await gateway.tokenFor(['admin'], user);
  });

  const ask = (method: Method, path: string, parts: RequestParts = {}) => sendRequest(gateway, method, path, { token, ...parts });
  const template = async (fields: object = {}): Promise<number> => {
    const payload = { name: `Template ${ulid()}`, matching_rules: { title_pattern: 'algebra' }, ...fields };
    return ((await ask('POST', '/templates', { payload })).body as { id: number }).id;
  };
  const bodyOf = async (fields: object = {}): Promise<object> => ({
    name: 'Lectures',
    template_ids: [await template()],
    schedule: SCHEDULE,
    ...fields,
  });
  const make = async (fields: object = {}) => ask('POST', '/jobs', { payload: await bodyOf(fields) });
  const pathOf = ({ body }: { readonly body: unknown }): string => `/jobs/${String((body as JobAnswer).id)}`;

  it('are made with the defaults of the requirements, and listed with their next times', async () => {
    const made = await make({ name: '  Lectures ' });
    expect(made.status).toBe(201);
    expect(made.headers).toMatchObject({ location: `/api/v1${pathOf(made)}`, etag: '"1"' });
    expect(made.body).toMatchObject({
      name: 'Lectures',
      is_enabled: true,
      schedule: SCHEDULE,
      sync_config: { sync_days: 2 },
      filters: { status: ['INITIALIZED'], exclude_blank: true },
      last_run: null,
      revision: 1,
    });
    const { next_runs: next } = made.body as JobAnswer;
    expect(next).toHaveLength(3);
    expect(
      next.every(
        (time) =>
          new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', timeStyle: 'short' }).format(new Date(time)) === '08:00',
      ),
    ).toBe(true);
    expect((await ask('GET', '/jobs')).body).toEqual({ items: [made.body] });
    expect((await ask('GET', pathOf(made))).body).toEqual(made.body);
  });

  it('name the sources of their templates together, or none if they read all', async () => {
    const names = ['Hall', 'Lab', 'Library'];
    const sources: number[] = [];
    for (const name of names) sources.push((await addSource(gateway, { libraryId: user, name })).id);
    const [hall, lab, library] = sources;
    const ids = [
      await template({ matching_rules: { source_ids: [library, hall] } }),
      await template({ matching_rules: { source_ids: [hall, lab] } }),
    ];
    const made = await make({ template_ids: ids });
    expect(made.body).toMatchObject({ source_ids: sources });
    expect((await make({ name: 'All', template_ids: [...ids, await template()] })).body).toMatchObject({ source_ids: null });
    await ask('DELETE', `/templates/${String(ids[0])}?detach=true`, { ifMatch: '*' });
    expect((await ask('GET', pathOf(made))).body).toMatchObject({ source_ids: [hall, lab] });
  });

  it('are replaced as a whole', async () => {
    const made = await make({ sync_config: { sync_days: 9 }, processing_config: { trimming: { enable_trimming: false } } });
    const payload = await bodyOf({ name: 'Talks', is_enabled: false });
    const changed = await ask('PUT', pathOf(made), { payload, ifMatch: '"1"' });
    expect(changed.body).toMatchObject({ name: 'Talks', sync_config: { sync_days: 2 }, next_runs: [], revision: 2 });
    expect(changed.body).not.toHaveProperty('processing_config');
  });

  it('refuse templates that are unknown, of others, or drafts', async () => {
    const foreign = await template();
    const draft = { name: 'Half', is_draft: true };
    user = ulid();
    token = await gateway.tokenFor(['admin'], user);
    const { body } = await make({ template_ids: [await template(), foreign, 999_999, await template(draft)] });
    expect(body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/template_ids/1' }, { pointer: '/template_ids/2' }, { pointer: '/template_ids/3' }],
    });
    expect(JSON.stringify(body)).toContain('Half is a draft');
  });

  it.each<[object, string]>([
    [{ name: ' \t' }, '/name'],
    [{ template_ids: [] }, '/template_ids'],
    [{ template_ids: undefined }, '/template_ids'],
    [{ schedule: null }, '/schedule'],
    [{ schedule: { ...SCHEDULE, time: '24:00' } }, '/schedule/time'],
    [{ schedule: { ...SCHEDULE, time: undefined } }, '/schedule/time'],
    [{ schedule: { ...SCHEDULE, every: 2 } }, '/schedule/every'],
    [{ schedule: { ...SCHEDULE, time_zone: '+01:00' } }, '/schedule/time_zone'],
    [{ schedule: { kind: 'cron', expression: '0 8 * *', time_zone: 'UTC' } }, '/schedule/expression'],
    [{ schedule: { kind: 'cron', expression: '0 8 31 2 *', time_zone: 'UTC' } }, '/schedule/expression'],
    [{ schedule: { kind: 'weekdays', days: [], time: '08:00', time_zone: 'UTC' } }, '/schedule/days'],
    [{ schedule: { kind: 'hours', every: 1, from: '18:00', to: '08:00', time_zone: 'UTC' } }, '/schedule/to'],
    [{ schedule: { kind: 'sunrise', time_zone: 'UTC' } }, '/schedule/kind'],
    [{ sync_config: { sync_days: 0 } }, '/sync_config/sync_days'],
    [{ sync_config: { allow_skipped: true } }, '/sync_config/allow_skipped'],
    [{ filters: { status: ['LOST'] } }, '/filters/status'],
    [{ filters: { status: [] } }, '/filters/status'],
    [{ processing_config: { mood: 1 } }, '/processing_config/mood'],
    [{ processing_config: { transcription: { vocabulary: ['x'] } } }, '/processing_config/transcription/vocabulary'],
    [{ source_id: 2 }, '/source_id'],
  ])('refuse %j', async (fields, pointer) => {
    const { body } = await make(fields);
    const { status, errors } = body as { readonly status: number; readonly errors: readonly { readonly pointer: string }[] };
    expect([status, ...new Set(errors.map((error) => error.pointer))]).toEqual([400, pointer]);
  });

  it('take every kind of schedule', async () => {
    for (const schedule of [
      { kind: 'hours', every: 2, from: '08:00', to: '18:00', days: ['mon', 'fri'], time_zone: 'UTC' },
      { kind: 'weekdays', days: ['tue'], time: '18:00', time_zone: 'Asia/Kathmandu' },
      { kind: 'cron', expression: '*/15 8-18 * * 1-5', time_zone: 'America/New_York' },
    ]) {
      const made = await make({ name: schedule.kind, schedule: { ...schedule, expression: null, ...schedule } });
      expect(made.body).toMatchObject({ schedule });
    }
  });

  it('show in a dry run that no template of them can be used any more', async () => {
    const id = await template({ name: 'Algebra' });
    const path = pathOf(await make({ template_ids: [id] }));
    const problems = async (): Promise<unknown> =>
      ((await ask('POST', `${path}/run?dry_run=true`)).body as JobDryRunAnswer).problems;
    await ask('PUT', `/templates/${String(id)}`, { payload: { name: 'Algebra', is_draft: true }, ifMatch: '*' });
    expect(await problems()).toEqual(['The template Algebra is a draft.']);
    await ask('DELETE', `/templates/${String(id)}?detach=true`, { ifMatch: '*' });
    expect(await problems()).toEqual(['The job has no template.']);
  });
});
