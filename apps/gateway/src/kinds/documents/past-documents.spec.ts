import { until } from '@throughline/stack/testing';
import type { PastList } from '../../items/history/past-list.js';
import { formOf } from '../../testing/forms.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import { soon } from '../../testing/soon.js';

describe('the past list of documents', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const get = async <T = PastList>(path: string, token?: string): Promise<T> =>
    (await sendRequest<T>(gateway, 'GET', `/documents${path}`, { token })).body;
  const createDocument = async (bytes: string): Promise<string> => {
    const form = formOf({}, { bytes, name: `${bytes}.pdf` });
    const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
    const answer = await gateway.app.inject({ method: 'POST', url: '/api/v1/documents', headers, payload: form.payload });
    return answer.json<{ id: string }>().id;
  };
  const eventsOf = async (id: string): Promise<readonly { readonly id: string; readonly status_after: string }[]> => {
    const head = await gateway.store.head(id);
    await until(async () => (await gateway.ports.documentRows.byIds([id])).get(id)?.revision === head);
    return (await get<{ items: { id: string; status_after: string }[] }>(`/${id}/events?limit=500`)).items;
  };

  it('shows at each position the documents and statuses of that moment, and no recording', async () => {
    const id = await createDocument('one');
    await upload(gateway);
    await startStep(gateway, id, 'hash_file');
    await completeStep(gateway, id, 'hash_file');
    const events = await eventsOf(id);
    const last = new Map(events.map((event) => [event.id.split('.')[0] ?? '', event.status_after]));
    expect(new Set(last.values())).toEqual(new Set(['pending', 'processing']));
    for (const [position, status] of last) {
      const past = await get(`?as_of=${position}`);
      expect(past.items).toEqual([expect.objectContaining({ id, status, deleted: false })]);
      expect([past.counts, past.as_of.position]).toEqual([{ [status]: 1 }, position]);
    }
  });

  it('filters by document status, and is empty before the first registration', async () => {
    const [one, other] = [await createDocument('one'), await createDocument('other')];
    await startStep(gateway, one, 'hash_file');
    await eventsOf(one);
    await eventsOf(other);
    const idsOf = async (query: string): Promise<readonly string[]> => (await get(`?${query}`)).items.map(({ id }) => id);
    expect(await idsOf(`as_of=${soon()}&status=pending`)).toEqual([other]);
    expect(await idsOf('as_of=2000-01-01T00:00:00Z')).toEqual([]);
  });

  it.each([
    ['as_of=yesterday', '/query/as_of'],
    ['as_of=5&q=invoice', '/query/q'],
    ['as_of=5&sort=title', '/query/sort'],
  ])('refuses filters that do not apply to the past: %s', async (query, pointer) => {
    expect(await get(`?${query}`)).toMatchObject({ code: 'invalid', errors: [{ pointer }] });
  });

  it('is empty for a user without documents', async () => {
    await eventsOf(await createDocument('one'));
    expect(await get(`?as_of=${soon()}`, await gateway.tokenFor(['read']))).toMatchObject({ items: [], counts: {} });
  });
});
