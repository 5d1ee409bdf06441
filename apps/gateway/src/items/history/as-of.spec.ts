import { newId } from '@throughline/contracts';
import { ask } from '../../testing/ask.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload, type UploadedItem } from '../../testing/upload.js';
import { startStep, workThrough } from '../../testing/work-through.js';
import { soon } from '../../testing/soon.js';

interface Past extends UploadedItem {
  readonly stalled: boolean | null;
  readonly allowed_actions: { allowed: boolean; code: string | null }[];
  readonly as_of: { position: string; time: string; revision: string };
}
interface PastList {
  readonly items: { id: string; status: string; deleted: boolean }[];
  readonly next_cursor: string | null;
  readonly counts: Record<string, number>;
  readonly as_of: { position: string; time: string };
}

describe('recordings in a past state', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const get = (path: string, token = gateway.token) => ask(gateway, path, { method: 'GET', token });
  const trailOf = async (id: string): Promise<{ id: string; recorded_at: string; status_after: string }[]> =>
    (await get(`/${id}/events?limit=500`)).json<{ items: { id: string; recorded_at: string; status_after: string }[] }>().items;

  it('have the status of the audit log at each position of their history', async () => {
    const item = await upload(gateway, { fields: { run: 'true', title: 'A talk' } });
    await workThrough(gateway, item.id);
    await waitUntilProjected(gateway, item.id);
    const trail = await trailOf(item.id);
    const last = new Map(trail.map((event) => [event.id.split('.')[0] ?? '', event]));
    expect(last.size).toBeGreaterThan(10);
    for (const [position, { status_after }] of last) {
      const past = (await get(`/${item.id}?as_of=${position}`)).json<Past>();
      expect([past.status, past.as_of.position, past.as_of.revision]).toEqual([status_after, position, past.revision]);
      expect(past).toMatchObject({ title: 'A talk' });
    }
  });

  it('show at a time what was stored by then, and name a position that gives the same state', async () => {
    const item = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, item.id);
    await waitUntilProjected(gateway, item.id);
    const [first] = await trailOf(item.id);
    const time = first?.recorded_at ?? '';
    const past = (await get(`/${item.id}?as_of=${encodeURIComponent(time)}`)).json<Past>();
    expect(past.as_of.time).toBe(new Date(time).toISOString());
    const again = (await get(`/${item.id}?as_of=${past.as_of.position}`)).json<Past>();
    expect({ ...again, as_of: past.as_of }).toEqual(past);
    const now = (await get(`/${item.id}`)).json<UploadedItem>();
    const later = (await get(`/${item.id}?as_of=${soon()}`)).json<Past>();
    expect([later.status, later.revision]).toEqual([now.status, now.revision]);
  });

  it('allow no action, and do not know if a worker was alive', async () => {
    const item = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, item.id, 'DOWNLOAD');
    await waitUntilProjected(gateway, item.id);
    const past = (await get(`/${item.id}?as_of=${soon()}`)).json<Past>();
    expect(past.stalled).toBeNull();
    expect(past.allowed_actions.length).toBeGreaterThan(5);
    expect(past.allowed_actions.every(({ allowed, code }) => !allowed && code === 'as-of')).toBe(true);
  });

  it('answer 404 before the registration, and always to other users', async () => {
    const item = await upload(gateway);
    const [before, foreign, unknown] = [
      await get(`/${item.id}?as_of=0`),
      await get(`/${item.id}?as_of=${soon()}`, await gateway.tokenFor(['read'])),
      await get(`/${newId()}?as_of=0`),
    ];
    expect([before.statusCode, foreign.statusCode, unknown.statusCode]).toEqual([404, 404, 404]);
    expect(before.json()).toMatchObject({ detail: 'The item was not registered yet at that time.' });
    expect(foreign.body).toEqual(unknown.body);
  });

  it('show no personal data after the erasure, for any moment', async () => {
    const item = await upload(gateway, { fields: { title: 'Secret words' } });
    await ask(gateway, `/${item.id}`, { method: 'DELETE' });
    await ask(gateway, `/${item.id}/erase`, { body: { confirm: true } });
    const past = await get(`/${item.id}?as_of=${item.revision}`);
    expect([past.statusCode, past.body.includes('Secret')]).toEqual([200, false]);
  });

  it('are not known in the future', async () => {
    const item = await upload(gateway);
    const time = new Date(Date.now() + 600_000).toISOString();
    for (const path of [`/${item.id}?as_of=${time}`, `?as_of=${time}`, `/${item.id}/transcript?as_of=${time}`])
      expect((await get(path)).json()).toMatchObject({
        status: 400,
        code: 'invalid',
        errors: [{ pointer: '/query/as_of', message: expect.stringContaining('must not be in the future') as string }],
      });
  });

  it.each(['as_of=yesterday', 'as_of=-1', 'as_of=2026-02-31T00:00:00Z', 'as_of='])('refuse %s', async (query) => {
    const item = await upload(gateway);
    for (const path of [`/${item.id}?${query}`, `?${query}`])
      expect((await get(path)).json()).toMatchObject({ status: 400, code: 'invalid' });
  });

  describe('in a list', () => {
    const list = async (query: string, token = gateway.token): Promise<PastList> =>
      (await get(`?${query}`, token)).json<PastList>();

    it('are listed with the status of that moment and its counts', async () => {
      const one = await upload(gateway, { fields: { run: 'true' } });
      const two = await upload(gateway);
      await workThrough(gateway, one.id);
      await ask(gateway, `/${two.id}`, { method: 'DELETE' });
      await waitUntilProjected(gateway, one.id, two.id);
      const [first] = await trailOf(two.id);
      const then = first?.id.split('.')[0] ?? '';
      expect(await list(`as_of=${then}`)).toMatchObject({
        items: [
          { id: two.id, status: 'INITIALIZED', deleted: false },
          { id: one.id, status: 'INITIALIZED' },
        ],
        counts: { INITIALIZED: 2 },
        as_of: { position: then },
      });
      expect((await list(`as_of=${soon()}`)).counts).toEqual({ READY: 1 });
      expect((await list(`as_of=${soon()}&deleted=true`)).items).toMatchObject([{ id: two.id, deleted: true }]);
      expect((await list(`as_of=${soon()}&status=READY`)).items).toMatchObject([{ id: one.id }]);
      expect(await list(`as_of=${soon()}`, await gateway.tokenFor(['read']))).toMatchObject({ items: [], counts: {} });
      expect((await list('as_of=0')).items).toEqual([]);
    });

    it('are listed page by page', async () => {
      const ids: string[] = [];
      for (let count = 0; count < 5; count += 1) ids.unshift((await upload(gateway)).id);
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: PastList = await list(`as_of=${soon()}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next_cursor;
      }
      expect([...seen].sort()).toEqual([...ids].sort());
      expect(new Set(seen).size).toBe(5);
    });

    it.each(['q=x', 'failed=true', 'sort=title', 'from_date=2026-01-01'])(
      'cannot be filtered by data that the audit log does not keep: %s',
      async (query) => {
        expect((await get(`?as_of=5&${query}`)).json()).toMatchObject({ status: 400, code: 'invalid' });
      },
    );
  });
});
