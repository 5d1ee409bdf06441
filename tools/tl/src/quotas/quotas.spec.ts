import { EXIT } from '../exit.js';
import { StubServer } from '#testing/stub-server.js';

const NORA = '01J8Z3V5W6X7Y8Z9A0B1C2D3E5';
const LIMITS = `/api/v1/admin/users/${NORA}/quota`;
const unlimited = { items: null, bytes: null, transcription_minutes: null, deliveries: null };
const used = { items: 3, bytes: 900, transcription_minutes: 12.5, deliveries: 4 };

describe('tl quota', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('shows what is used, what is left, and when the quotas renew', async () => {
    const quotas = [
      { quota: 'transcription_minutes', used: 12.5, in_progress: 2, limit: 60, remaining: 45.5 },
      { quota: 'items', used: 3, in_progress: 0, limit: null, remaining: null },
    ];
    server.prepare({ 'GET /api/v1/me/quota': { body: { period: '202611', renews_on: '2026-12-01', quotas } } });
    const { code, out, err } = await server.tl('quota');
    expect(code).toBe(EXIT.done);
    expect(out).toMatch(/transcription minutes +12\.5 +2 +60 +45\.5\nitems +3 +0 +unlimited\n/);
    expect(err).toContain('renew on 2026-12-01');
  });

  it('shows another month, and the use of all libraries to administrators', async () => {
    server.prepare({
      'GET /api/v1/me/quota/history?period=202610': { body: { period: '202610', used } },
      'GET /api/v1/stats/quotas?period=202610': {
        body: { items: [{ user: { id: NORA, name: 'Nora' }, used, limits: { ...unlimited, deliveries: 5 } }], next_cursor: null },
      },
    });
    expect((await server.tl('quota', '--period', '202610')).out).toMatch(/deliveries +4\n/);
    expect((await server.tl('quota', 'list', '--period', '202610')).out).toMatch(/Nora +3 +900 +12\.5 +4 of 5\n/);
  });

  it('changes only the limits that were named', async () => {
    const before = { own: ['items', 'deliveries'], limits: { ...unlimited, items: 10, deliveries: 5 } };
    server.prepare({
      'GET /api/v1/admin/users': { body: { items: [{ id: NORA, name: 'Nora', library: {} }] } },
      [`GET ${LIMITS}`]: { body: before, headers: { etag: '"2"' } },
      [`PUT ${LIMITS}`]: { body: { own: ['items', 'bytes'], limits: { ...unlimited, items: 10 } } },
    });
    const { out, err } = await server.tl('quota', 'set', 'Nora', '--bytes', 'unlimited', '--deliveries', 'default');
    expect(out).toBe('');
    expect(err).toContain('items: 10, bytes: unlimited');
    expect(server.changes.map(({ body, headers }) => ({ body, tag: headers['if-match'] }))).toEqual([
      { body: { items: 10, bytes: null }, tag: '"2"' },
    ]);
  });

  it.each([[[]], [['--items', 'many']]])('refuses to change limits with %j', async (options) => {
    server.prepare({});
    expect(await server.tl('quota', 'set', 'Nora', ...options)).toMatchObject({ code: EXIT.usage });
    expect(server.changes).toEqual([]);
  });
});
