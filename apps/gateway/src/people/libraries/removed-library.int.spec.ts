import { NO_REVISION } from '@throughline/event-store';
import { until } from '@throughline/stack/testing';
import { ulid } from 'ulid';
import { formOf } from '../../testing/forms.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from '../../testing/real-gateway.js';
import { createTusClient, listKeys } from '../../testing/tus.js';

/** Holds one registration between its bytes and its event. */
class Gate {
  #waiting: (() => void) | undefined;
  #isClosed = false;
  #reached: (() => void) | undefined;

  readonly failpoint = (name: string): Promise<void> => {
    if (!this.#isClosed || name !== 'gateway.upload-stored') return Promise.resolve();
    this.#isClosed = false;
    this.#reached?.();
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  };

  /** Resolves when the next registration stands at the gate. */
  close(): Promise<void> {
    this.#isClosed = true;
    return new Promise((resolve) => {
      this.#reached = resolve;
    });
  }

  open(): void {
    this.#waiting?.();
  }
}

describe('a library that is deleted at one gateway while items arrive at another', () => {
  const gate = new Gate();
  let world: World;
  let first: RealGateway;
  let second: RealGateway;
  let stopProjector: () => Promise<void>;
  beforeAll(async () => {
    world = await openWorld();
    stopProjector = await openProjector(world);
    first = await openRealGateway(world, gate.failpoint);
    second = await openRealGateway(world);
  }, 60_000);
  afterAll(async () => {
    await first.close();
    await second.close();
    await stopProjector();
    await world.close();
  });

  const post = async <T>(path: string, body: object): Promise<T> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await first.fetch(`/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(answer.status).toBe(201);
    return (await answer.json()) as T;
  };
  const addLibrary = async (): Promise<{ readonly id: string; readonly token: string }> => {
    const { id } = await post<{ id: string }>('/libraries', { name: ulid() });
    const { token } = await post<{ token: string }>('/me/tokens', { name: ulid(), scopes: ['write'], library_id: id });
    return { id, token };
  };
  const register = async (token: string): Promise<{ readonly status: number; readonly body: { id?: string; code?: string } }> => {
    const { headers, payload } = formOf({ title: 'A talk' }, { bytes: ulid() });
    const all = { ...headers, authorization: `Bearer ${token}` };
    const answer = await fetch(`${first.url}/api/v1/recordings`, { method: 'POST', headers: all, body: payload });
    return { status: answer.status, body: (await answer.json()) as { id?: string } };
  };
  const remove = async (id: string): Promise<number> =>
    (await second.fetch(`/api/v1/libraries/${id}`, { method: 'DELETE' })).status;

  it('is kept for an item that is in the log, and that no row shows yet', async () => {
    const { id, token } = await addLibrary();
    await stopProjector();
    const registered = await register(token);
    expect(registered.status).toBe(202);
    expect(await remove(id)).toBe(409);
    stopProjector = await openProjector(world);
    expect(
      (
        await fetch(`${first.url}/api/v1/recordings/${registered.body.id ?? ''}`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status,
    ).toBe(200);
    expect(await remove(id)).toBe(409);
  }, 60_000);

  it('takes no item that had not reached the log, and nothing of it stays', async () => {
    const { id, token } = await addLibrary();
    const before = await second.ports.history.incarnation();
    const reached = gate.close();
    const registering = register(token);
    await reached;
    const [key = ''] = await listKeys(first.ports, 'intakes');
    const item = key.replace(/^intakes\/|\.json$/g, '');
    expect(await remove(id)).toBe(204);
    gate.open();
    expect(await registering).toMatchObject({ status: 503, body: { code: 'busy' } });
    expect(await second.ports.history.head(item)).toBe(NO_REVISION);
    expect((await second.ports.history.incarnation()).last).toBe(before.last);
    expect([await listKeys(first.ports, 'intakes'), await listKeys(first.ports, `uploads/${item}`)]).toEqual([[], []]);
    // The gateway may have cached the token for some seconds, and still registers nothing.
    await until(async () => (await register(token)).status === 401, { what: 'a refused token' });
    expect((await second.ports.history.incarnation()).last).toBe(before.last);
  });

  it('exists with its item, or neither does, if both happen at once', async () => {
    for (let count = 0; count < 5; count += 1) {
      const { id, token } = await addLibrary();
      const [registered, removed] = await Promise.all([register(token), remove(id)]);
      expect([
        [202, 409],
        [503, 204],
        [401, 204],
      ]).toContainEqual([registered.status, removed]);
    }
  });

  it('takes no upload either', async () => {
    for (let count = 0; count < 5; count += 1) {
      const { id, token } = await addLibrary();
      const [{ statusCode }, removed] = await Promise.all([createTusClient(first, token).begin(10, {}), remove(id)]);
      expect([
        [201, 409],
        [503, 204],
        [401, 204],
      ]).toContainEqual([statusCode, removed]);
    }
  });
});
