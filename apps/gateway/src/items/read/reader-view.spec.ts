import { EventStreamReader } from '../../testing/event-stream.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { formOf } from '../../testing/forms.js';
import { upload } from '../../testing/upload.js';

interface Item {
  readonly can_run?: boolean;
  readonly can_pause?: boolean;
  readonly allowed?: readonly string[];
  readonly allowed_actions: readonly { readonly allowed: boolean; readonly code: string | null }[];
}

describe('a user with read access only', () => {
  let gateway: MemoryGateway;
  const paths: string[] = [];
  const tokens: Record<'reader' | 'writer', string> = { reader: '', writer: '' };
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    await gateway.app.listen(0, '127.0.0.1');
    tokens.reader = await gateway.tokenFor(['read'], gateway.owner);
    tokens.writer = await gateway.tokenFor(['write'], gateway.owner);
    const { id } = await upload(gateway);
    paths.push(`/recordings/${id}`, `/recordings/${id}/explain`);
    for (const noun of ['documents', 'sessions']) {
      const form = formOf({}, { bytes: noun });
      const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
      const made = await gateway.app.inject({ method: 'POST', url: `/api/v1/${noun}`, headers, payload: form.payload });
      const { id: made1, session_id = made1 } = made.json<{ id: string; session_id?: string }>();
      paths.push(`/${noun}/${session_id}`, `/${noun}/${session_id}/explain`);
    }
  });
  afterAll(() => gateway.close());

  const get = async <T>(path: string, token: string): Promise<T> =>
    (await gateway.app.inject({ url: `/api/v1${path}`, headers: { authorization: `Bearer ${token}` } })).json<T>();
  const codes = ({ allowed_actions }: Item): readonly (string | null)[] => [...new Set(allowed_actions.map(({ code }) => code))];

  it('sees every action as refused, with the answer of its request', async () => {
    for (const path of paths) {
      const [seen, all] = await Promise.all([get<Item>(path, tokens.reader), get<Item>(path, tokens.writer)]);
      expect({ path, codes: codes(seen) }).toEqual({ path, codes: ['forbidden'] });
      expect([seen.can_run ?? false, seen.can_pause ?? false, seen.allowed ?? []]).toEqual([false, false, []]);
      expect(seen.allowed_actions).toHaveLength(all.allowed_actions.length);
      expect(all.allowed_actions.some(({ allowed }) => allowed)).toBe(true);
      expect(codes(await get<Item>(path, tokens.writer))).not.toContain('forbidden');
    }
  });

  it.each(['/recordings', '/documents', '/sessions'])('sees the same in the list of %s', async (path) => {
    const { items } = await get<{ items: readonly Item[] }>(path, tokens.reader);
    expect(items.map(codes)).toEqual([['forbidden']]);
  });

  it('receives the same in a stream', async () => {
    const headers = { authorization: `Bearer ${tokens.reader}` };
    const reader = await EventStreamReader.open(`${await gateway.app.getUrl()}/api/v1${paths[0] ?? ''}/stream`, headers);
    const { data } = await reader.first('a snapshot', ({ event }) => event === 'snapshot');
    expect(codes(data as Item)).toEqual(['forbidden']);
    reader.close();
  });
});
