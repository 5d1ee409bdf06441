import type { MemoryGateway } from '../testing/memory-gateway.js';
import { shareMemoryGateway } from '../testing/shared-memory-gateway.js';
import { SCHEDULE, SavedRows, type Row } from '../testing/saved-rows.js';

describe('the use of a source', () => {
  let gateway: MemoryGateway;
  let saved: SavedRows;
  let hall: Row;
  let lab: Row;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
    saved = new SavedRows(gateway);
    hall = await makeSource('Hall');
    lab = await makeSource('Lab');
  });

  const makeSource = (name: string): Promise<Row> =>
    saved.make('sources', { name, type: 'folder', settings: { folder: 'inbox' } });
  const makeTemplate = (name: string, sources: readonly Row[], fields: object = {}): Promise<Row> =>
    saved.make('templates', {
      name,
      matching_rules: { source_ids: sources.map(({ id }) => id), title_pattern: 'talk' },
      ...fields,
    });
  const pathOf = (kind: string, { id }: Row): string => `${kind}/${String(id)}`;
  const read = async (kind: string, row: Row): Promise<Row> => (await saved.ask('GET', pathOf(kind, row))).body;

  it('shows the templates whose conditions name it, and the jobs that read it because of them', async () => {
    expect(await read('sources', hall)).toMatchObject({ named_by: { templates: [], jobs: [] } });
    const talks = await makeTemplate('Talks', [hall]);
    await makeTemplate('Labs', [lab]);
    const { id } = await saved.makeJob('Weekly', [talks]);
    const used = { templates: [{ id: talks.id, name: 'Talks' }], jobs: [{ id, name: 'Weekly' }] };
    expect(await read('sources', hall)).toMatchObject({ named_by: used });
    expect((await saved.ask('GET', 'sources')).body).toMatchObject({
      items: [{ named_by: used }, { named_by: { templates: [{ name: 'Labs' }], jobs: [] } }],
    });
    expect((await saved.ask('DELETE', pathOf('sources', hall))).body).toMatchObject({
      status: 409,
      code: 'source-in-use',
      detail: 'These use the source: the template Talks, the job Weekly.',
      used_by: used,
    });
    expect((await saved.ask('DELETE', `${pathOf('sources', hall)}?detach=yes`)).status).toBe(400);
    expect((await read('sources', hall))['name']).toBe('Hall');
  });

  it('ends on request, and no template chooses the items of other sources then', async () => {
    const [only, both] = await Promise.all([makeTemplate('Only', [hall]), makeTemplate('Both', [hall, lab])]);
    const [alone, together] = [await saved.makeJob('Alone', [only]), await saved.makeJob('Together', [both])];
    expect((await saved.ask('DELETE', `${pathOf('sources', hall)}?detach=true`)).status).toBe(204);
    expect((await saved.ask('GET', pathOf('sources', hall))).status).toBe(404);
    expect(await read('templates', only)).not.toHaveProperty('matching_rules');
    expect(await read('templates', both)).toMatchObject({
      matching_rules: { source_ids: [lab.id], title_pattern: 'talk' },
    });
    expect(await read('jobs', alone)).toMatchObject({ is_enabled: false, template_ids: [only.id] });
    expect(await read('jobs', together)).toMatchObject({ is_enabled: true, revision: 1 });
  });

  it('ends without a change of jobs that read every source before', async () => {
    const [only, any] = await Promise.all([makeTemplate('Only', [hall]), saved.make('templates', { name: 'Any' })]);
    const draft = await makeTemplate('Draft', [hall]);
    const job = await saved.makeJob('Every source', [only, any]);
    const drafts = await saved.makeJob('Drafts', [draft]);
    await saved.ask('PUT', pathOf('templates', draft), {
      name: 'Draft',
      is_draft: true,
      matching_rules: { source_ids: [hall.id] },
    });
    expect((await saved.ask('DELETE', `${pathOf('sources', hall)}?detach=true`)).status).toBe(204);
    expect(await read('jobs', job)).toMatchObject({ is_enabled: true, revision: 1 });
    expect(await read('jobs', drafts)).toMatchObject({ is_enabled: false });
  });

  it('is decided again if another request changes a template or a job meanwhile', async () => {
    const talks = await makeTemplate('Talks', [hall]);
    const job = await saved.makeJob('Weekly', [talks]);
    const { jobs, templates } = gateway.ports;
    const [list, replace] = [jobs.list.bind(jobs), templates.replace.bind(templates)];
    jobs.list = async (library) => {
      const before = await list(library);
      jobs.list = list;
      await saved.ask('PUT', pathOf('jobs', job), { name: 'Renamed', template_ids: [talks.id], schedule: SCHEDULE });
      return before;
    };
    templates.replace = async (found, content) => {
      templates.replace = replace;
      // A request that was checked before the source was removed.
      const { templates: stored } = await templates.load(gateway.owner);
      for (const template of stored) await replace(template, { ...template, name: 'Renamed' });
      return replace(found, content);
    };
    expect((await saved.ask('DELETE', `${pathOf('sources', hall)}?detach=true`)).status).toBe(204);
    expect(await read('jobs', job)).toMatchObject({ name: 'Renamed', is_enabled: false });
    const renamed = await read('templates', talks);
    expect([renamed['name'], renamed['matching_rules']]).toEqual(['Renamed', undefined]);
  });
});
