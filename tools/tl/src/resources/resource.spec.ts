import { EXIT } from '../exit.js';
import { jobs } from '../jobs/job-resource.js';
import { sources } from '../sources/source-resource.js';
import { templates } from '../templates/template-resource.js';
import { webhooks } from '../webhooks/webhook-resource.js';
import { StubServer } from '#testing/stub-server.js';
import type { ListedResources, NamedResource } from './resource.js';

const all: readonly Pick<ListedResources<NamedResource>, 'definition'>[] = [
  templates,
  sources,
  jobs,
  webhooks,
] as unknown as readonly ListedResources<NamedResource>[];

describe.each(all.map(({ definition }) => ({ ...definition, at: definition.list.path })))('tl $word', (definition) => {
  const { word, none, at } = definition;
  const resource = (id: number, name: string) => ({
    ...Object.fromEntries(definition.fields.map((field) => [field, []])),
    id,
    name,
    revision: 7,
  });
  /** The name of the first one is the number of the second one. */
  const two = [resource(1, '2'), resource(2, 'Second')];
  const listed = { [`GET ${at}`]: { body: { items: two } } };
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('lists all of them, and says if there are none', async () => {
    server.prepare(listed);
    expect(JSON.parse((await server.tl(word, 'list', '--json')).out)).toEqual(two);
    server.prepare({ [`GET ${at}`]: { body: { items: [] } } });
    expect(await server.tl(word, 'list')).toEqual({ code: EXIT.done, out: '', err: `${none}\n` });
    expect((await server.tl(word, 'list', '--json')).out).toBe('[]\n');
  });

  it('finds one by its name, else by its number', async () => {
    server.prepare(listed);
    expect(JSON.parse((await server.tl(word, 'show', '2', '--json')).out)).toEqual(two[0]);
    expect(JSON.parse((await server.tl(word, 'show', '1', '--json')).out)).toEqual(two[0]);
    expect(JSON.parse((await server.tl(word, 'show', 'Second', '--json')).out)).toEqual(two[1]);
    const { code, err } = await server.tl(word, 'show', 'third');
    expect([code, err]).toEqual([
      EXIT.refused,
      expect.stringMatching(new RegExp(`There is no ${word} third(.|\\n)*tl ${word} list`)),
    ]);
  });

  it('deletes the revision that it has found', async () => {
    const deletion = `DELETE ${at}/2`;
    server.prepare({ ...listed, [deletion]: { status: 204 } });
    const { code, err } = await server.tl(word, 'delete', 'Second');
    expect([code, err]).toEqual([EXIT.done, `Deleted ${word} Second${definition.afterDeletion ?? ''}\n`]);
    expect(server.changes).toMatchObject([{ line: deletion, headers: { 'if-match': '"7"' } }]);
    expect(JSON.parse((await server.tl(word, 'delete', 'Second', '--json')).out)).toEqual({ id: 2, deleted: true });
  });

  it('refuses the answer of another program', async () => {
    server.prepare({ [`GET ${at}`]: { body: { items: [{ id: 1 }] } } });
    expect(await server.tl(word, 'list')).toMatchObject({
      code: EXIT.failed,
      err: expect.stringContaining('something else than expected') as string,
    });
  });
});

describe('tl template delete --detach', () => {
  it('asks the server to remove the template from what uses it', async () => {
    const server = await StubServer.start();
    const one = { id: 3, name: 'Lectures', revision: 1 };
    const deletion = 'DELETE /api/v1/templates/3?detach=true';
    server.prepare({ 'GET /api/v1/templates': { body: { items: [one] } }, [deletion]: { status: 204 } });
    expect((await server.tl('template', 'delete', 'Lectures', '--detach')).code).toBe(EXIT.done);
    expect(server.changes.map(({ line }) => line)).toEqual([deletion]);
    await server.close();
  });
});
