import type { ExplanationItem } from '../../items/explain/explain-item.js';
import { ask } from '../../testing/ask.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { startStep } from '../../testing/work-through.js';
import { UserNames } from './user-names.js';

interface Event {
  readonly id: string;
  readonly type: string;
  readonly message: string;
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string | null };
}
interface Item {
  readonly revision: string;
  readonly paused_by: string | null;
  readonly paused_by_name: string | null;
  readonly cancelled_by_name: string | null;
}

describe('names of users', () => {
  let gateway: MemoryGateway;
  let otto: { id: string; token: string };
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    gateway = await renew();
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/admin/users',
      headers: { authorization: `Bearer ${gateway.token}` },
      payload: { name: 'Otto', library: `user-${gateway.owner}` },
    });
    const { id } = response.json<{ id: string }>();
    otto = { id, token: await gateway.tokenFor(['write'], id) };
  });

  const get = async <T>(path: string): Promise<T> => (await ask(gateway, path, { method: 'GET' })).json<T>();
  const pauseAsOtto = async (): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    await ask(gateway, `/${id}/pause`, { token: otto.token, body: { reason: 'noise' } });
    return id;
  };

  it('replace ids in items, their past, events and explanations', async () => {
    const id = await pauseAsOtto();
    const item = await get<Item>(`/${id}`);
    expect(item).toMatchObject({ paused_by: otto.id, paused_by_name: 'Otto', cancelled_by_name: null });
    expect(await get<Item>(`/${id}?as_of=${item.revision}`)).toMatchObject({ paused_by_name: 'Otto' });
    await waitUntilProjected(gateway, id);
    const { items } = await get<{ items: Event[] }>(`/${id}/events`);
    expect(items.at(-1)).toMatchObject({
      type: 'PauseRequested',
      message: 'Paused by Otto',
      actor: { kind: 'user', id: otto.id, name: 'Otto' },
    });
    expect(items.find(({ type }) => type === 'StepStarted')?.actor.name).toBeNull();
    const explanation = await get<ExplanationItem>(`/${id}/explain`);
    expect(explanation.run.says).toBe('The run is paused by Otto, until a user resumes it.');
    expect(JSON.stringify(explanation)).not.toContain(otto.id);

    await ask(gateway, `/${id}/cancel`, { token: otto.token });
    expect(await get<Item>(`/${id}`)).toMatchObject({ cancelled_by_name: 'Otto' });
    expect((await get<ExplanationItem>(`/${id}/explain`)).run.says).toBe('The run was cancelled by Otto.');
  });

  it('include disabled users, and are reported as unknown for absent ones', async () => {
    const id = await pauseAsOtto();
    const headers = { authorization: `Bearer ${gateway.token}`, 'if-match': '*' };
    await gateway.app.inject({ method: 'PATCH', url: `/api/v1/admin/users/${otto.id}`, headers, payload: { disabled: true } });
    expect((await get<ExplanationItem>(`/${id}/explain`)).run.says).toContain('paused by Otto');

    const names = new UserNames({ namesOf: () => Promise.resolve(new Map()) }, () => undefined);
    const tell = await names.replacer([otto.id]);
    expect(tell(`paused by ${otto.id}`)).toBe(`paused by an unknown user (${otto.id.slice(0, 8)})`);
  });

  it('delay nothing if they cannot be read, and are loaded once', async () => {
    const problems: unknown[] = [];
    let asked = 0;
    const away = new UserNames({ namesOf: () => Promise.reject(new Error('away')) }, (error) => problems.push(error));
    expect((await away.replacer(['x'.repeat(26)]))('plain words')).toBe('plain words');
    expect(problems).toHaveLength(1);
    const there = new UserNames(
      {
        namesOf: (ids) => {
          asked += 1;
          return Promise.resolve(new Map(ids.map((id) => [id, 'Ada'])));
        },
      },
      () => undefined,
    );
    await there.learn(['one', 'one']);
    await there.learn(['one']);
    await there.learn([]);
    expect([asked, there.known('one'), there.known('other')]).toEqual([1, 'Ada', undefined]);
  });

  it('are loaded again before they expire, so that an answer that is being made keeps them', async () => {
    let now = 1_000_000;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    try {
      const stored = new Map([['one', 'Ada']]);
      const loads: string[][] = [];
      const namesOf = (ids: readonly string[]) => {
        loads.push([...ids]);
        return Promise.resolve(stored);
      };
      const names = new UserNames({ namesOf }, () => undefined);
      const later = async (ms: number): Promise<string | undefined> => {
        now += ms;
        await names.learn(['one']);
        return names.known('one');
      };
      expect([await later(0), await later(29_000), loads.length]).toEqual(['Ada', 'Ada', 1]);
      // The first name would expire while the answer is made.
      expect([await later(30_000), loads.length]).toEqual(['Ada', 2]);
      now += 2_000;
      expect(names.known('one')).toBe('Ada');
      stored.clear();
      expect([await later(30_000), loads.length]).toEqual([undefined, 3]);
    } finally {
      clock.mockRestore();
    }
  });

  it('are in events that are read from the log because the rows lag', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    await waitUntilProjected(gateway, id);
    const rows = await get<{ items: Event[] }>(`/${id}/events`);
    gateway.projection.pause();
    const paused = (await ask(gateway, `/${id}/pause`, { token: otto.token })).json<Item>();
    const fresh = await get<{ items: Event[] }>(`/${id}/events?min_revision=${paused.revision}`);
    expect(fresh.items.slice(0, -1)).toEqual(rows.items);
    expect(fresh.items.at(-1)).toMatchObject({ type: 'PauseRequested', message: 'Paused by Otto' });
    const after = rows.items.at(-1)?.id ?? '';
    const rest = await get<{ items: Event[]; next_cursor: string | null }>(
      `/${id}/events?min_revision=${paused.revision}&after=${after}&limit=1`,
    );
    expect([rest.items, rest.next_cursor]).toEqual([fresh.items.slice(-1), null]);
    gateway.projection.resume();
    await waitUntilProjected(gateway, id);
    expect((await get<{ items: Event[] }>(`/${id}/events?min_revision=${paused.revision}`)).items).toEqual(fresh.items);
    expect(await get(`/${id}/events?min_revision=soon`)).toMatchObject({ status: 400, code: 'invalid' });
  });
});
