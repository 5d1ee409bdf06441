import type { AddressedPodcastFeed, PublishedItem } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { RECORDING_ID } from '#testing/a-recording.js';
import { StubServer, problem } from '#testing/stub-server.js';

const AT = '2026-02-05T10:00:00.000Z';
const { url, ...listed }: AddressedPodcastFeed = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3H9',
  url: 'https://recordings.example/api/v1/feeds/mK4tYc9QwXe2RbNs7HvLjPzUgDaFo1Ti6Bx8CkEyW3M/feed.xml',
  state: 'open',
  title: 'Algebra II',
  description: '',
  language: 'auto',
  tag: 'algebra',
  media: 'audio',
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
const FEEDS = '/api/v1/podcast-feeds';
const FEED = `${FEEDS}/${listed.id}`;

describe('tl feed', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('prints the address alone on stdout, and how to end the feed', async () => {
    server.prepare({ [`POST ${FEEDS}`]: { status: 201, body: { ...listed, url } } });
    const { code, out, err } = await server.tl('feed', 'create', 'Algebra II', '--tag', 'algebra');
    expect([code, out]).toEqual([EXIT.done, `${url}\n`]);
    expect(err).toContain(`\`tl feed revoke ${listed.id}\` ends the feed`);
    await server.tl('feed', 'create', 'Algebra II', '--video', '--no-ask', '--expires', '7d', '--language', 'en', '--json');
    expect(server.changes.map(({ body }) => body)).toEqual([
      { title: 'Algebra II', tag: 'algebra', media: 'audio', ask_first: true },
      { title: 'Algebra II', language: 'en', media: 'video', ask_first: false, expires_in_hours: 168 },
    ]);
    server.prepare({ [`POST ${FEED}/renew`]: { body: { ...listed, url } } });
    expect((await server.tl('feed', 'renew', listed.id)).out).toBe(`${url}\n`);
  });

  it('lists feeds, and the recordings that wait', async () => {
    server.prepare({
      [`GET ${FEEDS}`]: { body: { items: [listed] } },
      [`GET ${FEED}/items?state=waiting`]: { body: { items: [item] } },
      [`GET ${FEED}/items?state=left_out`]: { body: { items: [] } },
    });
    const { out } = await server.tl('feed', 'list');
    expect(out).toMatch(new RegExp(`^${listed.id} +open +Algebra II +algebra +audio +asks first +never +41$`, 'm'));
    expect((await server.tl('feed', 'items', listed.id)).out).toMatch(new RegExp(`^${RECORDING_ID} +${AT} +Lecture 8$`, 'm'));
    expect((await server.tl('feed', 'items', listed.id, '--state', 'left_out')).err).toContain('no recordings');
    expect(JSON.parse((await server.tl('feed', 'list', '--json')).out)).toEqual([listed]);
    server.prepare({ [`GET ${FEEDS}`]: { body: { items: [] } } });
    expect((await server.tl('feed', 'list')).err).toContain('no podcast feeds yet');
  });

  it('approves recordings, leaves them out, and revokes the feed', async () => {
    server.prepare({ [`POST ${FEED}/items`]: { status: 204 }, [`DELETE ${FEED}`]: { status: 204 } });
    expect((await server.tl('feed', 'approve', listed.id, RECORDING_ID, 'another')).err).toContain('lists 2 recordings');
    expect((await server.tl('feed', 'leave-out', listed.id, RECORDING_ID)).err).toContain('leaves out 1 recording');
    expect((await server.tl('feed', 'revoke', listed.id)).err).toContain('no longer opens anything');
    expect(server.changes.map(({ body }) => body)).toEqual([
      { item_ids: [RECORDING_ID, 'another'], decision: 'approve' },
      { item_ids: [RECORDING_ID], decision: 'leave_out' },
      undefined,
    ]);
    server.prepare({ [`POST ${FEED}/renew`]: problem(409, 'feed-ended', 'The podcast feed has ended.') });
    expect((await server.tl('feed', 'renew', listed.id)).code).toBe(EXIT.refused);
  });
});
