import { executeBulk, itemsOfBulk, previewBulk, pursueBulk, uploadSeveral } from '../../testing/bulk-commands.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import type { BulkPreviewAnswer } from './bulk-answers.js';
import type { BulkCommand, BulkItem } from './bulk-command.js';

const away = (): Error => Object.assign(new Error('the service is away'), { kind: 'unavailable' });

describe('bulk commands that move items to another library', () => {
  let gateway: MemoryGateway;
  const tokens = { writable: '', readable: '' };
  const libraries = { writable: '', readable: '' };
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    for (const name of ['writable', 'readable'] as const) {
      tokens[name] = await gateway.tokenFor(['write']);
      libraries[name] = (await send('GET', 'me', {}, tokens[name])).json<{ id: string }>().id;
    }
    // Before the first request of the owner, whose libraries are cached then.
    await gateway.ports.libraries.addMember(libraries.writable, gateway.owner, 'operator');
    await gateway.ports.libraries.addMember(libraries.readable, gateway.owner, 'viewer');
  });
  afterAll(() => gateway.close());

  const send = (method: 'GET' | 'POST', path: string, payload: object = {}, token = gateway.token) =>
    gateway.app.inject({
      method,
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${token}` },
      ...(method === 'GET' ? {} : { payload }),
    });
  const preview = (ids: readonly string[], fields: object = { library_id: libraries.writable }) =>
    send('POST', 'recordings/bulk/preview', { action: 'transfer', recording_ids: ids, ...fields });
  const previewed = async (ids: readonly string[], library_id = libraries.writable): Promise<string> =>
    (await previewBulk(gateway, { action: 'transfer', recording_ids: ids, library_id })).id;
  const runToEnd = (id: string): Promise<BulkCommand> => pursueBulk(gateway, id);
  const execute = (id: string): Promise<BulkCommand> => executeBulk(gateway, id);
  const itemsOf = (id: string): Promise<readonly BulkItem[]> => itemsOfBulk(gateway, id);
  const fresh = (count: number): Promise<string[]> => uploadSeveral(gateway, count);
  const commitsOf = async (id: string): Promise<number> => (await gateway.store.load(id)).commits.length;
  const countItems = async (id: string, token = gateway.token): Promise<number> =>
    (await send('GET', `recordings/${id}`, {}, token)).statusCode;

  it('move the items at rest, and refuse each other item with its reason', async () => {
    const [first = '', second = ''] = await fresh(2);
    const { id: running } = await upload(gateway, { fields: { run: 'true' } });
    const id = await previewed([first, running, second]);
    expect(await commitsOf(first)).toBe(1);
    expect(await execute(id)).toMatchObject({
      state: 'done',
      outcomes: [
        { word: 'changed', code: 'transferred', count: 2 },
        { word: 'refused', code: 'already-running', count: 1 },
      ],
    });
    expect(await Promise.all([first, second, running].map((item) => countItems(item)))).toEqual([404, 404, 200]);
    expect(await Promise.all([first, second].map((item) => countItems(item, tokens.writable)))).toEqual([200, 200]);
    // Reads of both libraries wait until they show the moves.
    const heads = await Promise.all([first, second].map((item) => gateway.store.head(item)));
    for (const library of [gateway.owner, libraries.writable]) expect(heads).toContain(gateway.ports.shown.of(library));
    // Titles belong to the other library now.
    const shown = (await send('GET', `bulk/${id}/items`)).json<{ items: { title: string | null }[] }>().items;
    expect(shown.map(({ title }) => title === null)).toEqual([true, false, true]);
  });

  it('skip items that are in the library already', async () => {
    const [item = ''] = await fresh(1);
    const bulk = (await preview([item], { library_id: gateway.owner })).json<BulkPreviewAnswer>();
    expect(bulk.verdicts).toMatchObject([{ verdict: 'skip', code: 'already-there' }]);
  });

  it.each<[string, () => object, string]>([
    ['a library to read only', () => ({ library_id: libraries.readable }), '/library_id'],
    ['an unknown library', () => ({ library_id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4' }), '/library_id'],
    ['no id of a library', () => ({ library_id: 'x' }), '/library_id'],
    ['no library', () => ({}), '/library_id'],
    ['a field of another action', () => ({ library_id: libraries.writable, template_id: 1 }), '/template_id'],
    ['a library for a run', () => ({ action: 'run', library_id: libraries.writable }), '/library_id'],
  ])('are refused with %s', async (_, fields, pointer) => {
    const answer = await preview(await fresh(1), fields());
    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid', errors: [{ pointer }] });
  });

  it('check the rights in both libraries again for each item', async () => {
    const items = await fresh(3);
    const { users } = gateway.ports;
    const accessTo = users.accessTo.bind(users);
    for (const lost of [libraries.writable, gateway.owner]) {
      const id = await previewed(items.splice(0, lost === gateway.owner ? 1 : 2));
      let checks = 0;
      // The first check of the own library is that of the bulk command, which it would stop.
      users.accessTo = (library, user) =>
        library === lost && (checks += 1) > 1 ? Promise.resolve(undefined) : accessTo(library, user);
      const bulk = await execute(id);
      Reflect.deleteProperty(users, 'accessTo');
      const refused = { word: 'refused', code: 'forbidden', count: 1 };
      expect(bulk.outcomes).toMatchObject(lost === gateway.owner ? [refused] : [{ word: 'changed', count: 1 }, refused]);
    }
  });

  it('refuse each item for which the other library has no room', async () => {
    const [item = ''] = await fresh(1);
    const id = await previewed([item]);
    await gateway.ports.quotaLimits.replace(libraries.writable, 1, { items: 0 });
    expect(await execute(id)).toMatchObject({ outcomes: [{ word: 'refused', code: 'quota-exceeded', count: 1 }] });
    await gateway.ports.quotaLimits.replace(libraries.writable, 2, {});
    expect(await commitsOf(item)).toBe(1);
  });

  it('count an item that was moved before a crash as changed, though the library of the bulk command has lost it', async () => {
    const [moved = '', other = ''] = await fresh(2);
    const id = await previewed([moved, other]);
    const { store, ports } = gateway;
    const append = store.append.bind(store);
    store.append = (item, ...rest) => (item === other ? Promise.reject(away()) : append(item, ...rest));
    ports.bulkCommands.save = () => Promise.reject(away());
    expect((await execute(id)).outcomes).toEqual([]);
    Reflect.deleteProperty(store, 'append');
    Reflect.deleteProperty(ports.bulkCommands, 'save');
    expect([await commitsOf(moved), await commitsOf(other), await countItems(moved)]).toEqual([2, 1, 404]);
    expect(await runToEnd(id)).toMatchObject({ state: 'done', outcomes: [{ word: 'changed', code: 'transferred', count: 2 }] });
    expect((await itemsOf(id)).map(({ changedSincePreview }) => changedSincePreview)).toEqual([false, false]);
    expect([await commitsOf(moved), await commitsOf(other)]).toEqual([2, 2]);
  });
});
