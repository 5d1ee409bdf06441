import { connect as connectTcp, type Socket } from 'node:net';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { kindOf } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { formOf } from './testing/forms.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from './testing/real-gateway.js';
import { withoutForecasts } from './testing/without-forecasts.js';

interface Item {
  readonly id: string;
  readonly revision: string;
  readonly title: string;
  readonly status: string;
}

describe('the gateway over NATS, PostgreSQL and a folder', () => {
  let world: World;
  let gateway: RealGateway;
  let closeProjector: () => Promise<void>;
  beforeAll(async () => {
    world = await openWorld();
    closeProjector = await openProjector(world);
    gateway = await openRealGateway(world);
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await closeProjector();
    await world.close();
  });

  const register = async (
    bytes: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Response> => {
    const form = formOf(fields, { bytes });
    return gateway.fetch('/api/v1/recordings', { method: 'POST', headers: { ...form.headers, ...headers }, body: form.payload });
  };
  const registerItem = async (bytes: string, fields: Record<string, string> = {}): Promise<Item> => {
    const response = await register(bytes, fields);
    expect(response.status).toBe(202);
    return (await response.json()) as Item;
  };
  const get = async <T>(path: string): Promise<T> => (await (await gateway.fetch(path)).json()) as T;
  const rowOf = (item: Item): Promise<void> =>
    until(async () => (await gateway.ports.rows.byIds([item.id])).get(item.id)?.revision === item.revision).then(() => undefined);
  /** Returns every file below the artifact folder, temporary ones too. */
  const filesOf = async (): Promise<readonly string[]> =>
    (await readdir(join(world.folder, 'artifacts'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();

  it('is ready', async () => {
    const ready = await until(async () => {
      const report = await get<{ status: string; checks: object }>('/health/ready');
      return report.status === 'ok' ? report : undefined;
    });
    expect(ready).toEqual({
      status: 'ok',
      service: 'gateway',
      checks: {
        nats: { ok: true },
        postgres: { ok: true },
        log: { ok: true },
        artifacts: { ok: true },
        search: { ok: true, detail: expect.stringContaining('the search service does not run') as string },
      },
    });
  });

  it('shows a recording from its row equal to the one from the log', async () => {
    const item = await registerItem('hello', { title: 'Grüße 🎬', run: 'true' });
    await rowOf(item);
    expect(withoutForecasts(await get(`/api/v1/recordings/${item.id}`))).toEqual(withoutForecasts(item));
  });

  it("lists, sorts, filters and counts the projector's rows", async () => {
    for (const title of ['int 1', 'INT 2', 'other']) await rowOf(await registerItem(`list ${title}`, { title }));
    const first = await get<{ items: Item[]; next_cursor: string; total: number }>(
      '/api/v1/recordings?q=int&limit=1&sort=title&include=total',
    );
    const second = await get<{ items: Item[]; next_cursor: null }>(
      `/api/v1/recordings?q=int&limit=1&sort=title&cursor=${first.next_cursor}`,
    );
    expect([...first.items, ...second.items].map(({ title }) => title).sort()).toEqual(['INT 2', 'int 1']);
    expect([first.total, second.next_cursor]).toEqual([2, null]);
  });

  it.each(['created_at', '-created_at', 'updated_at', '-updated_at', '-title', 'status', '-status'])(
    'pages through lists in the order %s',
    async (sort) => {
      const all = (await get<{ items: Item[] }>(`/api/v1/recordings?sort=${sort}&limit=200`)).items.map(({ id }) => id);
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: { items: Item[]; next_cursor: string | null } = await get(
          `/api/v1/recordings?sort=${sort}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
        );
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next_cursor;
      }
      expect(seen).toEqual(all);
    },
  );

  it("shows the projector's events", async () => {
    const item = await registerItem('events', { run: 'true' });
    await rowOf(item);
    const { items } = await get<{ items: { type: string; status_after: string; actor: { kind: string } }[] }>(
      `/api/v1/recordings/${item.id}/events`,
    );
    expect(items[0]).toMatchObject({ type: 'AssetRegistered', actor: { kind: 'user', id: gateway.owner } });
    expect(items.map(({ type }) => type)).toContain('StepScheduled');
  });

  it('wakes waiting requests when a row has changed', async () => {
    const item = await registerItem('wait for me');
    await rowOf(item);
    const waiting = get<Item>(`/api/v1/recordings/${item.id}?wait=30&after_revision=${item.revision}`);
    const run = await gateway.fetch(`/api/v1/recordings/${item.id}/run`, { method: 'POST' });
    expect(run.status).toBe(202);
    expect(await waiting).toMatchObject({ revision: ((await run.json()) as Item).revision });
  });

  it('finds a recording with the same content', async () => {
    const item = await registerItem('found again');
    await rowOf(item);
    const again = await register('found again');
    expect([again.status, ((await again.json()) as { existing_id: string }).existing_id]).toEqual([409, item.id]);
  });

  it('registers once if two gateways receive the same request', async () => {
    const other = await openRealGateway(world);
    const form = formOf({ title: 'twice' }, { bytes: 'to both' });
    const send = (to: RealGateway): Promise<Response> =>
      to.fetch('/api/v1/recordings', {
        method: 'POST',
        headers: { ...form.headers, 'idempotency-key': 'both' },
        body: form.payload,
      });
    const answers = await Promise.all([send(gateway), send(other)]);
    // If one begins after the other has ended, it returns the stored answer.
    expect(['202,202', '202,409']).toContain(String(answers.map(({ status }) => status).sort()));
    const ids = await Promise.all(
      answers.filter(({ status }) => status === 202).map(async (answer) => ((await answer.json()) as Item).id),
    );
    const again = await until(async () => {
      const response = await send(other);
      return response.status === 202 ? response : undefined;
    });
    const { id } = (await again.json()) as Item;
    expect(new Set([...ids, id]).size).toBe(1);
    const loaded = await gateway.ports.commands.load(id);
    expect(loaded?.personal).toEqual({ title: 'twice', fileName: 'talk.mp4' });
    await other.close();
  });

  describe('when the client disconnects during its upload', () => {
    const openUpload = (to = gateway): Promise<Socket> =>
      new Promise((resolve, reject) => {
        const socket = connectTcp(Number(new URL(to.url).port), '127.0.0.1');
        socket.once('error', reject).once('connect', () => {
          const form = formOf({ title: 'never' }, { bytes: 'x'.repeat(300_000) });
          socket.write(
            [
              'POST /api/v1/recordings HTTP/1.1',
              'Host: localhost',
              `Authorization: Bearer ${world.token}`,
              `Content-Type: ${form.headers['content-type'] ?? ''}`,
              `Content-Length: ${String(form.payload.length)}`,
              '',
              '',
            ].join('\r\n'),
          );
          socket.write(form.payload.subarray(0, 200_000), () => {
            resolve(socket);
          });
        });
      });

    it('stores nothing', async () => {
      const before = await filesOf();
      const socket = await openUpload();
      await until(async () => (await filesOf()).length > before.length);
      socket.destroy();
      await until(async () => (await filesOf()).length === before.length);
      expect(await filesOf()).toEqual(before);
    });

    it('aborts an upload that has stopped, and reports it', async () => {
      const before = await filesOf();
      const hasty = await openRealGateway(world, undefined, 0, { uploadIdleMs: 1_000 });
      const socket = await openUpload(hasty);
      const answer = await new Promise<string>((resolve) => {
        socket.once('data', (data) => {
          resolve(data.toString());
        });
      });
      socket.destroy();
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(answer).toContain('"code":"upload-timeout"');
      await until(async () => (await filesOf()).length === before.length);
      expect(await filesOf()).toEqual(before);
      await hasty.close();
    });
  });

  describe('when it dies between two steps of a registration', () => {
    it.each([
      ['after the bytes and before the event', 'gateway.upload-stored'],
      ['after the event and before the answer', 'gateway.appended'],
    ])('%s, another gateway completes the registration once', async (_, point) => {
      // A gateway that hangs at this failpoint as if it had died. The test releases it at the end, long after its work was
      // done.
      const hold = new AbortController();
      const dying = await openRealGateway(world, (name) =>
        (name === point ? until(() => hold.signal.aborted) : Promise.resolve()).then(() => {
          hold.signal.throwIfAborted();
        }),
      );
      const form = formOf({ title: point, run: 'true' }, { bytes: `dies at ${point}` });
      const headers = { ...form.headers, 'idempotency-key': point };
      const abandoned = new AbortController();
      const sent = dying
        .fetch('/api/v1/recordings', { method: 'POST', headers, body: form.payload, signal: abandoned.signal })
        .catch((error: unknown) => kindOf(error));
      await until(async () => (await filesOf()).some((file) => file.includes('/intakes/')));
      if (point === 'gateway.appended')
        await until(async () => (await get<{ items: Item[] }>(`/api/v1/recordings?q=${point}`)).items.length === 1);
      abandoned.abort();
      await sent;
      await gateway.intakes.completeAll(new AbortController().signal);
      await gateway.intakes.completeAll(new AbortController().signal);
      const items = await until(async () => {
        const found = (await get<{ items: Item[] }>(`/api/v1/recordings?q=${point}`)).items;
        return found.length > 0 ? found : undefined;
      });
      expect(items).toHaveLength(1);
      expect((await filesOf()).filter((file) => file.includes('/intakes/'))).toEqual([]);
      const events = await get<{ items: { type: string }[] }>(`/api/v1/recordings/${items[0]?.id ?? ''}/events`);
      expect(events.items.filter(({ type }) => type === 'AssetRegistered')).toHaveLength(1);
      hold.abort(new Error('let go'));
      await dying.close();
    });
  });
});
