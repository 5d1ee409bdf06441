import { ulid } from 'ulid';
import { hashOf } from '../../people/index.js';
import { Browser } from '../../testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { createReady } from '../../testing/ready-recording.js';

interface Answer {
  readonly id: string;
  readonly url: string;
  readonly code: string;
  readonly items: readonly Record<string, unknown>[];
}

const HOUR_MS = 3_600_000;
const SETTINGS = {
  kind: 'feed',
  origins: [],
  title: 'Lectures',
  description: '',
  language: undefined,
  tag: undefined,
  media: 'audio',
  asksFirst: true,
  expiresAt: undefined,
} as const;

describe('the rights to a podcast feed', () => {
  const at = { now: 0 };
  let gateway: MemoryGateway;
  let item: string;
  const defaults = () => ({ ports: { now: () => new Date(at.now) } });
  const renew = renewMemoryGateway(defaults);
  const open = async (options?: Parameters<typeof openMemoryGateway>[0]): Promise<void> => {
    at.now = Date.now();
    gateway = await (options === undefined ? renew() : openMemoryGateway({ ...defaults(), ...options }));
    item = await createReady(gateway, 'Determinants');
  };
  beforeEach(() => open());
  afterEach(() => gateway.close());

  type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
  const call = async (method: Method, path: string, payload?: object, token = gateway.token) => {
    const headers = { authorization: `Bearer ${token}`, 'if-match': '*' };
    const response = await gateway.app.inject({ method, url: `/api/v1/${path}`, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: (response.body === '' ? {} : response.json()) as Answer };
  };
  const make = async (payload: object = {}): Promise<Answer> =>
    (await call('POST', 'podcast-feeds', { title: 'Lectures', ...payload })).body;
  const fetchOf = ({ url }: Answer) => gateway.app.inject({ url: new URL(url).pathname });

  it('end with the right of its maker to change the library', async () => {
    const id = ulid();
    await gateway.ports.users.add({ id, name: 'Nora', role: 'operator', joins: { libraryId: gateway.owner, role: 'operator' } });
    const browser = await Browser.signedIn(gateway, 'Nora');
    await browser.send('/api/v1/me', { method: 'PATCH', body: { library_id: gateway.owner } });
    const made = await browser.send('/api/v1/podcast-feeds', { method: 'POST', body: { title: 'By Nora' } });
    const feed = made.json<Answer>();
    expect((await fetchOf(feed)).statusCode).toBe(200);
    expect((await call('DELETE', `libraries/${gateway.owner}/members/${id}`)).status).toBe(204);
    expect((await fetchOf(feed)).json()).toMatchObject({ status: 404, code: 'feed-not-valid' });
    expect((await call('GET', `podcast-feeds/${feed.id}`)).body).toMatchObject({ state: 'suspended', made_by_name: 'Nora' });
  });

  it('are those of the library of the feed', async () => {
    const { id } = await make();
    const stranger = await gateway.tokenFor(['write']);
    const requests: readonly [Method, string, object?][] = [
      ['GET', `podcast-feeds/${id}`],
      ['GET', `podcast-feeds/${id}/items`],
      ['PATCH', `podcast-feeds/${id}`, { title: 'Mine' }],
      ['POST', `podcast-feeds/${id}/renew`],
      ['POST', `podcast-feeds/${id}/items`, { item_ids: [item], decision: 'leave_out' }],
      ['DELETE', `podcast-feeds/${id}`],
    ];
    for (const [method, path, payload] of requests) expect((await call(method, path, payload, stranger)).status).toBe(404);
    expect((await call('GET', 'podcast-feeds', undefined, stranger)).body.items).toEqual([]);
    const own = (await call('POST', 'podcast-feeds', { title: 'Theirs' }, stranger)).body;
    const stolen = { item_ids: [item], decision: 'approve' };
    expect((await call('POST', `podcast-feeds/${own.id}/items`, stolen, stranger)).status).toBe(400);
    expect((await call('GET', 'podcast-feeds', undefined, await gateway.tokenFor(['read'], gateway.owner))).status).toBe(403);
  });

  it('do not follow a recording to another library', async () => {
    const feed = await make();
    const library = (await call('POST', 'libraries', { name: 'Institute' })).body;
    const moved = await call('POST', `recordings/${item}/transfer`, { library_id: library.id });
    expect(moved.status).toBe(200);
    await waitUntilProjected(gateway, item);
    const answer = await fetchOf(feed);
    expect([answer.statusCode, answer.body.includes('Determinants')]).toEqual([200, false]);
  });

  it('are limited to 50 feeds, and to nothing if the operator has switched sharing off', async () => {
    for (let count = 0; count < 50; count += 1) await make();
    expect((await make()).code).toBe('too-many-feeds');
    await gateway.close();
    await open({ settings: { shareLinks: false } });
    expect((await make()).code).toBe('sharing-off');
    const id = ulid();
    await gateway.ports.publishedSets.add(
      { ...SETTINGS, id, hash: hashOf(id), libraryId: gateway.owner, madeBy: gateway.owner },
      [],
      50,
    );
    expect((await call('GET', 'podcast-feeds')).body.items).toMatchObject([{ id, state: 'off' }]);
    const changed = { state: 'off', title: 'Later' };
    expect((await call('PATCH', `podcast-feeds/${id}`, { title: 'Later' })).body).toMatchObject(changed);
  });

  it('are limited to 50 feeds that were opened again, too', async () => {
    const { id } = await make({ expires_in_hours: 1 });
    at.now += HOUR_MS + 1;
    for (let count = 0; count < 50; count += 1) await make();
    const refused = await call('PATCH', `podcast-feeds/${id}`, { expires_in_hours: null });
    expect([refused.status, refused.body.code]).toEqual([409, 'too-many-feeds']);
  });

  it('keep what another change has set meanwhile', async () => {
    const { id } = await make({ ask_first: false });
    const change = (payload: object) => call('PATCH', `podcast-feeds/${id}`, payload);
    await Promise.all([change({ ask_first: true }), change({ title: 'Other lectures' }), change({})]);
    const kept = { title: 'Other lectures', ask_first: true };
    expect((await call('GET', `podcast-feeds/${id}`)).body).toMatchObject(kept);
  });

  it('are in the administration log without texts and code, for the owners of the library', async () => {
    const feed = await make({ title: 'Secret lectures', description: 'Secret texts', tag: undefined });
    await call('PATCH', `podcast-feeds/${feed.id}`, { title: 'Other lectures', ask_first: false });
    await call('PATCH', `podcast-feeds/${feed.id}`, { ask_first: false });
    const renewed = (await call('POST', `podcast-feeds/${feed.id}/renew`)).body;
    await call('POST', `podcast-feeds/${feed.id}/items`, { item_ids: [item], decision: 'leave_out' });
    await call('POST', `podcast-feeds/${feed.id}/items`, { item_ids: [item], decision: 'approve' });
    await call('DELETE', `podcast-feeds/${feed.id}`);
    const { items } = (await call('GET', `libraries/${gateway.owner}/log`)).body;
    const kinds = items.map((one) => String(one['kind'])).filter((kind) => kind.startsWith('podcast_feed.'));
    expect(kinds.reverse().map((kind) => kind.split('.')[1])).toEqual([
      ...['created', 'changed', 'address_renewed', 'items_left_out', 'items_approved', 'revoked'],
    ]);
    const changed = items.find((one) => one['kind'] === 'podcast_feed.changed');
    expect(changed?.['changes']).toMatchObject([
      { field: 'title', hidden: true },
      { field: 'ask_first', from: 'true', to: 'false' },
    ]);
    const codes = [feed, renewed].map(({ url }) => url.split('/')[6] ?? '');
    for (const hidden of ['Secret', 'Other lectures', ...codes]) expect(JSON.stringify(items)).not.toContain(hidden);
  });
});
