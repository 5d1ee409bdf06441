import type { CreatedShareLink } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { RECORDING_ID as ID } from '#testing/a-recording.js';
import { StubServer, problem } from '#testing/stub-server.js';

const AT = '2026-02-05T10:00:00.000Z';
const { url, ...listed }: CreatedShareLink = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3H8',
  url: 'https://recordings.example/s#pQ3vXn8LzYb1KwRt5mUeHgCjFdSa7oTi2xVc4yNk9Zs',
  item_id: ID,
  kind: 'recording',
  state: 'open',
  has_password: true,
  download: false,
  made_by: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  made_by_name: 'owner',
  created_at: AT,
  expires_at: '2026-03-07T10:00:00.000Z',
  opens: 41,
  last_opened_at: AT,
  revoked_at: null,
  revoked_by: null,
  revoked_by_name: null,
};
const PATH = `/api/v1/recordings/${ID}/share-links`;

describe('tl share', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('prints the link alone on stdout, and how to end it', async () => {
    server.prepare({ [`POST ${PATH}`]: { status: 201, body: { ...listed, url } } });
    const { code, out, err } = await server.tl('share', ID);
    expect([code, out]).toEqual([EXIT.done, `${url}\n`]);
    expect(err).toContain(`until 2026-03-07T10:00:00.000Z. \`tl share revoke ${listed.id}\` ends it`);
    expect(server.changes).toMatchObject([{ line: `POST ${PATH}`, body: { download: true } }]);
    const { out: json } = await server.tl('share', ID, '--expires', '7d', '--no-download', '--json');
    expect(JSON.parse(json)).toEqual({ ...listed, url });
    expect(server.changes[1]?.body).toEqual({ expires_in_hours: 168, download: false });
  });

  it('shares a document', async () => {
    const path = `POST /api/v1/documents/${ID}/share-links`;
    server.prepare({ [path]: { status: 201, body: { ...listed, url } } });
    expect((await server.tl('documents', 'share', ID)).code).toBe(EXIT.done);
    expect(server.changes.map(({ line }) => line)).toEqual([path]);
  });

  it.each(['30m', '90m', '367d', 'soon'])('refuses the validity %s before any request', async (expires) => {
    server.prepare({});
    expect((await server.tl('share', ID, '--expires', expires)).code).toBe(EXIT.usage);
    expect(server.changes).toEqual([]);
  });

  it('lists the links of the library or of an item, without their codes', async () => {
    server.prepare({ [`GET ${PATH}`]: { body: { items: [listed] } }, 'GET /api/v1/share-links': { body: { items: [] } } });
    const { out } = await server.tl('share', 'list', ID);
    expect(out).toMatch(new RegExp(`^${listed.id} +open +${ID} +2026-03-07T10:00:00.000Z +yes +no +41 +owner *$`, 'm'));
    expect(JSON.parse((await server.tl('share', 'list', ID, '--json')).out)).toEqual([listed]);
    expect(JSON.parse((await server.tl('share', 'list', '--json')).out)).toEqual([]);
  });

  it('says why links open nothing, also those that have not ended', async () => {
    const hidden = { ...listed, id: '01J8Z3V5W6X7Y8Z9A0B1C2D3H9', state: 'in_trash' };
    const moved = { ...listed, id: '01J8Z3V5W6X7Y8Z9A0B1C2D3HA', state: 'moved' };
    server.prepare({ 'GET /api/v1/share-links': { body: { items: [listed, hidden, moved] } } });
    const { out, err } = await server.tl('share', 'list');
    expect(out).toMatch(new RegExp(`^${hidden.id} +in_trash `, 'm'));
    expect(err).toContain('in_trash: the link opens nothing: the item is in the trash; the link works again after a restore');
    expect(err).toContain(
      'moved: the link opens nothing: the item is in another library; the link works again if the item comes back',
    );
    expect(err).not.toContain('open: ');
  });

  it('revokes a link, and says why one cannot be revoked', async () => {
    const path = `DELETE /api/v1/share-links/${listed.id}`;
    server.prepare({ [path]: { status: 204 } });
    const { code, err } = await server.tl('share', 'revoke', listed.id);
    expect([code, server.changes.map(({ line }) => line)]).toEqual([EXIT.done, [path]]);
    expect(err).toContain('no longer opens anything');
    server.prepare({ [path]: problem(404, 'not-found', 'There is no such link.') });
    expect((await server.tl('share', 'revoke', listed.id)).code).toBe(EXIT.refused);
  });
});
