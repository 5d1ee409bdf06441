import { EXIT } from '../exit.js';
import { StubServer } from '#testing/stub-server.js';

const entry = {
  id: '12',
  at: '2026-02-05T10:00:00.000Z',
  kind: 'user.role_changed',
  sentence: 'Changed the role of Petra',
  actor: { type: 'user', id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4', name: 'owner' },
  address: '192.0.2.14',
  credential: null,
  subject: { type: 'user', id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E5', name: 'Petra' },
  library_id: null,
  changes: [{ field: 'role', from: 'viewer', to: 'operator', hidden: false }],
};
const hidden = {
  ...entry,
  id: '11',
  sentence: 'Changed the credential Cloud',
  actor: { type: 'system', id: null, name: null },
  address: null,
  changes: [{ field: 'password', from: null, to: null, hidden: true }],
};

describe('tl log', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('shows the newest entries with their changes, page by page', async () => {
    server.prepare({
      'GET /api/v1/admin/log?limit=50': { body: { items: [entry], next_cursor: 'Mg' } },
      'GET /api/v1/admin/log?limit=49&cursor=Mg': { body: { items: [hidden], next_cursor: null } },
    });
    const { code, out } = await server.tl('log');
    expect(code).toBe(EXIT.done);
    expect(out).toMatch(/owner +192\.0\.2\.14 +Changed the role of Petra +role: viewer → operator\n/);
    expect(out).toMatch(/system +– +Changed the credential Cloud +password changed\n/);
  });

  it('sends the filters, and says if there is more', async () => {
    const path = 'GET /api/v1/admin/log?actor=owner&kind=user&subject=Petra&from=2026-02-01&until=2026-02-28&limit=1';
    server.prepare({ [path]: { body: { items: [entry], next_cursor: 'Mg' } } });
    const filters = ['--actor', 'owner', '--kind', 'user', '--subject', 'Petra', '--from', '2026-02-01', '--until', '2026-02-28'];
    const { code, out, err } = await server.tl('log', ...filters, '--limit', '1', '--json');
    expect(code).toBe(EXIT.done);
    expect(JSON.parse(out)).toEqual([entry]);
    expect(err).not.toContain('older');
    expect((await server.tl('log', ...filters, '--limit', '1')).err).toContain('there are older entries');
  });

  it('shows the log of a library, without addresses', async () => {
    const institute = { id: '01J8Z3V5W6X7Y8Z9A0B1C2D3F6', name: 'Institute', role: 'owner' };
    const items = [{ ...entry, address: null, library_id: institute.id }];
    server.prepare({
      'GET /api/v1/libraries': { body: { items: [institute] } },
      'GET /api/v1/me': { body: { library: institute, libraries: [institute] } },
      [`GET /api/v1/libraries/${institute.id}/log?limit=50`]: { body: { items, next_cursor: null } },
    });
    for (const args of [['--library', 'Institute'], ['--library']]) {
      const { code, out } = await server.tl('log', ...args);
      expect(code).toBe(EXIT.done);
      expect(out).toMatch(/^TIME +BY +CHANGE +FIELDS\n/);
      expect(out).toMatch(/owner +Changed the role of Petra +role: viewer → operator\n/);
    }
    expect((await server.tl('log', '--library', 'Unknown')).code).toBe(EXIT.refused);
  });
});
