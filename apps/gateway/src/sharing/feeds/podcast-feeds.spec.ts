import { newId } from '@throughline/contracts';
import { XMLParser } from 'fast-xml-parser';
import { ulid } from 'ulid';
import { DOCUMENTS, RECORDINGS, type ItemServices } from '../../items/index.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { createReady, createTrimmed } from '../../testing/ready-recording.js';
import { ErasedShares } from '../erased-shares.js';

const HOUR_MS = 3_600_000;

interface Answer {
  readonly id: string;
  readonly url: string;
  readonly code: string;
  readonly state: string;
  readonly items: readonly (Answer & { readonly item_id: string; readonly title: string })[];
}

interface Episode {
  readonly title: string;
  readonly guid: { readonly '#text': string };
  readonly enclosure: Readonly<Record<'@url' | '@length' | '@type', string>>;
  readonly 'podcast:transcript': readonly Readonly<Record<'@url' | '@type', string>>[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  isArray: (name) => ['item', 'podcast:transcript'].includes(name),
});
const episodesOf = (text: string): readonly Episode[] =>
  (parser.parse(text) as { rss: { channel: { item?: readonly Episode[] } } }).rss.channel.item ?? [];
const pathOf = (url: string): string => new URL(url).pathname;

describe('a podcast feed', () => {
  const at = { now: 0 };
  let gateway: MemoryGateway;
  let item: string;
  const defaults = () => ({ ports: { now: () => new Date(at.now) } });
  const renew = renewMemoryGateway(defaults);
  const openGateway = async (options?: Parameters<typeof openMemoryGateway>[0]): Promise<void> => {
    at.now = Date.now();
    gateway = await (options === undefined ? renew() : openMemoryGateway({ ...defaults(), ...options }));
    item = await createReady(gateway, 'Determinants', { tags: ['Algebra'] });
  };
  beforeEach(() => openGateway());
  afterEach(() => gateway.close());

  const call = async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    { payload, token = gateway.token }: { payload?: object; token?: string } = {},
  ) => {
    const headers = { authorization: `Bearer ${token}`, 'if-match': '*' };
    const url = `/api/v1/${path}`;
    const response = await gateway.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: response.statusCode, body: (response.body === '' ? {} : response.json()) as Answer };
  };
  const make = async (payload: object = {}): Promise<Answer> => {
    const { status, body } = await call('POST', 'podcast-feeds', { payload: { title: 'Lectures', ...payload } });
    expect([status, body]).toEqual([201, expect.anything()]);
    return body;
  };
  const fetchOf = (url: string, headers: Readonly<Record<string, string>> = {}) =>
    gateway.app.inject({ url: pathOf(url), headers });
  const titlesIn = async ({ url }: Answer): Promise<readonly string[]> => {
    const answer = await fetchOf(url);
    expect(answer.statusCode).toBe(200);
    return episodesOf(answer.body).map(({ title }) => title);
  };
  const itemsIn = async ({ id }: Answer, state: string): Promise<readonly string[]> =>
    (await call('GET', `podcast-feeds/${id}/items?state=${state}`)).body.items.map(({ title }) => title);
  const decide = (feed: Answer, decision: string, ...ids: readonly string[]) =>
    call('POST', `podcast-feeds/${feed.id}/items`, { payload: { item_ids: ids, decision } });

  it('has an address that is shown once, and titles, media and texts for apps without an account', async () => {
    const feed = await make({ description: 'Of this term.', language: 'de', media: 'audio' });
    expect(feed).toMatchObject({
      state: 'open',
      ask_first: true,
      tag: null,
      expires_at: null,
      made_by: gateway.owner,
      fetches: 0,
    });
    expect(feed.url).toMatch(/^http:\/\/localhost:80\/api\/v1\/feeds\/[\w-]{43}\/feed\.xml$/);
    const code = pathOf(feed.url).split('/')[4] ?? '';
    expect(JSON.stringify((await call('GET', 'podcast-feeds')).body)).not.toContain(code);
    const answer = await fetchOf(feed.url);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/rss+xml; charset=utf-8',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, no-cache',
    });
    const [episode] = episodesOf(answer.body);
    expect(episode).toMatchObject({ title: 'Determinants', enclosure: { '@type': 'audio/mpeg', '@length': '25' } });
    expect(episode?.['podcast:transcript'].map((one) => one['@url'].split('/').at(-1))).toEqual(['captions.vtt', 'captions.srt']);
    for (const hidden of [gateway.owner, item, 'audio.mp3', 'library']) expect(answer.body).not.toContain(hidden);
    expect((await call('GET', `podcast-feeds/${feed.id}`)).body).toMatchObject({ fetches: 1 });
  });

  it('answers 304 to the ETag that an app has, until the feed changes', async () => {
    const feed = await make();
    const { headers } = await fetchOf(feed.url);
    const asked = { 'if-none-match': String(headers.etag) };
    const again = await fetchOf(feed.url, asked);
    expect([again.statusCode, again.body]).toEqual([304, '']);
    await call('PATCH', `podcast-feeds/${feed.id}`, { payload: { title: 'Lectures II' } });
    expect((await fetchOf(feed.url, asked)).statusCode).toBe(200);
  });

  it('sends ranges of its files, and no other file', async () => {
    const feed = await make();
    const [episode] = episodesOf((await fetchOf(feed.url)).body);
    const media = episode?.enclosure['@url'] ?? '';
    const range = await fetchOf(media, { range: 'bytes=4-8' });
    expect([range.statusCode, range.body, range.headers['x-robots-tag']]).toEqual([206, 'sound', 'noindex, nofollow']);
    expect((await fetchOf(media.replace('media.mp3', 'captions.vtt'))).body).toBe('as it was heard');
    for (const name of ['transcript.json', 'audio.mp3', 'media.mp4'])
      expect((await fetchOf(media.replace('media.mp3', name))).statusCode).toBe(404);
    const other = await make({ tag: 'another' });
    const code = pathOf(other.url).split('/')[4] ?? '';
    expect((await fetchOf(media.replace(/feeds\/[^/]+/, `feeds/${code}`))).statusCode).toBe(404);
  });

  it('asks before later recordings join, unless told otherwise', async () => {
    const [asking, joining] = [await make(), await make({ ask_first: false })];
    const second = await createReady(gateway, 'Eigenvalues');
    const unfinished = await createTrimmed(gateway, 'Not ready');
    expect(await titlesIn(joining)).toEqual(['Eigenvalues', 'Determinants']);
    expect(await titlesIn(asking)).toEqual(['Determinants']);
    expect(await itemsIn(asking, 'waiting')).toEqual(['Eigenvalues']);
    expect(await itemsIn(joining, 'waiting')).toEqual([]);
    expect((await decide(asking, 'approve', second)).status).toBe(204);
    const before = episodesOf((await fetchOf(asking.url)).body);
    expect(before.map(({ title }) => title)).toEqual(['Eigenvalues', 'Determinants']);
    expect((await decide(asking, 'leave_out', item)).status).toBe(204);
    expect([await titlesIn(asking), await itemsIn(asking, 'left_out')]).toEqual([['Eigenvalues'], ['Determinants']]);
    expect((await fetchOf(before[1]?.enclosure['@url'] ?? '')).statusCode).toBe(404);
    await decide(asking, 'approve', item);
    expect(episodesOf((await fetchOf(asking.url)).body)).toEqual(before);
    const refused = await decide(asking, 'approve', second, newId());
    expect(refused.body).toMatchObject({ status: 400, errors: [{ pointer: '/item_ids/1' }] });
    const message = 'is not ready: approve it when its run has finished';
    const early = await decide(asking, 'approve', unfinished);
    expect(early.body).toMatchObject({ status: 400, errors: [{ pointer: '/item_ids/0', message }] });
    expect((await decide(asking, 'leave_out', unfinished)).status).toBe(204);
  });

  it('lists the recordings with its tag, as long as they have it', async () => {
    await createReady(gateway, 'Painting', { tags: ['Art'] });
    const feed = await make({ tag: ' algebra ', ask_first: false });
    expect(feed).toMatchObject({ tag: 'algebra' });
    expect(await titlesIn(feed)).toEqual(['Determinants']);
    await call('PATCH', `recordings/${item}`, { payload: { tags: ['Analysis'] } });
    await waitUntilProjected(gateway, item);
    expect(await titlesIn(feed)).toEqual([]);
  });

  it('gives one answer to addresses that are wrong, ended, revoked or renewed, in the next request', async () => {
    const [expiring, revoked, renewed] = [await make({ expires_in_hours: 1 }), await make(), await make()];
    const [episode] = episodesOf((await fetchOf(revoked.url)).body);
    expect((await call('DELETE', `podcast-feeds/${revoked.id}`)).status).toBe(204);
    expect((await call('DELETE', `podcast-feeds/${revoked.id}`)).status).toBe(204);
    const fresh = await call('POST', `podcast-feeds/${renewed.id}/renew`);
    expect(await titlesIn(fresh.body)).toEqual(['Determinants']);
    at.now += HOUR_MS + 1;
    const wrong = renewed.url.replace(/feeds\/[^/]+/, `feeds/${'x'.repeat(43)}`);
    const media = episode?.enclosure['@url'] ?? '';
    const urls = [wrong, expiring.url, revoked.url, renewed.url, wrong.replace('xx', ''), media];
    const answers = await Promise.all(urls.map((url) => fetchOf(url)));
    const [first, ...others] = answers.map((one) => ({ ...one.json<object>(), request_id: '', instance: '' }));
    expect(first).toMatchObject({ status: 404, code: 'feed-not-valid' });
    for (const other of others) expect(other).toEqual(first);
    for (const { headers } of answers) expect(headers['x-robots-tag']).toBe('noindex, nofollow');
    const states = (await call('GET', 'podcast-feeds')).body.items.map(({ state }) => state);
    expect(states).toEqual(['open', 'revoked', 'expired']);
    for (const path of [`podcast-feeds/${revoked.id}/renew`, `podcast-feeds/${expiring.id}/renew`])
      expect((await call('POST', path)).body).toMatchObject({ status: 409, code: 'feed-ended' });
    expect((await decide(revoked, 'approve', item)).body.code).toBe('feed-ended');
    const longer = await call('PATCH', `podcast-feeds/${expiring.id}`, { payload: { expires_in_hours: null } });
    expect(longer.body).toMatchObject({ state: 'open', expires_at: null });
    expect((await call('PATCH', `podcast-feeds/${revoked.id}`, { payload: { title: 'x' } })).body.code).toBe('feed-ended');
  });

  it('slows down strangers who guess', async () => {
    await gateway.close();
    await openGateway({ limits: { perStranger: { burst: 2, perSecond: 0.001 } } });
    const feed = await make();
    const wrong = feed.url.replace(/feeds\/[^/]+/, `feeds/${'x'.repeat(43)}`);
    const statuses = [await fetchOf(wrong), await fetchOf(wrong), await fetchOf(wrong), await fetchOf(feed.url)];
    expect(statuses.map(({ statusCode }) => statusCode)).toEqual([404, 404, 429, 200]);
  });

  it('limits the fetches of each feed, and looks for recordings that join every 30 seconds', async () => {
    await gateway.close();
    await openGateway({ limits: { perFeed: { burst: 3, perSecond: 0.001 } } });
    const [feed, other] = [await make({ ask_first: false }), await make()];
    expect(await titlesIn(feed)).toEqual(['Determinants']);
    await createReady(gateway, 'Eigenvalues');
    at.now += 29_999;
    expect(await titlesIn(feed)).toEqual(['Determinants']);
    at.now += 1;
    expect(await titlesIn(feed)).toEqual(['Eigenvalues', 'Determinants']);
    const limited = await fetchOf(feed.url);
    expect([limited.statusCode, limited.headers['retry-after']]).toEqual([429, expect.stringMatching(/^\d+$/)]);
    expect(await titlesIn(other)).toEqual(['Determinants']);
  });

  it('does not show what is in the trash, and keeps nothing of it after an erase', async () => {
    const feed = await make();
    const settle = async (method: 'POST' | 'DELETE', path: string, payload?: object): Promise<void> => {
      expect(await call(method, path, { ...(payload && { payload }) })).toMatchObject({ status: 200 });
      await waitUntilProjected(gateway, item);
    };
    await settle('DELETE', `recordings/${item}`);
    expect([await titlesIn(feed), await itemsIn(feed, 'listed')]).toEqual([[], []]);
    await settle('POST', `recordings/${item}/restore`);
    expect(await titlesIn(feed)).toEqual(['Determinants']);
    await settle('DELETE', `recordings/${item}`);
    await settle('POST', `recordings/${item}/erase`, { confirm: true });
    expect(await titlesIn(feed)).toEqual([]);
    expect(await gateway.ports.publishedSets.itemsOf(feed.id, true, 9)).toEqual([]);
  });

  it('forgets recordings that were erased in another way, with the next sweep', async () => {
    const feed = await make();
    const gone = {
      itemId: newId(),
      episodeId: ulid(),
      isListed: true,
      decidedBy: undefined,
      registeredAt: new Date().toISOString(),
    };
    await gateway.ports.publishedSets.join(feed.id, [gone]);
    const recording = gateway.app.get<ItemServices>(RECORDINGS).queries;
    const document = gateway.app.get<ItemServices>(DOCUMENTS).queries;
    expect(await new ErasedShares(gateway.ports.publishedSets, { recording, document }).sweep(new AbortController().signal)).toBe(
      1,
    );
    expect(await titlesIn(feed)).toEqual(['Determinants']);
  });
});
