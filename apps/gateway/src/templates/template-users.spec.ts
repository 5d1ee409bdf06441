import type { MemoryGateway } from '../testing/memory-gateway.js';
import { shareMemoryGateway } from '../testing/shared-memory-gateway.js';
import { SCHEDULE, SavedRows, type Row } from '../testing/saved-rows.js';
import { upload } from '../testing/upload.js';

describe('what uses a template', () => {
  let gateway: MemoryGateway;
  let saved: SavedRows;
  let talks: Row;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
    saved = new SavedRows(gateway);
    talks = await saved.make('templates', { name: 'Talks' });
  });

  const makeSource = (fields: object): Promise<Row> =>
    saved.make('sources', { name: 'Hall', type: 'folder', settings: { folder: 'inbox' }, run: true, ...fields });
  const useEverywhere = async () => {
    const other = await saved.make('templates', { name: 'Archive' });
    const { id } = await upload(gateway);
    await saved.ask('POST', `recordings/${id}/template/${String(talks.id)}`);
    return {
      other,
      item: id,
      source: await makeSource({ template_id: talks.id, interval_minutes: 5 }),
      only: await saved.makeJob('Only', [talks]),
      both: await saved.makeJob('Both', [other, talks]),
    };
  };

  it('is shown with it, and named by the refusal to delete it', async () => {
    const { item, source, only, both } = await useEverywhere();
    const sources = [{ id: source.id, name: 'Hall' }];
    const jobs = [only, both].map(({ id, name }) => ({ id, name }));
    const path = `templates/${String(talks.id)}`;
    expect((await saved.ask('GET', path)).body).toMatchObject({ used_by: 1, named_by: { sources, jobs } });
    expect((await saved.ask('GET', 'templates')).body).toMatchObject({
      items: [{ named_by: { sources, jobs } }, { named_by: { sources: [], jobs: [{ name: 'Both' }] } }],
    });
    expect((await saved.ask('DELETE', path)).body).toMatchObject({
      status: 409,
      code: 'template-in-use',
      detail: '1 item is bound to the template. These use the template: the source Hall, the job Only, the job Both.',
      used_by: { items: 1, item_ids: [item], sources, jobs },
    });
    expect((await saved.ask('GET', path)).status).toBe(200);
  });

  it.each([
    ['a source', () => makeSource({ template_id: talks.id }), 'These use the template: the source Hall.'],
    ['a job', () => saved.makeJob('Only', [talks]), 'These use the template: the job Only.'],
  ])('may be %s alone', async (_, use, detail) => {
    await use();
    expect((await saved.ask('DELETE', `templates/${String(talks.id)}`)).body).toMatchObject({ status: 409, detail });
  });

  it('is detached on request: the source starts no runs, and a job without another template is switched off', async () => {
    const { other, item, source, only, both } = await useEverywhere();
    const due = source['next_sync_at'];
    expect((await saved.ask('DELETE', `templates/${String(talks.id)}?detach=true`)).status).toBe(204);
    expect((await saved.ask('GET', `sources/${String(source.id)}`)).body).toMatchObject({
      template_id: null,
      run: false,
      interval_minutes: 5,
      next_sync_at: due,
      revision: 2,
    });
    expect((await saved.ask('GET', `jobs/${String(only.id)}`)).body).toMatchObject({
      template_ids: [],
      is_enabled: false,
      revision: 2,
    });
    expect((await saved.ask('GET', `jobs/${String(both.id)}`)).body).toMatchObject({
      template_ids: [other.id],
      is_enabled: true,
    });
    expect((await saved.ask('GET', `recordings/${item}`)).body).toMatchObject({ template: null });
    const dryRun = await saved.ask('POST', `jobs/${String(only.id)}/run?dry_run=true`);
    expect(dryRun.body).toMatchObject({ problems: ['The job has no template.'], items: [] });
  });

  it('is detached although another request changes a job meanwhile', async () => {
    const { only } = await useEverywhere();
    const { jobs } = gateway.ports;
    const list = jobs.list.bind(jobs);
    jobs.list = async (library) => {
      const read = await list(library);
      jobs.list = list;
      await saved.ask('PUT', `jobs/${String(only.id)}`, { name: 'Renamed', template_ids: [talks.id], schedule: SCHEDULE });
      return read;
    };
    expect((await saved.ask('DELETE', `templates/${String(talks.id)}?detach=true`)).status).toBe(204);
    expect((await saved.ask('GET', `jobs/${String(only.id)}`)).body).toMatchObject({
      name: 'Renamed',
      template_ids: [],
      is_enabled: false,
    });
  });

  it('is not what another library has saved', async () => {
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/templates',
      headers: { authorization: `Bearer ${await gateway.tokenFor(['write'])}` },
      payload: { name: 'Talks' },
    });
    expect(response.json()).toMatchObject({ named_by: { sources: [], jobs: [] } });
    await useEverywhere();
    expect(await gateway.ports.sources.list(gateway.owner)).toMatchObject([{ templateId: talks.id }]);
    await gateway.ports.sources.detachTemplate('another-library', talks.id);
    expect(await gateway.ports.sources.list(gateway.owner)).toMatchObject([{ templateId: talks.id }]);
  });
});
