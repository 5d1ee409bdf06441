import type { AddressedEmbed, PublishedItem } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { RECORDING_ID } from '#testing/a-recording.js';
import { StubServer, problem } from '#testing/stub-server.js';

const AT = '2026-02-05T10:00:00.000Z';
const SITE = 'https://school.example';
const address = 'https://recordings.example/embed/Zr8pQw3LkXn6VbTs1HyCjMfUgDeAo5Ri9Gx2JkEtW7B';
const { url, html, ...listed }: AddressedEmbed = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3HB',
  url: address,
  html: `<iframe src="${address}" title="Algebra II"></iframe>`,
  state: 'open',
  title: 'Algebra II',
  origins: [SITE, 'https://blog.example'],
  tag: 'algebra',
  media: 'video',
  ask_first: true,
  made_by: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  made_by_name: 'owner',
  created_at: AT,
  renewed_at: null,
  expires_at: null,
  fetches: 41,
  last_fetched_at: AT,
  revoked_at: null,
  revoked_by: null,
  revoked_by_name: null,
};
const item: PublishedItem = {
  ...{ item_id: RECORDING_ID, title: 'Lecture 8', state: 'waiting', created_at: AT, duration_seconds: 60 },
  ...{ decided_at: null, decided_by_name: null },
};
const EMBEDS = '/api/v1/embeds';
const EMBED = `${EMBEDS}/${listed.id}`;

describe('tl embed', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('prints the HTML alone on stdout, and how to end the embed', async () => {
    server.prepare({ [`POST ${EMBEDS}`]: { status: 201, body: { ...listed, url, html } } });
    const { code, out, err } = await server.tl('embed', 'create', 'Algebra II', '--on', SITE, '--tag', 'algebra');
    expect([code, out]).toEqual([EXIT.done, `${html}\n`]);
    expect(err).toContain(`\`tl embed revoke ${listed.id}\` ends the embed`);
    await server.tl(
      ...['embed', 'create', 'Algebra II', '--on', SITE, '--on', 'https://blog.example'],
      ...['--audio', '--no-ask', '--expires', '7d'],
    );
    expect(server.changes.map(({ body }) => body)).toEqual([
      { title: 'Algebra II', origins: [SITE], tag: 'algebra', media: 'video', ask_first: true },
      {
        title: 'Algebra II',
        origins: [SITE, 'https://blog.example'],
        media: 'audio',
        ask_first: false,
        expires_in_hours: 168,
      },
    ]);
    expect((await server.tl('embed', 'create', 'Algebra II')).code).toBe(EXIT.usage);
    server.prepare({ [`POST ${EMBED}/renew`]: { body: { ...listed, url, html } } });
    expect((await server.tl('embed', 'renew', listed.id)).out).toBe(`${html}\n`);
  });

  it('lists embeds with their sites, and the recordings that wait', async () => {
    server.prepare({
      [`GET ${EMBEDS}`]: { body: { items: [listed] } },
      [`GET ${EMBED}/items?state=waiting`]: { body: { items: [item] } },
    });
    const { out } = await server.tl('embed', 'list');
    const line = `^${listed.id} +open +Algebra II +algebra +${SITE} https://blog.example +asks first +never +41$`;
    expect(out).toMatch(new RegExp(line, 'm'));
    expect((await server.tl('embed', 'items', listed.id)).out).toMatch(new RegExp(`^${RECORDING_ID} +${AT} +Lecture 8$`, 'm'));
    server.prepare({ [`GET ${EMBEDS}`]: { body: { items: [] } } });
    expect((await server.tl('embed', 'list')).err).toContain('no embeds yet');
  });

  it('changes the sites, decides about recordings, and revokes the embed', async () => {
    server.prepare({
      [`PATCH ${EMBED}`]: { body: listed },
      [`POST ${EMBED}/items`]: { status: 204 },
      [`DELETE ${EMBED}`]: { status: 204 },
    });
    expect((await server.tl('embed', 'sites', listed.id, SITE, 'https://blog.example')).err).toContain('may show the embed');
    expect((await server.tl('embed', 'approve', listed.id, RECORDING_ID)).err).toContain('The embed lists 1 recording');
    expect((await server.tl('embed', 'leave-out', listed.id, RECORDING_ID)).err).toContain('The embed leaves out 1 recording');
    expect((await server.tl('embed', 'revoke', listed.id)).err).toContain('no longer opens anything');
    expect(server.changes.map(({ body }) => body)).toEqual([
      { origins: [SITE, 'https://blog.example'] },
      { item_ids: [RECORDING_ID], decision: 'approve' },
      { item_ids: [RECORDING_ID], decision: 'leave_out' },
      undefined,
    ]);
    server.prepare({ [`POST ${EMBED}/renew`]: problem(409, 'embed-ended', 'The embed has ended.') });
    expect((await server.tl('embed', 'renew', listed.id)).code).toBe(EXIT.refused);
  });
});
