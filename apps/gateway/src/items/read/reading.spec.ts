import { leaseCodec } from '@throughline/contracts';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload, type UploadedItem } from '../../testing/upload.js';
import { completeStep, startStep, workThrough } from '../../testing/work-through.js';

interface List {
  items: UploadedItem[];
  next_cursor: string | null;
  total?: number;
}

describe('reading recordings', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const get = (path: string, headers: Record<string, string> = {}, token = gateway.token) =>
    gateway.app.inject({ url: `/api/v1/recordings${path}`, headers: { authorization: `Bearer ${token}`, ...headers } });

  describe('as a list', () => {
    let token: string;
    const titles = ['Alpha', 'beta', 'Gamma 100%', 'delta_1', 'Epsilon'];
    beforeAll(async () => {
      token = await gateway.tokenFor(['admin']);
      for (const title of titles) await upload(gateway, { fields: { title }, token });
    });
    const list = async (query: string): Promise<List> => (await get(`?${query}`, {}, token)).json<List>();
    const titlesOf = ({ items }: List): string[] => items.map((one) => one.title);

    it('starts with the newest', async () => {
      expect(titlesOf(await list(''))).toEqual([...titles].reverse());
    });

    it.each(['created_at', '-created_at', 'title', '-title', 'updated_at', 'status'])(
      'has pages in the order %s, with every item exactly once',
      async (sort) => {
        const seen: string[] = [];
        let next: string | null = '';
        for (let pages = 0; next !== null && pages < 10; pages += 1) {
          const page: List = await list(`limit=2&sort=${sort}${next === '' ? '' : `&cursor=${next}`}`);
          expect(page.items.length).toBeLessThanOrEqual(2);
          seen.push(...titlesOf(page));
          next = page.next_cursor;
        }
        expect(seen).toEqual(titlesOf(await list(`sort=${sort}`)));
        expect([...seen].sort()).toEqual([...titles].sort());
      },
    );

    it('links to its next page', async () => {
      const response = await get('?limit=2&sort=title&q=a', {}, token);
      const link = String(response.headers['link']);
      expect(link).toMatch(/^<\/api\/v1\/recordings\?limit=2&sort=title&q=a&cursor=[\w-]+>; rel="next"$/);
    });

    it.each([
      ['q=ETA', ['beta']],
      ['q=100%25', ['Gamma 100%']],
      ['q=_', ['delta_1']],
      ['status=READY', []],
      ['status=READY,INITIALIZED&q=alpha', ['Alpha']],
      ['from_date=2000-01-01&to_date=2001-01-01', []],
      ['q=alpha&from_date=01-01-2000&to_date=31/12/68', ['Alpha']],
      ['q=alpha&from_date=01/01/2000&to_date=31-12-68', ['Alpha']],
      ['from_date=01/01/00&to_date=01-01-2001', []],
      ['resume=true&q=alpha', ['Alpha']],
    ])('can be filtered by %s', async (query, expected) => {
      expect(titlesOf(await list(query))).toEqual(expected);
    });

    it('counts the total on request', async () => {
      expect(await list('limit=1&include=total')).toMatchObject({ total: titles.length });
      expect(await list('limit=1')).not.toHaveProperty('total');
    });

    it.each([
      'limit=0',
      'limit=201',
      'limit=1e2',
      'limit=',
      'sort=secret',
      'status=NONSENSE',
      'cursor=nonsense',
      `cursor=${Buffer.from('["-created_at","2026-02-31T00:00:00.000000Z","0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11"]').toString('base64url')}`,
      'from_date=2026-02-31',
      'from_date=yesterday',
      'to_date=2026-13-01',
      `q=${'x'.repeat(201)}`,
      'include=all',
      'limit=5&limit=6',
      'needs_review=yes',
      'tag=',
      'tag=%20',
      'tag=a&tag=b',
      `tag=${'x'.repeat(65)}`,
    ])('refuses %s', async (query) => {
      const response = await get(`?${query}`, {}, token);
      expect(response.json()).toMatchObject({ status: 400, code: 'invalid' });
    });

    it.each(['from_date', 'to_date'])('lists the formats that %s may have', async (name) => {
      const { errors } = (await get(`?${name}=2026-20-01`, {}, token)).json<{ errors: object[] }>();
      expect(errors).toEqual([
        {
          pointer: `/query/${name}`,
          message: "Invalid date format: '2026-20-01'. Supported formats: YYYY-MM-DD, DD-MM-YYYY, DD/MM/YYYY, DD-MM-YY, DD/MM/YY",
        },
      ]);
    });

    it('refuses a cursor of another order', async () => {
      const { next_cursor: cursor } = await list('limit=1&sort=title');
      expect((await get(`?sort=-title&cursor=${String(cursor)}`, {}, token)).statusCode).toBe(400);
    });
  });

  describe('one by one', () => {
    it('uses one statement for all requests of a tick', async () => {
      const items = await Promise.all([1, 2, 3].map(() => upload(gateway)));
      const before = gateway.rows.statements;
      const answers = await Promise.all(items.map((one) => get(`/${one.id}`)));
      expect(answers.map((one) => one.json<UploadedItem>().id)).toEqual(items.map((one) => one.id));
      expect(gateway.rows.statements).toBe(before + 1);
    });

    it('answers 304 to a client that has the revision', async () => {
      const item = await upload(gateway);
      const first = await get(`/${item.id}`);
      expect(first.headers['etag']).toBe(`"${item.revision}"`);
      const again = await get(`/${item.id}`, { 'if-none-match': `W/"0", "${item.revision}"` });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    });

    it('does not answer 304 if a duplicate or a quarantine changes the item', async () => {
      const first = await upload(gateway, { bytes: 'told twice' });
      const second = await upload(gateway, { bytes: 'told twice', fields: { allow_duplicate: 'true' } });
      const seen = await get(`/${second.id}`);
      expect(seen.json()).toMatchObject({ duplicate_of: { id: first.id }, revision: second.revision });
      const known = { 'if-none-match': seen.headers['etag'] as string };
      expect((await get(`/${second.id}`, known)).statusCode).toBe(304);
      await gateway.app.inject({
        method: 'DELETE',
        url: `/api/v1/recordings/${first.id}`,
        headers: { authorization: `Bearer ${gateway.token}` },
      });
      await waitUntilProjected(gateway, first.id);
      const alone = await get(`/${second.id}`, known);
      expect(alone.json()).toMatchObject({ duplicate_of: null, revision: second.revision });
      gateway.rows.quarantine(second.id);
      const parked = await get(`/${second.id}`, { 'if-none-match': alone.headers['etag'] as string });
      expect(parked.json()).toMatchObject({ quarantined: true, needs_upgrade: false, revision: second.revision });
      gateway.rows.quarantine(second.id, 'needs-upgrade');
      const newer = await get(`/${second.id}`, { 'if-none-match': parked.headers['etag'] as string });
      expect(newer.json()).toMatchObject({ quarantined: false, needs_upgrade: true, revision: second.revision });
    });

    it('shows live progress, and is not "unchanged" while something moves', async () => {
      const item = await upload(gateway, { fields: { run: 'true' } });
      const attemptId = await startStep(gateway, item.id, 'DOWNLOAD');
      await completeStep(gateway, item.id, 'DOWNLOAD');
      const trim = await startStep(gateway, item.id, 'TRIM');
      const beat = (id: string, fraction: number): void => {
        const lease = {
          v: 1,
          assetId: item.id,
          step: 'TRIM',
          attemptId: id,
          worker: 'w',
          state: 'held',
          termMs: 1_000,
          startedAt: 'x',
          progress: { fraction },
        };
        gateway.live.record(leaseCodec.decode(new TextEncoder().encode(JSON.stringify(lease))));
      };
      beat(trim, 0.25);
      const { revision } = (await get(`/${item.id}?min_revision=1`)).json<UploadedItem>();
      const response = await get(`/${item.id}`, { 'if-none-match': `"${revision}"` });
      const moving = String(response.headers['etag']);
      expect(moving).toMatch(/^W\/"\d+\.[\w-]{12}"$/);
      expect((await get(`/${item.id}`, { 'if-none-match': moving })).statusCode).toBe(304);
      beat(trim, 0.5);
      expect((await get(`/${item.id}`, { 'if-none-match': moving })).statusCode).toBe(200);
      beat(trim, 0.25);
      expect((await get(`/${item.id}`, { 'if-none-match': moving })).statusCode).toBe(304);
      expect(response.json()).toMatchObject({
        processing_stages: expect.arrayContaining([expect.objectContaining({ stage_type: 'TRIM', progress: 0.25 })]) as object[],
      });
      beat(attemptId, 0.75);
      expect((await get(`/${item.id}`)).body).not.toContain('0.75');
    });

    it('folds the log for a revision that no row shows yet', async () => {
      const item = await upload(gateway, { fields: { run: 'true' } });
      gateway.projection.pause();
      await startStep(gateway, item.id, 'DOWNLOAD');
      const { revision } = (await gateway.store.load(item.id)) as { revision: string };
      const [stale, fresh] = await Promise.all([get(`/${item.id}`), get(`/${item.id}?min_revision=${revision}`)]);
      gateway.projection.resume();
      expect(stale.json()).toMatchObject({ status: 'INITIALIZED' });
      expect(fresh.json()).toMatchObject({ status: 'DOWNLOADING', revision });
    });

    it('waits for a change, and answers as soon as there is one', async () => {
      const item = await upload(gateway, { fields: { run: 'true' } });
      const waiting = get(`/${item.id}?wait=30&after_revision=${item.revision}`);
      await startStep(gateway, item.id, 'DOWNLOAD');
      const changed = (await waiting).json<UploadedItem>();
      expect(changed).toMatchObject({ status: 'DOWNLOADING' });
      expect(changed.revision).not.toBe(item.revision);
    });

    it('answers with the present state if nothing has changed in time', async () => {
      const item = await upload(gateway);
      expect((await get(`/${item.id}?wait=1&after_revision=${item.revision}`)).json()).toMatchObject({ revision: item.revision });
    });

    it.each(['min_revision=x', 'min_revision=-1', 'wait=61', 'wait=x', 'after_revision=1.5'])('refuses %s', async (query) => {
      const item = await upload(gateway);
      expect((await get(`/${item.id}?${query}`)).json()).toMatchObject({ status: 400, code: 'invalid' });
    });

    it('names the position of the last good state', async () => {
      const item = await upload(gateway);
      gateway.rows.quarantine(item.id);
      expect((await get(`/${item.id}`)).json()).toMatchObject({ quarantined: true });
    });
  });

  describe('as events', () => {
    it('lists every event in order, page by page', async () => {
      const item = await upload(gateway, { fields: { run: 'true' } });
      await workThrough(gateway, item.id);
      const { revision } = (await gateway.store.load(item.id)) as { revision: string };
      await get(`/${item.id}?wait=5&after_revision=${String(Number(revision) - 1)}`);
      const all = (await get(`/${item.id}/events?limit=500`)).json<{ items: { id: string; status_after: string }[] }>().items;
      const trail = all.map((one) => one.status_after).filter((status, index, statuses) => status !== statuses[index - 1]);
      expect(trail).toEqual(['INITIALIZED', 'DOWNLOADING', 'DOWNLOADED', 'PROCESSING', 'PROCESSED', 'UPLOADING', 'READY']);
      const paged: string[] = [];
      for (let after = '', pages = 0; pages < 100; pages += 1) {
        const page = (await get(`/${item.id}/events?limit=3${after === '' ? '' : `&after=${after}`}`)).json<{
          items: { id: string }[];
          next_cursor: string | null;
        }>();
        paged.push(...page.items.map(({ id }) => id));
        if (page.next_cursor === null) break;
        after = page.next_cursor;
      }
      expect(paged).toEqual(all.map(({ id }) => id));
    });
  });
});
