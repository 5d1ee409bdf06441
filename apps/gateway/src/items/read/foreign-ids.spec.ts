import { newAssetId } from '@throughline/contracts';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { workThrough } from '../../testing/work-through.js';
import { soon } from '../../testing/soon.js';

describe('an id of another library', () => {
  let gateway: MemoryGateway;
  let stranger: string;
  let foreign: string;
  let loaded: string[];
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    stranger = await gateway.tokenFor(['admin']);
    foreign = (await upload(gateway, { fields: { run: 'true' } })).id;
    await workThrough(gateway, foreign);
    await waitUntilProjected(gateway, foreign);
    const load = gateway.store.load.bind(gateway.store);
    gateway.store.load = (id, options) => {
      loaded.push(id);
      return load(id, options);
    };
  });
  beforeEach(() => {
    loaded = [];
  });
  afterAll(() => gateway.close());

  /** Returns the calls to database and log that a request makes. */
  const callsOf = async (id: string, path: string, method: 'GET' | 'POST') => {
    const [statements, reads] = [gateway.rows.statements, loaded.length];
    const { statusCode } = await ask(gateway, `/${id}${path}`, { method, token: stranger });
    return { statusCode, statements: gateway.rows.statements - statements, reads: loaded.length - reads };
  };

  it.each<readonly ['GET' | 'POST', string]>([
    ['GET', ''],
    ['GET', '/explain'],
    ['GET', '/events'],
    ['GET', '/artifacts'],
    ['GET', `?as_of=${soon()}`],
    ['POST', '/pause'],
    ['POST', '/run'],
  ])('makes %s %s cost the same calls as an unknown id, without reading its history', async (method, path) => {
    const unknown = await callsOf(newAssetId(), path, method);
    expect(unknown).toMatchObject({ statusCode: 404 });
    expect(unknown.statements + unknown.reads).toBeGreaterThan(0);
    // The second round shows that no cache reveals the item either.
    for (let time = 0; time < 2; time += 1) expect(await callsOf(foreign, path, method)).toEqual(unknown);
    expect(loaded).not.toContain(foreign);
  });

  it('of another kind of item costs the same calls as an unknown id, even after an earlier lookup', async () => {
    const readsOf = async (id: string): Promise<number> => {
      const reads = loaded.length;
      const headers = { authorization: `Bearer ${stranger}` };
      expect((await gateway.app.inject({ url: `/api/v1/documents/${id}`, headers })).statusCode).toBe(404);
      return loaded.length - reads;
    };
    const unknown = await readsOf(newAssetId());
    expect(unknown).toBeGreaterThan(0);
    for (let time = 0; time < 2; time += 1) expect(await readsOf(foreign)).toBe(unknown);
  });
});
