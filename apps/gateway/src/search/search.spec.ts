import { partitionOf } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { ask } from '../testing/ask.js';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { renewMemoryGateway } from '../testing/renewed-memory-gateway.js';
import { sendRequest, type Reply } from '../testing/send-request.js';
import { aTranscript, createTranscribed } from '../testing/transcribed.js';
import { upload } from '../testing/upload.js';
import type { SearchAnswer } from './search.dto.js';

type Answer = SearchAnswer & { readonly code?: string; readonly errors?: readonly { readonly pointer: string }[] };

describe('the search', () => {
  let gateway: MemoryGateway;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    gateway = await renew();
  });

  const send = (query: string, token?: string): Promise<Reply<Answer>> =>
    sendRequest<Answer>(gateway, 'GET', `/search?${query}`, { token });
  const find = async (q: string, token?: string): Promise<Answer> => (await send(`q=${encodeURIComponent(q)}`, token)).body;
  const idsOf = async (q: string, token?: string): Promise<readonly string[]> => (await find(q, token)).items.map(({ id }) => id);
  /** Indexes until the newest commit of each item was read, and nothing but failed items waits. */
  const untilIndexed = (...ids: readonly string[]): Promise<unknown> =>
    until(async () => {
      await gateway.search.round();
      const index = gateway.searchIndex;
      const [checkpoints, { pendingItems }] = await Promise.all([index.checkpoints(), index.state()]);
      const isRead = async (id: string): Promise<boolean> => {
        const checkpoint = checkpoints.find((one) => one.partition === partitionOf(id, gateway.store.partitions));
        return BigInt(checkpoint?.position ?? 0) >= BigInt(await gateway.store.head(id));
      };
      return pendingItems === 0 && (await Promise.all(ids.map(isRead))).every(Boolean);
    });

  it('finds the newest words of a transcript, at the time of their sentence', async () => {
    const id = await createTranscribed(gateway, 'A talk');
    await untilIndexed(id);
    const { items, index } = await find('coming');
    expect(items).toMatchObject([
      { id, kind: 'recording', title: 'A talk', title_ranges: [], passage_count: 1, passages: [{ start_ms: 5_000, page: null }] },
    ]);
    const [passage] = items[0]?.passages ?? [];
    const [range] = passage?.ranges ?? [];
    const { start, length } = range ?? { start: 0, length: 0 };
    expect(passage?.text.slice(start, start + length)).toBe('coming');
    expect(index).toEqual({ state: 'current', behind_events: 0, behind_seconds: 0, failed_items: 0, finds_similar: true });
  });

  it('follows a new title, a deletion, a restoration and an erasure', async () => {
    const { id } = await upload(gateway, { fields: { title: 'The old name' } });
    await untilIndexed(id);
    expect(await idsOf('old name')).toEqual([id]);
    await ask(gateway, `/${id}`, { method: 'PATCH', body: { title: 'The new name' }, headers: { 'if-match': '*' } });
    await untilIndexed(id);
    expect([await idsOf('old'), await idsOf('new')]).toEqual([[], [id]]);
    await ask(gateway, `/${id}`, { method: 'DELETE' });
    await untilIndexed(id);
    expect(await idsOf('new')).toEqual([]);
    await ask(gateway, `/${id}/restore`);
    await untilIndexed(id);
    expect(await idsOf('new')).toEqual([id]);
    await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    await untilIndexed(id);
    expect(await idsOf('new')).toEqual([]);
  });

  it('shows only items of the library of the token', async () => {
    const { id } = await upload(gateway, { fields: { title: 'Mine alone' } });
    await untilIndexed(id);
    expect(await idsOf('mine', await gateway.tokenFor(['read'], gateway.owner))).toEqual([id]);
    expect(await idsOf('mine', await gateway.tokenFor(['admin']))).toEqual([]);
  });

  it('searches similar spelling only if few items have the exact words, and says so', async () => {
    const { id } = await upload(gateway, { fields: { title: 'Electricity of March' } });
    await untilIndexed(id);
    expect(await find('electricty march')).toMatchObject({
      items: [{ id }],
      similar: [{ word: 'electricty', searched: ['electricity'] }],
    });
    expect(await find('"electricty"')).toMatchObject({ items: [], similar: [] });
    expect(await find('colour:electricity')).toMatchObject({ unknown_filters: ['colour'] });
  });

  it.each([
    ['q=', '/query/q'],
    ['q=-', '/query/q'],
    ['limit=5', '/query/q'],
    ['q=before:soon', '/query/q'],
    ['q=x&limit=51', '/query/limit'],
    ['q=x&cursor=abc', '/query/cursor'],
    [`q=${'x'.repeat(501)}`, '/query/q'],
  ])('refuses %s and names the parameter', async (query, pointer) => {
    const { status, body } = await send(query);
    expect([status, body.code, body.errors?.[0]?.pointer]).toEqual([400, 'invalid', pointer]);
  });

  it('says how long a search is that is too long, and what to do', async () => {
    const { body } = await send(`q=${'x'.repeat(512)}`);
    const message = 'has 512 characters, and a search can have at most 500: leave out words or filters';
    expect(body.errors).toEqual([{ pointer: '/query/q', message }]);
  });

  it('continues at the cursor, and refuses that of another search', async () => {
    const ids = await Promise.all(
      ['one', 'two', 'three', 'four'].map(async (title) => (await upload(gateway, { fields: { title: `Week ${title}` } })).id),
    );
    await untilIndexed(...ids);
    const first = (await send('q=week&limit=3')).body;
    const rest = (await send(`q=week&limit=3&cursor=${first.next_cursor ?? ''}`)).body;
    expect([...first.items, ...rest.items].map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(rest.next_cursor).toBeNull();
    expect(await send(`q=another&cursor=${first.next_cursor ?? ''}`)).toMatchObject({ status: 400 });
  });

  it('indexes other items if one cannot be read, and tries that one again', async () => {
    const broken = await createTranscribed(gateway, 'Broken one', aTranscript({ engine: 'lost' }));
    const { id } = await upload(gateway, { fields: { title: 'Good one', allow_duplicate: 'true' } });
    const open = gateway.artifacts.open.bind(gateway.artifacts);
    gateway.artifacts.open = (key, range) =>
      key.includes('transcript.json') ? Promise.reject(new Error('the store is away')) : open(key, range);
    await untilIndexed(id);
    expect(await idsOf('one')).toEqual([id]);
    expect((await find('one')).index.failed_items).toBe(1);
    gateway.artifacts.open = open;
    await gateway.searchIndex.refill();
    await until(async () => {
      await gateway.search.round();
      return (await idsOf('one')).length === 2;
    });
    expect([...(await idsOf('one'))].sort()).toEqual([id, broken].sort());
  });

  it('says that it is being built, and that nothing keeps it up to date', async () => {
    expect((await find('x')).index).toMatchObject({ state: 'stopped', behind_events: null });
    const { id } = await upload(gateway, { fields: { title: 'x' } });
    await untilIndexed(id);
    expect((await find('x')).index.state).toBe('current');
    const refill = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/admin/search/refill',
      headers: { authorization: `Bearer ${gateway.token}` },
    });
    expect([refill.statusCode, refill.json()]).toEqual([202, { refilling: true }]);
    expect((await find('x')).index).toMatchObject({ state: 'building', behind_events: null, behind_seconds: null });
    expect(await idsOf('x')).toEqual([id]);
  });
});
