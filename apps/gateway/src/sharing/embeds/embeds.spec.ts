import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { Browser } from '../../testing/browser.js';
import { makePreviews } from '../../testing/make-previews.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { createReady } from '../../testing/ready-recording.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep, workThrough } from '../../testing/work-through.js';

const HOUR_MS = 3_600_000;
const SITE = 'https://school.example';

interface Recording {
  readonly id: string;
  readonly title: string;
  readonly media: { readonly url: string; readonly media_type: string };
  readonly captions: { readonly url: string } | null;
  readonly has_transcript: boolean;
}

interface Answer {
  readonly id: string;
  readonly url: string;
  readonly html: string;
  readonly code: string;
  readonly state: string;
  readonly items: readonly Record<string, unknown>[];
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

describe('an embed', () => {
  const at = { now: 0 };
  let folder: string;
  let gateway: MemoryGateway;
  let item: string;
  const defaults = () => ({ ports: { now: () => new Date(at.now) }, settings: { webDir: folder } });
  const renew = renewMemoryGateway(defaults);
  const open = async (options?: Parameters<typeof openMemoryGateway>[0]): Promise<void> => {
    at.now = Date.now();
    gateway = await (options === undefined ? renew() : openMemoryGateway({ ...defaults(), ...options }));
    item = await createReady(gateway, 'Determinants', { tags: ['Algebra'] });
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-embed-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  });
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(() => open());
  afterEach(() => gateway.close());

  const call = async (method: Method, path: string, payload?: object, token = gateway.token) => {
    const headers = { authorization: `Bearer ${token}`, 'if-match': '*' };
    const response = await gateway.app.inject({ method, url: `/api/v1/${path}`, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: (response.body === '' ? {} : response.json()) as Answer };
  };
  const make = async (payload: object = {}): Promise<Answer> => {
    const { status, body } = await call('POST', 'embeds', { title: 'Lectures', origins: [SITE], ...payload });
    expect([status, body]).toEqual([201, expect.anything()]);
    return body;
  };
  const codeOf = ({ url }: Answer): string => new URL(url).pathname.split('/').at(-1) ?? '';
  const get = (url: string, headers: Readonly<Record<string, string>> = {}) => gateway.app.inject({ url, headers });
  const pageOf = (embed: Answer) => get(new URL(embed.url).pathname, { accept: 'text/html' });
  const listOf = (embed: Answer) => get(`/api/v1/embedded/${codeOf(embed)}`);
  const recordingsIn = async (embed: Answer): Promise<readonly Recording[]> => {
    const answer = await listOf(embed);
    expect(answer.statusCode).toBe(200);
    return answer.json<{ items: readonly Recording[] }>().items;
  };
  const titlesIn = async (embed: Answer): Promise<readonly string[]> => (await recordingsIn(embed)).map(({ title }) => title);
  const ancestorsOf = ({ headers }: { headers: Readonly<Record<string, unknown>> }): string =>
    /frame-ancestors ([^;]*)/.exec(String(headers['content-security-policy']))?.[1] ?? '';

  it('has an address and HTML that are shown once, and titles, media and texts for people without an account', async () => {
    const embed = await make({ title: 'Lectures "I" & <b>' });
    expect(embed).toMatchObject({ state: 'open', ask_first: true, tag: null, media: 'video', origins: [SITE], fetches: 0 });
    expect(embed.url).toMatch(/^http:\/\/localhost:80\/embed\/[\w-]{43}$/);
    expect(embed.html).toMatch(
      /^<iframe src="http:[^"]+" title="Lectures &quot;I&quot; &amp; &lt;b&gt;" .*allow="fullscreen" referrerpolicy="no-referrer"/,
    );
    expect(JSON.stringify((await call('GET', 'embeds')).body)).not.toContain(codeOf(embed));
    const answer = await listOf(embed);
    expect(answer.headers).toMatchObject({ 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'no-store' });
    const [recording] = answer.json<{ items: readonly Recording[] }>().items as readonly [Recording];
    expect(recording).toMatchObject({ title: 'Determinants', has_transcript: true });
    expect(Object.keys(recording)).toEqual(['id', 'title', 'duration_seconds', 'media', 'captions', 'has_transcript']);
    for (const hidden of [gateway.owner, item, 'audio.mp3', 'library']) expect(answer.body).not.toContain(hidden);
    const range = await get(recording.media.url, { range: 'bytes=4-8' });
    expect([range.statusCode, range.body]).toEqual([206, 'sound']);
    expect((await get(recording.captions?.url ?? '')).body).toBe('as it was heard');
    const transcript = await get(recording.media.url.replace(/files\/.*/, 'transcript'));
    expect(Object.keys(transcript.json<object>())).toEqual(['language', 'segments', 'speakers']);
    for (const name of ['transcript.json', 'audio.mp3', 'media.txt'])
      expect((await get(recording.media.url.replace(/[^/]+$/, name))).statusCode).toBe(404);
    expect((await call('GET', `embeds/${embed.id}`)).body).toMatchObject({ fetches: 1 });
  });

  it('is the only page that may be framed, by its sites alone', async () => {
    const embed = await make({ origins: [SITE, 'http://localhost:3000/'] });
    const page = await pageOf(embed);
    expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('<title>page</title>')]);
    expect(ancestorsOf(page)).toBe(`${SITE} http://localhost:3000`);
    expect(page.headers).not.toHaveProperty('x-frame-options');
    expect(page.headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'no-store',
    });
    expect(page.headers).not.toHaveProperty('etag');
    await call('PATCH', `embeds/${embed.id}`, { origins: ['https://blog.example'] });
    expect(ancestorsOf(await pageOf(embed))).toBe('https://blog.example');
    const path = new URL(embed.url).pathname;
    for (const url of ['/', '/s', '/embed', `${path}/more`, `${path}x`, '/settings/embeds']) {
      const other = await get(url, { accept: 'text/html' });
      expect([url, ancestorsOf(other), other.headers['x-frame-options']]).toEqual([url, "'none'", 'DENY']);
    }
    const [recording] = await recordingsIn(embed);
    for (const url of [`/api/v1/embedded/${codeOf(embed)}`, recording?.media.url ?? '', '/api/v1/about', '/health/live'])
      expect([url, (await get(url)).headers['x-frame-options']]).toEqual([url, 'DENY']);
  });

  it('gives a file that replaces another one another address', async () => {
    const { id } = await upload(gateway, { fields: { title: 'A film', run: 'true', allow_duplicate: 'true' } });
    await workThrough(gateway, id, ['TRIM']);
    await startStep(gateway, id, 'TRIM');
    const key = `${id}/cut/video.mp4`;
    const stored = await gateway.artifacts.put(key, Buffer.from('cut'));
    await completeStep(gateway, id, 'TRIM', [{ role: 'video', name: 'video.mp4', mediaType: 'video/mp4', key, ...stored }]);
    await workThrough(gateway, id);
    await waitUntilProjected(gateway, id);
    const embed = await make();
    const readUrl = async (): Promise<URL> =>
      new URL((await recordingsIn(embed)).find(({ title }) => title === 'A film')?.media.url ?? '', 'http://gateway');
    const before = await readUrl();
    expect(await readUrl()).toEqual(before);
    await makePreviews(gateway, id, 'ready');
    const after = await readUrl();
    expect([after.pathname, after.search]).toEqual([before.pathname, expect.not.stringMatching(before.search.slice(1))]);
    expect((await get(after.pathname + after.search)).body).toBe('a version for browsers');
  });

  it('refuses sites that are none, and an embed without a site', async () => {
    const refused = await call('POST', 'embeds', { title: 'x', origins: ['https://*.example', 'https://a.example/b'] });
    expect(refused.body).toMatchObject({ status: 400, errors: [{ pointer: '/origins/0' }, { pointer: '/origins/1' }] });
    for (const payload of [{ title: 'x' }, { title: 'x', origins: [] }, { title: 'x', origins: 'https://a.example' }])
      expect((await call('POST', 'embeds', payload)).status).toBe(400);
    const embed = await make();
    for (const origins of [[], ['*']]) expect((await call('PATCH', `embeds/${embed.id}`, { origins })).status).toBe(400);
  });

  it('asks before later recordings join, unless told otherwise', async () => {
    const [asking, joining] = [await make({ tag: 'algebra' }), await make({ ask_first: false })];
    const second = await createReady(gateway, 'Eigenvalues', { tags: ['Algebra'] });
    expect([await titlesIn(asking), await titlesIn(joining)]).toEqual([['Determinants'], ['Eigenvalues', 'Determinants']]);
    const waiting = (await call('GET', `embeds/${asking.id}/items`)).body.items;
    expect(waiting).toMatchObject([{ item_id: second, state: 'waiting' }]);
    const [before] = await recordingsIn(asking);
    const decide = (id: string, decision: string) => call('POST', `embeds/${asking.id}/items`, { item_ids: [id], decision });
    expect((await decide(second, 'approve')).status).toBe(204);
    expect((await decide(item, 'leave_out')).status).toBe(204);
    expect(await titlesIn(asking)).toEqual(['Eigenvalues']);
    const url = before?.media.url ?? '';
    for (const gone of [url, url.replace(/files\/.*/, 'transcript')]) expect((await get(gone)).statusCode).toBe(404);
  });

  it('gives one answer to addresses that are wrong, ended, revoked, renewed or of a feed, in the next request', async () => {
    const [expiring, revoked, renewed] = [await make({ expires_in_hours: 1 }), await make(), await make()];
    const feed = (await call('POST', 'podcast-feeds', { title: 'Feed' })).body;
    const [recording] = await recordingsIn(revoked);
    const media = recording?.media.url ?? '';
    expect((await call('DELETE', `embeds/${revoked.id}`)).status).toBe(204);
    const fresh = (await call('POST', `embeds/${renewed.id}/renew`)).body;
    expect(await titlesIn(fresh)).toEqual(['Determinants']);
    at.now += HOUR_MS + 1;
    const codes = [
      ...['x'.repeat(43), 'short', codeOf(expiring), codeOf(revoked), codeOf(renewed)],
      feed.url.split('/').at(-2) ?? '',
    ];
    const lists = await Promise.all(codes.map((code) => get(`/api/v1/embedded/${code}`)));
    const answers = [...lists, await get(media), await get(media.replace(/files\/.*/, 'transcript'))];
    for (const answer of answers) {
      expect({ ...answer.json<object>(), request_id: '', instance: '' }).toEqual({
        ...answers[0]?.json<object>(),
        ...{ request_id: '', instance: '', status: 404, code: 'embed-not-valid' },
      });
    }
    const pages = await Promise.all(codes.map((code) => get(`/embed/${code}`, { accept: 'text/html' })));
    const shown = pages.map(({ statusCode, headers: { 'x-request-id': _id, date: _date, ...headers }, body }) => {
      return { statusCode, headers, body };
    });
    for (const page of shown) expect(page).toEqual(shown[0]);
    expect([shown[0]?.statusCode, ancestorsOf(shown[0] as { headers: object } as never)]).toEqual([404, "'none'"]);
    expect(shown[0]?.headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-robots-tag': 'noindex, nofollow' });
    expect((await get(new URL(feed.url).pathname.replace(/feeds\/[^/]+/, `feeds/${codeOf(fresh)}`))).statusCode).toBe(404);
    expect((await call('POST', `embeds/${revoked.id}/renew`)).body).toMatchObject({ status: 409, code: 'embed-ended' });
  });

  it('slows down strangers who guess, on the page too, and limits the fetches of each embed', async () => {
    await gateway.close();
    const slow = { perSecond: 0.001 };
    await open({ limits: { perStranger: { burst: 2, ...slow }, perEmbed: { burst: 1, ...slow } } });
    const embed = await make();
    const wrong = ['/embed/wrong', '/api/v1/embedded/wrong', '/embed/wrong'];
    const statuses: number[] = [];
    for (const url of wrong) statuses.push((await get(url)).statusCode);
    expect(statuses).toEqual([404, 404, 429]);
    expect([(await pageOf(embed)).statusCode, (await listOf(embed)).statusCode]).toEqual([200, 200]);
    expect((await listOf(embed)).statusCode).toBe(429);
  });

  it('lets one visitor use up neither the fetches nor the transcripts of the others', async () => {
    await gateway.close();
    const slow = { perSecond: 0.001 };
    await open({ limits: { perVisitor: { burst: 2, ...slow }, perEmbed: { burst: 4, ...slow } } });
    const embed = await make();
    const list = `/api/v1/embedded/${codeOf(embed)}`;
    const [recording] = await recordingsIn(embed);
    const transcript = recording?.media.url.replace(/files\/.*/, 'transcript') ?? '';
    const statusesOf = async (url: string, addresses: readonly string[]): Promise<readonly number[]> => {
      const statuses: number[] = [];
      for (const remoteAddress of addresses) statuses.push((await gateway.app.inject({ url, remoteAddress })).statusCode);
      return statuses;
    };
    const [greedy, ...others] = ['127.0.0.1', '192.0.2.1', '192.0.2.2', '192.0.2.3'];
    expect(await statusesOf(list, [greedy, greedy, greedy, ...others])).toEqual([200, 429, 429, 200, 200, 429]);
    expect(await statusesOf(transcript, [greedy, greedy, greedy, ...others])).toEqual([200, 200, 429, 200, 200, 429]);
  });

  it('ends with the right of its maker, and is of its library', async () => {
    const id = ulid();
    await gateway.ports.users.add({ id, name: 'Nora', role: 'operator', joins: { libraryId: gateway.owner, role: 'operator' } });
    const browser = await Browser.signedIn(gateway, 'Nora');
    await browser.send('/api/v1/me', { method: 'PATCH', body: { library_id: gateway.owner } });
    const made = await browser.send('/api/v1/embeds', { method: 'POST', body: { title: 'By Nora', origins: [SITE] } });
    const embed = made.json<Answer>();
    expect((await pageOf(embed)).statusCode).toBe(200);
    expect((await call('DELETE', `libraries/${gateway.owner}/members/${id}`)).status).toBe(204);
    expect([(await pageOf(embed)).statusCode, (await listOf(embed)).statusCode]).toEqual([404, 404]);
    expect((await call('GET', `embeds/${embed.id}`)).body).toMatchObject({ state: 'suspended', made_by_name: 'Nora' });
    const feed = (await call('POST', 'podcast-feeds', { title: 'Feed' })).body;
    const stranger = await gateway.tokenFor(['write']);
    const requests: readonly [Method, string, object?][] = [
      ['GET', ''],
      ['GET', '/items'],
      ['PATCH', '', { title: 'Mine' }],
      ['POST', '/renew'],
      ['POST', '/items', { item_ids: [item], decision: 'leave_out' }],
      ['DELETE', ''],
    ];
    for (const [method, path, payload] of requests) {
      expect((await call(method, `embeds/${embed.id}${path}`, payload, stranger)).status).toBe(404);
      // A feed is no embed.
      expect((await call(method, `embeds/${feed.id}${path}`, payload)).status).toBe(404);
    }
  });

  it('shows nothing of what is in the trash, in another library or erased', async () => {
    const embed = await make();
    const settle = async (method: Method, path: string, payload?: object): Promise<void> => {
      expect(await call(method, path, payload)).toMatchObject({ status: 200 });
      await waitUntilProjected(gateway, item);
    };
    await settle('DELETE', `recordings/${item}`);
    expect(await titlesIn(embed)).toEqual([]);
    await settle('POST', `recordings/${item}/erase`, { confirm: true });
    expect(await gateway.ports.publishedSets.itemsOf(embed.id, true, 9)).toEqual([]);
    const moving = await createReady(gateway, 'Moving');
    const second = await make();
    expect(await titlesIn(second)).toEqual(['Moving']);
    const library = (await call('POST', 'libraries', { name: 'Institute' })).body;
    await call('POST', `recordings/${moving}/transfer`, { library_id: library.id });
    await waitUntilProjected(gateway, moving);
    expect(await titlesIn(second)).toEqual([]);
  });

  it('is in the administration log with its sites, without texts and code', async () => {
    const embed = await make({ title: 'Secret lectures' });
    await call('PATCH', `embeds/${embed.id}`, { title: 'Other lectures', origins: ['https://blog.example'] });
    await call('POST', `embeds/${embed.id}/items`, { item_ids: [item], decision: 'leave_out' });
    await call('POST', `embeds/${embed.id}/items`, { item_ids: [item], decision: 'approve' });
    const renewed = (await call('POST', `embeds/${embed.id}/renew`)).body;
    await call('DELETE', `embeds/${embed.id}`);
    const { items } = (await call('GET', `libraries/${gateway.owner}/log`)).body;
    const kinds = items.map(({ kind }) => String(kind)).filter((kind) => kind.startsWith('embed.'));
    expect(kinds.reverse().map((kind) => kind.split('.')[1])).toEqual([
      ...['created', 'changed', 'items_left_out', 'items_approved', 'address_renewed', 'revoked'],
    ]);
    const changesOf = (change: string) => items.find(({ kind }) => kind === `embed.${change}`)?.['changes'];
    expect(changesOf('created')).toEqual([{ field: 'origins_added', from: null, to: SITE, hidden: false }]);
    expect(changesOf('changed')).toMatchObject([
      { field: 'title', hidden: true },
      { field: 'origins_added', from: null, to: 'https://blog.example' },
      { field: 'origins_removed', from: null, to: SITE },
    ]);
    for (const hidden of ['Secret', 'Other lectures', codeOf(embed), codeOf(renewed)])
      expect(JSON.stringify(items)).not.toContain(hidden);
  });

  it('is limited to 50 in a library beside its feeds, and to nothing if sharing is switched off', async () => {
    for (let count = 0; count < 50; count += 1) await make();
    expect((await call('POST', 'embeds', { title: 'x', origins: [SITE] })).body.code).toBe('too-many-embeds');
    expect((await call('POST', 'podcast-feeds', { title: 'x' })).status).toBe(201);
    await gateway.close();
    await open({ settings: { shareLinks: false } });
    expect((await call('POST', 'embeds', { title: 'x', origins: [SITE] })).body.code).toBe('sharing-off');
  });
});
