import type { Passkey, User } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { StubServer } from '#testing/stub-server.js';

const PATH = '/api/v1/me/passkeys';
const laptop: Passkey = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E6',
  name: 'Laptop',
  created_at: '2026-02-05T10:00:00.000Z',
  last_used_at: null,
  backed_up: false,
};
const nora: User = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E5',
  name: 'Nora',
  role: 'operator',
  library: { id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E5', name: 'Nora' },
  created_at: '2026-02-05T10:00:00.000Z',
  disabled_at: null,
  deletion_requested_at: null,
  version: '3QpWm0Yb1xK8uZ2a',
};
const USER = `/api/v1/admin/users/${nora.id}`;
const account = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E7',
  provider: 'Linden School',
  account: 'nora@linden.example',
  claimed_role: 'operator',
  connected_at: '2026-02-05T10:00:00.000Z',
  last_used_at: null,
};

describe('tl passkey', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('lists passkeys, and says that a browser adds them', async () => {
    server.prepare({ [`GET ${PATH}`]: { body: { items: [laptop] } } });
    const { code, out } = await server.tl('passkey', 'list');
    expect([code, out]).toEqual([EXIT.done, expect.stringMatching(/^Laptop +2026-02-05T10:00:00.000Z +never +01J8Z3\w+$/m)]);
    server.prepare({ [`GET ${PATH}`]: { body: { items: [] } } });
    expect((await server.tl('passkey', 'list')).err).toContain('in a browser');
  });

  it('renames and removes a passkey by its name', async () => {
    server.prepare({
      [`GET ${PATH}`]: { body: { items: [laptop] } },
      [`PATCH ${PATH}/${laptop.id}`]: { body: { ...laptop, name: 'Blue key' } },
      [`DELETE ${PATH}/${laptop.id}`]: { status: 204 },
    });
    expect((await server.tl('passkey', 'rename', 'Laptop', 'Blue key')).err).toContain('Blue key');
    expect((await server.tl('passkey', 'remove', laptop.id)).code).toBe(EXIT.done);
    expect(server.changes.map(({ line, body }) => [line, body])).toEqual([
      [`PATCH ${PATH}/${laptop.id}`, { name: 'Blue key' }],
      [`DELETE ${PATH}/${laptop.id}`, undefined],
    ]);
  });

  it('removes nothing for an unknown or ambiguous name', async () => {
    const other = { ...laptop, id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E8' };
    server.prepare({ [`GET ${PATH}`]: { body: { items: [laptop, other] } } });
    expect((await server.tl('passkey', 'remove', 'Phone')).code).toBe(EXIT.refused);
    expect((await server.tl('passkey', 'remove', 'Laptop')).err).toContain(other.id);
    expect(server.changes).toEqual([]);
  });

  it('removes all passkeys of a user for an administrator', async () => {
    server.prepare({
      'GET /api/v1/admin/users': { body: { items: [nora] } },
      [`DELETE ${USER}/passkeys`]: { body: { revoked: 2 } },
    });
    expect((await server.tl('passkey', 'remove-all', '--user', 'Nora')).err).toContain('Removed passkeys: 2');
    expect((await server.tl('passkey', 'remove-all')).code).toBe(EXIT.usage);
  });
});

describe('tl user show', () => {
  it('shows the connected account and the number of passkeys', async () => {
    const server = await StubServer.start();
    const methods = { accounts: [account], passkeys: 2 };
    server.prepare({
      'GET /api/v1/admin/users': { body: { items: [nora] } },
      [`GET ${USER}/sign-in-methods`]: { body: methods },
    });
    const { code, out } = await server.tl('user', 'show', 'Nora');
    expect(code).toBe(EXIT.done);
    expect(out).toMatch(/^account +nora@linden\.example at Linden School, operator, never used$/m);
    expect(out).toMatch(/^passkeys +2$/m);
    expect(JSON.parse((await server.tl('user', 'show', 'Nora', '--json')).out)).toEqual({ ...nora, sign_in_methods: methods });
    await server.close();
  });
});
