import type { Library, LibraryMember } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { RECORDING_ID, aRecording } from '#testing/a-recording.js';
import { StubServer, problem } from '#testing/stub-server.js';

const PATH = '/api/v1/libraries';
const own: Library = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  name: 'owner',
  personal: true,
  role: 'owner',
  members: 1,
  current: true,
  created_at: '2026-02-05T10:00:00.000Z',
  version: '1',
};
const institute: Library = {
  ...own,
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3F6',
  name: 'Institute',
  personal: false,
  current: false,
  version: '4',
};
const nora: LibraryMember = {
  user_id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E5',
  name: 'Nora',
  role: 'operator',
  since: '2026-02-06T10:00:00.000Z',
  disabled: false,
};
const AT = `${PATH}/${institute.id}`;
const LISTED = { [`GET ${PATH}`]: { body: { items: [own, institute] } }, [`GET ${AT}/members`]: { body: { items: [nora] } } };

describe('tl library', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());
  const changes = (): readonly object[] => server.changes.map(({ line, body }) => ({ line, body }));

  it('lists libraries, and marks that of the token', async () => {
    server.prepare(LISTED);
    const { code, out } = await server.tl('library', 'list');
    expect(code).toBe(EXIT.done);
    expect(out).toMatch(/^owner +owner +1 +01J8Z3V5W6X7Y8Z9A0B1C2D3E4 +personal, used by this token$/m);
    expect(out).toMatch(/^Institute +owner +1 +01J8Z3V5W6X7Y8Z9A0B1C2D3F6 +shared$/m);
    expect(JSON.parse((await server.tl('library', 'list', '--json')).out)).toEqual([own, institute]);
  });

  it('makes a library, and shows how to get a token for it', async () => {
    server.prepare({ [`POST ${PATH}`]: { status: 201, body: institute } });
    const { code, err } = await server.tl('library', 'create', 'Institute');
    expect([code, changes()]).toEqual([EXIT.done, [{ line: `POST ${PATH}`, body: { name: 'Institute' } }]]);
    expect(err).toContain("tl token create NAME --library 'Institute'");
  });

  it('renames the version that it has read', async () => {
    server.prepare({ ...LISTED, [`PATCH ${AT}`]: { body: { ...institute, name: 'Faculty' } } });
    expect((await server.tl('library', 'rename', 'Institute', 'Faculty')).err).toContain('Faculty');
    expect(server.changes).toMatchObject([{ body: { name: 'Faculty' }, headers: { 'if-match': '"4"' } }]);
  });

  it.each([
    [['delete', institute.id], `DELETE ${AT}`],
    [['leave', 'Institute'], `POST ${AT}/leave`],
    [['remove-member', 'Institute', 'Nora'], `DELETE ${AT}/members/${nora.user_id}`],
  ])('sends one request without a body: %j', async (line, request) => {
    server.prepare({ ...LISTED, [request]: { status: 204 } });
    expect((await server.tl('library', ...line)).code).toBe(EXIT.done);
    expect(changes()).toEqual([{ line: request, body: undefined }]);
  });

  it.each([
    [['add-member', 'Institute', 'Vera', '--role', 'operator'], `POST ${AT}/members`, { user: 'Vera', role: 'operator' }],
    [['set-role', 'Institute', 'Nora', 'viewer'], `PATCH ${AT}/members/${nora.user_id}`, { role: 'viewer' }],
    [['transfer', 'Institute', 'Nora'], `POST ${AT}/transfer`, { user_id: nora.user_id }],
  ])('finds libraries and members by their names, and lists the members: %j', async (line, request, body) => {
    server.prepare({ ...LISTED, [request]: { body: { items: [nora] } } });
    const { code, out } = await server.tl('library', ...line);
    expect([code, changes()]).toEqual([EXIT.done, [{ line: request, body }]]);
    expect(out).toMatch(/^Nora +operator +2026-02-06T10:00:00.000Z$/m);
  });

  it('changes nothing for an unknown library, an ambiguous name, and a user who is not a member', async () => {
    const other = { ...institute, id: '01J8Z3V5W6X7Y8Z9A0B1C2D3F7', name: 'owner' };
    server.prepare({ ...LISTED, [`GET ${PATH}`]: { body: { items: [own, institute, other] } } });
    expect(await server.tl('library', 'delete', 'Faculty')).toMatchObject({ code: EXIT.refused });
    const ambiguous = await server.tl('library', 'delete', 'owner');
    expect(ambiguous).toMatchObject({ code: EXIT.refused, err: expect.stringContaining(other.id) as string });
    const stranger = await server.tl('library', 'transfer', 'Institute', 'Vera');
    expect(stranger).toMatchObject({ code: EXIT.refused, err: expect.stringContaining('not a member of Institute') as string });
    expect(server.changes).toEqual([]);
  });

  it('says why a library cannot be deleted', async () => {
    server.prepare({ ...LISTED, [`DELETE ${AT}`]: problem(409, 'library-not-empty', 'The library still has items.') });
    expect(await server.tl('library', 'delete', 'Institute')).toMatchObject({
      code: EXIT.refused,
      err: expect.stringContaining('still has items') as string,
    });
  });

  it('explains that a token keeps its library, and how to get one for another', async () => {
    server.prepare({ ...LISTED, 'GET /api/v1/me': { body: { library: own, libraries: [own, institute] } } });
    const { code, err } = await server.tl('library', 'use', 'Institute');
    expect(code).toBe(EXIT.refused);
    for (const part of ['works in owner', "tl token create NAME --library 'Institute'"]) expect(err).toContain(part);
    expect((await server.tl('library', 'use', 'owner')).code).toBe(EXIT.done);
    expect(server.changes).toEqual([]);
  });

  it('gives its name to the commands for tokens and for moving items', async () => {
    const items = `/api/v1/recordings/${RECORDING_ID}`;
    server.prepare({
      ...LISTED,
      'POST /api/v1/me/tokens': { status: 201, body: { id: 'x', token: 'tl_x', scopes: ['read'], expires_at: null } },
      [`GET ${items}`]: { body: aRecording() },
      [`POST ${items}/transfer`]: { body: aRecording() },
    });
    expect((await server.tl('token', 'create', 'laptop', '--library', 'Institute')).out).toBe('tl_x\n');
    expect((await server.tl('transfer', RECORDING_ID, 'Institute')).code).toBe(EXIT.done);
    expect(server.changes).toMatchObject([{ body: { library_id: institute.id } }, { body: { library_id: institute.id } }]);
  });
});
