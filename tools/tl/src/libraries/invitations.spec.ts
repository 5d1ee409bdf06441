import type { CreatedInvitation, Library } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const AT = '2026-02-05T10:00:00.000Z';
const institute: Library = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3F6',
  name: 'Institute',
  personal: false,
  role: 'owner',
  members: 1,
  current: false,
  created_at: AT,
  version: '1',
};
const PATH = `/api/v1/libraries/${institute.id}/invitations`;
const { url, ...listed }: CreatedInvitation = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3G7',
  url: 'https://recordings.example/invitations#m1Zt2wqXo5yVn0s8kqv7cXb3uYw4rTfEhJdKlPaQzGs',
  role: 'viewer',
  note: 'Nora, biology',
  state: 'open',
  made_by: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  made_by_name: 'owner',
  created_at: AT,
  expires_at: '2026-02-12T10:00:00.000Z',
  used_at: null,
  used_by: null,
  used_by_name: null,
  revoked_at: null,
};
const LIBRARIES = { 'GET /api/v1/libraries': { body: { items: [institute] } } };

describe('tl library', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('invites with a link on stdout alone, by default a viewer for a week', async () => {
    server.prepare({ ...LIBRARIES, [`POST ${PATH}`]: { status: 201, body: { ...listed, url } } });
    const { code, out, err } = await server.tl('library', 'invite', 'Institute');
    expect([code, out]).toEqual([EXIT.done, `${url}\n`]);
    expect(err).toContain('a viewer of Institute, until 2026-02-12T10:00:00.000Z');
    expect(server.changes).toMatchObject([{ line: `POST ${PATH}`, body: { role: 'viewer' } }]);
    const options = ['--role', 'owner', '--note', 'Nora, biology', '--expires', '2d', '--json'];
    expect(JSON.parse((await server.tl('library', 'invite', 'Institute', ...options)).out)).toEqual({ ...listed, url });
    expect(server.changes[1]?.body).toEqual({ role: 'owner', note: 'Nora, biology', expires_in_hours: 48 });
  });

  it.each(['30m', '90m', '31d', 'soon'])('refuses the validity %s before any request', async (expires) => {
    server.prepare(LIBRARIES);
    expect((await server.tl('library', 'invite', 'Institute', '--expires', expires)).code).toBe(EXIT.usage);
    expect(server.changes).toEqual([]);
  });

  it('lists invitations without their links', async () => {
    server.prepare({ ...LIBRARIES, [`GET ${PATH}`]: { body: { items: [listed] } } });
    const { out } = await server.tl('library', 'invitations', 'Institute');
    expect(out).toMatch(/^01J8Z3V5W6X7Y8Z9A0B1C2D3G7 +open +viewer +2026-02-12T10:00:00.000Z +owner +Nora, biology$/m);
    expect(JSON.parse((await server.tl('library', 'invitations', 'Institute', '--json')).out)).toEqual([listed]);
  });

  it('revokes an invitation, and says why one cannot be revoked', async () => {
    const path = `DELETE ${PATH}/${listed.id}`;
    server.prepare({ ...LIBRARIES, [path]: { status: 204 } });
    const { code, err } = await server.tl('library', 'uninvite', 'Institute', listed.id);
    expect([code, server.changes.map(({ line }) => line)]).toEqual([EXIT.done, [path]]);
    expect(err).toContain('no longer works');
    server.prepare({ ...LIBRARIES, [path]: problem(409, 'invitation-used', 'The person is a member.') });
    const used = await server.tl('library', 'uninvite', 'Institute', listed.id);
    expect(used).toMatchObject({ code: EXIT.refused, err: expect.stringContaining('The person is a member') as string });
  });
});
