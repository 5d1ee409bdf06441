import { newId } from '@throughline/contracts';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { startStep } from '../../testing/work-through.js';
import { RowFreshness } from './fresh-rows.js';

const STALE_SINCE = 'throughline-stale-since';

describe('answers while the broker does not answer', () => {
  let gateway: MemoryGateway;
  let fresh: RowFreshness;
  beforeEach(async () => {
    gateway = await openMemoryGateway();
    fresh = gateway.app.get(RowFreshness, { strict: false });
  });
  afterEach(() => gateway.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    gateway.app.inject({ url: `/api/v1/${path}`, headers: { authorization: `Bearer ${gateway.token}`, ...headers } });
  const never = <T>(): Promise<T> => new Promise(() => undefined);
  /** The clients have seen a commit that the rows lack, and the log cannot be compared with them. */
  const silence = async (id: string): Promise<() => void> => {
    await waitUntilProjected(gateway, id);
    gateway.projection.pause();
    await startStep(gateway, id, 'DOWNLOAD');
    gateway.ports.shown.ofLog(gateway.owner, await gateway.store.head(id));
    const { store } = gateway;
    const before = { firstAfter: store.firstAfter.bind(store), load: store.load.bind(store) };
    Object.assign(store, { firstAfter: never, load: never });
    return () => {
      Object.assign(store, before);
      gateway.projection.resume();
    };
  };

  it('say since when they may lack changes, and are not reused later', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    const known = await get(`recordings/${id}`);
    const ifUnchanged = { 'if-none-match': String(known.headers['etag']) };
    expect([known.headers[STALE_SINCE], known.json<object>()]).toEqual([
      undefined,
      expect.not.objectContaining({ stale_since: expect.anything() as string }),
    ]);
    const thaw = await silence(id);

    const list = await get('recordings');
    const since = String(list.headers[STALE_SINCE]);
    expect(list.json()).toMatchObject({ items: [{ id, status: 'INITIALIZED' }], stale_since: since });
    expect(Date.parse(since)).toBeLessThanOrEqual(Date.now());
    for (const path of ['documents', 'sessions', `recordings/${id}`]) {
      const answer = await get(path, ifUnchanged);
      expect([answer.statusCode, answer.headers[STALE_SINCE], answer.json()]).toEqual([
        200,
        since,
        expect.objectContaining({ stale_since: since }),
      ]);
      expect([answer.headers['etag'], answer.headers['cache-control']]).toEqual([undefined, 'no-store']);
    }
    expect((await get('about')).headers[STALE_SINCE]).toBe(since);

    thaw();
    await fresh.check();
    const [current, unchanged] = [await get('recordings'), await get(`recordings/${newId()}`)];
    expect([current.headers[STALE_SINCE], unchanged.headers[STALE_SINCE]]).toEqual([undefined, undefined]);
    expect(current.json()).toMatchObject({ items: [{ id, status: 'DOWNLOADING' }] });
    expect(current.json<object>()).not.toHaveProperty('stale_since');
  });
});
