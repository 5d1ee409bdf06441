import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from '@throughline/stack/testing';
import { formOf } from '../testing/forms.js';
import { LibraryFollower } from '../testing/library-follower.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from '../testing/real-gateway.js';

interface Item {
  readonly id: string;
  readonly revision: string;
}

const REBUILD = fileURLToPath(new URL('../../../status-projector/bundle/rebuild.main.js', import.meta.url));

describe('streams over the real broker and database', () => {
  let world: World;
  let gateway: RealGateway;
  let closeProjector: () => Promise<void>;
  let count = 0;
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

  const push = async (): Promise<Item> => {
    const key = `item ${String((count += 1))}`;
    return until(async () => {
      const form = formOf({ title: key }, { bytes: key });
      const headers = { ...form.headers, 'idempotency-key': key };
      const response = await gateway.fetch('/api/v1/recordings', { method: 'POST', headers, body: form.payload });
      return response.status === 202 ? ((await response.json()) as Item) : undefined;
    });
  };
  const skip = async ({ id }: Item): Promise<void> => {
    await until(async () =>
      [200, 202, 409].includes((await gateway.fetch(`/api/v1/recordings/${id}/run`, { method: 'POST' })).status),
    );
  };
  const follower = async (): Promise<LibraryFollower> => {
    const one = new LibraryFollower();
    await one.connect(gateway.url, world.token);
    return one;
  };
  /** Waits until the client holds every row in its present state. */
  const isComplete = async (client: LibraryFollower): Promise<void> => {
    await until(
      async () => {
        if (client.isCut) {
          client.cut();
          await client.connect(gateway.url, world.token);
        }
        client.take();
        const response = await gateway.fetch('/api/v1/recordings?limit=200');
        if (!response.ok) return false;
        const { items } = (await response.json()) as { items: Item[] };
        return items.length === count && items.every(({ id, revision }) => client.held.get(id)?.revision === revision);
      },
      { what: 'a client that holds what the rows say' },
    );
    expect(client.backwards).toEqual([]);
  };
  const rebuild = async (): Promise<void> => {
    const login = { TL_NATS_USER: 'projector', TL_NATS_PASSWORD: world.nats.passwords?.projector ?? '' };
    const child = spawn(process.execPath, [REBUILD, 'rebuild'], {
      env: { PATH: '', ...world.env, ...login },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
  };

  it('send changes in their order', async () => {
    const client = await follower();
    const item = await push();
    await skip(item);
    await isComplete(client);
    expect(client.resets).toEqual([]);
    client.cut();
  });

  it('have no gap for a client whose connection breaks meanwhile', async () => {
    const client = await follower();
    for (let round = 0; round < 5; round += 1) {
      const item = await push();
      client.cut();
      await skip(item);
      await push();
      await client.connect(gateway.url, world.token);
    }
    await isComplete(client);
    expect(client.resets).toEqual([]);
    client.cut();
  });

  it('have no gap for a client that follows documents, and send it only documents', async () => {
    const client = new LibraryFollower('documents/stream');
    await client.connect(gateway.url, world.token);
    await until(() => {
      client.take();
      return client.hasPlace;
    });
    await push();
    client.cut();
    const form = formOf({}, { bytes: 'a report', name: 'report.pdf' });
    const sent = await gateway.fetch('/api/v1/documents', { method: 'POST', headers: form.headers, body: form.payload });
    const { id } = (await sent.json()) as Item;
    const cancelled = await gateway.fetch(`/api/v1/documents/${id}/cancel`, { method: 'POST' });
    const { revision } = (await cancelled.json()) as Item;
    await client.connect(gateway.url, world.token);
    await until(() => {
      client.take();
      return client.held.get(id)?.revision === revision;
    });
    expect([[...client.held.keys()], client.resets, client.backwards]).toEqual([[id], [], []]);
    client.cut();
  });

  it('continue at another gateway after the first has stopped', async () => {
    const client = await follower();
    await push();
    await until(() => {
      client.take();
      return client.held.size > 0;
    });
    await gateway.close();
    gateway = await openRealGateway(world);
    await skip(await push());
    await isComplete(client);
    expect(client.resets).toEqual([]);
    client.cut();
  });

  it('have no gap after the broker was away, and stay open', async () => {
    const client = await follower();
    await world.nats.kill();
    await world.nats.restart();
    await skip(await push());
    await isComplete(client);
    expect([client.resets, client.isCut]).toEqual([[], false]);
    client.cut();
  });

  it('wait for a lagging projector, and send everything once it has caught up', async () => {
    const client = await follower();
    await closeProjector();
    const items = [await push(), await push()];
    for (const item of items) await skip(item);
    closeProjector = await openProjector(world);
    await isComplete(client);
    expect(client.resets).toEqual([]);
    client.cut();
  });

  it('start again after a rebuild, for open streams and for returning clients', async () => {
    const [open, away] = [await follower(), await follower()];
    await isComplete(away);
    away.cut();
    await rebuild();
    await until(() => {
      open.take();
      return open.resets.length > 0;
    });
    await push();
    await isComplete(open);
    await away.connect(gateway.url, world.token);
    await isComplete(away);
    expect([open.resets, away.resets]).toEqual([['rebuilt'], ['rebuilt']]);
    open.cut();
    away.cut();
  }, 60_000);
});
