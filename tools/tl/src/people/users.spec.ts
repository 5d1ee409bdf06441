import type { User } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const USERS = '/api/v1/admin/users';
const nora: User = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E5',
  name: 'Nora',
  role: 'operator',
  library: { id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E5', name: 'Nora' },
  created_at: '2026-02-05T10:00:00.000Z',
  disabled_at: null,
  deletion_requested_at: null,
  version: '1',
};
const TOKENS = `${USERS}/${nora.id}/tokens`;
const MADE = { id: 'x', token: 'tl_x', scopes: ['read'], expires_at: null };
const LISTED = { [`GET ${USERS}`]: { body: { items: [nora] } } };

describe('the tokens of another user', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('are made by name, and only the token is on stdout', async () => {
    server.prepare({ ...LISTED, [`POST ${TOKENS}`]: { status: 201, body: MADE } });
    const { code, out, err } = await server.tl('token', 'create', 'import', '--user', 'Nora', '--scopes', 'read', '--no-expiry');
    expect({ code, out }).toEqual({ code: EXIT.done, out: 'tl_x\n' });
    expect(err).toBe('x for Nora: read, does not expire. It is shown only now:\n');
    expect(server.changes).toMatchObject([{ line: `POST ${TOKENS}`, body: { name: 'import', scopes: ['read'] } }]);
    expect(server.changes[0]?.body).not.toHaveProperty('library_id');
  });

  it('work in a library of that user by its id, which the administrator need not see', async () => {
    const library = '01J8Z3V5W6X7Y8Z9A0B1C2D3F6';
    server.prepare({ ...LISTED, [`POST ${TOKENS}`]: { status: 201, body: MADE } });
    await server.tl('token', 'create', 'import', '--user', 'Nora', '--library', library);
    expect(server.changes).toMatchObject([{ body: { library_id: library } }]);
  });

  it('are refused for an unknown user, and with what the server says', async () => {
    const detail = 'The user is another administrator.';
    server.prepare({ ...LISTED, [`POST ${TOKENS}`]: problem(409, 'other-administrator', detail) });
    expect(await server.tl('token', 'create', 'import', '--user', 'Nora')).toMatchObject({
      code: EXIT.refused,
      out: '',
      err: expect.stringContaining(detail) as string,
    });
    expect(await server.tl('token', 'create', 'import', '--user', 'nobody')).toMatchObject({
      code: EXIT.refused,
      err: expect.stringContaining('no user nobody') as string,
    });
  });

  it('name their maker in the list of their user', async () => {
    const token = { ...MADE, name: 'import', last_used_at: null, library_name: 'Nora', made_by_name: 'owner' };
    server.prepare({ 'GET /api/v1/me/tokens': { body: { items: [token, { ...token, name: 'laptop', made_by_name: null }] } } });
    const lines = (await server.tl('token', 'list')).out.split('\n');
    expect(lines[0]).toMatch(/library Nora +made by owner +import$/);
    expect(lines[1]).toMatch(/library Nora +laptop$/);
  });

  it('are revoked together, with their number', async () => {
    server.prepare({ ...LISTED, [`DELETE ${TOKENS}`]: { body: { revoked: 2 } } });
    expect(await server.tl('user', 'revoke-tokens', 'Nora')).toMatchObject({
      code: EXIT.done,
      err: 'Revoked tokens of Nora: 2\n',
    });
    expect((await server.tl('user', 'revoke-tokens', 'Nora', '--json')).out).toBe('{\n  "revoked": 2\n}\n');
    expect(server.changes.map(({ line }) => line)).toEqual([`DELETE ${TOKENS}`, `DELETE ${TOKENS}`]);
    expect((await server.tl('user', 'revoke-tokens', 'nobody')).code).toBe(EXIT.refused);
  });
});
