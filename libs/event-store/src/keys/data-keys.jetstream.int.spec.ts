import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { natsServers, startNats, type TestNats, startTcpProxy } from '@throughline/stack/testing';
import { newAssetId } from '@throughline/contracts';
import { isPoison, type PoisonMessage } from '../event-store.js';
import { KEY_STREAM, keySubject } from '../jetstream/stream.js';
import { appendAll, assetsIn, commitOf, registered, started } from '../testing/commits.js';
import { waitUntil } from '../testing/harness.js';
import { openClient, type Client } from '../testing/jetstream-harness.js';
import { JetStreamDataKeys } from './data-keys.jetstream.js';
import { MASTER_KEY_BYTES } from './wrap-key.js';

const servers = await natsServers();

describe.each(servers)('data keys, nats-server $version', ({ name }) => {
  let nats: TestNats;
  let one: Client;
  let two: Client;
  beforeAll(async () => {
    nats = await startNats({ version: name });
    [one, two] = [await openClient(nats.url), await openClient(nats.url)];
  });
  afterAll(async () => {
    await one.close();
    await two.close();
    await nats.stop();
  });

  const isOnDisk = async (text: string | Uint8Array): Promise<boolean> => {
    const entries = await readdir(nats.storeDir, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const contents = await Promise.all(files.map((file) => readFile(file)));
    return contents.some((content) => content.includes(typeof text === 'string' ? text : Buffer.from(text)));
  };
  const storedKey = async (assetId: string): Promise<Uint8Array> => {
    const found = await (await jetstreamManager(one.nc)).streams.getMessage(KEY_STREAM, { last_by_subj: keySubject(assetId) });
    return found?.data ?? new Uint8Array();
  };

  it("keep personal data and themselves out of the server's files", async () => {
    const assetId = newAssetId();
    const [secret, fact] = [`title-${newAssetId()}`, `worker-${newAssetId()}`];
    await appendAll(one.store, assetId, [commitOf(registered(secret), started(fact))]);
    const key = await one.keys.get(assetId);
    expect(await isOnDisk(fact)).toBe(true);
    expect(await isOnDisk(secret)).toBe(false);
    expect(await isOnDisk(Buffer.from(secret).toString('base64'))).toBe(false);
    expect(await isOnDisk(key ?? '')).toBe(false);
  });

  it('are overwritten on disk when they are destroyed', async () => {
    const assetId = newAssetId();
    await one.keys.create(assetId);
    const wrapped = await storedKey(assetId);
    expect(await isOnDisk(wrapped)).toBe(true);
    await one.keys.destroy(assetId);
    expect(await isOnDisk(wrapped)).toBe(false);
    expect(await one.keys.get(assetId)).toBeUndefined();
  });

  it('leave the caches of all processes when one process destroys them', async () => {
    const assetId = newAssetId();
    await appendAll(one.store, assetId, [commitOf(registered('Confidential'))]);
    const titleSeenByTwo = async (): Promise<boolean> => {
      const [first] = (await two.store.load(assetId)).commits;
      return JSON.stringify(first?.commit.events).includes('Confidential');
    };
    expect(await titleSeenByTwo()).toBe(true);
    await one.keys.destroy(assetId);
    while (await titleSeenByTwo()) await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(two.keys.create(assetId)).rejects.toMatchObject({ kind: 'erased' });
  });

  it('notify their listeners once when they are destroyed', async () => {
    const [erased, kept] = [newAssetId(), newAssetId()];
    const heard: (string | undefined)[] = [];
    two.keys.whenErased((assetId) => heard.push(assetId));
    await two.keys.get(erased);
    await one.keys.create(kept);
    await one.keys.create(erased);
    await one.keys.destroy(erased);
    await waitUntil(() => heard.includes(erased), 'the erasure is heard');
    expect(heard).not.toContain(kept);
    // Destroying the key again causes no message, so the next erasure in the list is that of another asset.
    const next = newAssetId();
    await one.keys.destroy(erased);
    await one.keys.destroy(next);
    await waitUntil(() => heard.includes(next), 'the next erasure is heard');
    expect(heard.filter((assetId) => assetId === erased)).toHaveLength(1);
  });

  it('leave the cache of a process that was disconnected at the time', async () => {
    const proxy = await startTcpProxy(nats.port);
    const away = await openClient(proxy.url);
    const assetId = newAssetId();
    await one.keys.create(assetId);
    expect(await away.keys.get(assetId)).toBeDefined();
    proxy.close();
    await one.keys.destroy(assetId);
    proxy.open();
    const isKnown = async (): Promise<boolean> => (await away.keys.get(assetId).catch(() => 'away')) !== undefined;
    while (await isKnown()) await new Promise((resolve) => setTimeout(resolve, 5));
    await away.close();
    await proxy.stop();
    expect(await one.keys.get(assetId)).toBeUndefined();
  });

  it('are not read again by the process that has created them', async () => {
    const [assetId, erased] = [newAssetId(), newAssetId()];
    const heard: (string | undefined)[] = [];
    one.keys.whenErased((id) => heard.push(id));
    await one.keys.create(erased);
    const reads: string[] = [];
    two.nc.subscribe(`$JS.API.STREAM.MSG.GET.${KEY_STREAM}`, {
      callback: (_, { data }) => {
        reads.push(Buffer.from(data).toString());
      },
    });
    await two.nc.flush();
    const key = await one.keys.create(assetId, true);
    // The watch hears of the keys in order, so it has heard of the first ones.
    await one.keys.destroy(erased);
    await waitUntil(() => heard.includes(erased), 'the erasure is heard');
    expect(await one.keys.get(assetId)).toEqual(key);
    expect(await one.keys.get(erased)).toBeUndefined();
    await two.nc.flush();
    expect(reads.filter((text) => text.includes(assetId))).toEqual([]);
    expect(reads.filter((text) => text.includes(erased))).not.toEqual([]);
  });

  it('are kept and stay destroyed if an asset is wrongly taken for a new one', async () => {
    const [kept, erased] = [newAssetId(), newAssetId()];
    const key = await one.keys.create(kept, true);
    await one.keys.create(erased, true);
    await one.keys.destroy(erased);
    const other = await openClient(nats.url);
    expect(await other.keys.create(kept, true)).toEqual(key);
    await expect(other.keys.create(erased, true)).rejects.toMatchObject({ kind: 'erased' });
    await other.close();
  });

  it('are read once for many commits, and never for commits without sealed data', async () => {
    const [assetId = ''] = assetsIn(0, 4, 1);
    await appendAll(one.store, assetId, [commitOf(registered()), commitOf(started()), commitOf(registered('again'))]);
    const asked: string[] = [];
    const counting = {
      get: (id: string) => {
        asked.push(id);
        return two.keys.get(id);
      },
      create: (id: string) => two.keys.create(id),
      destroy: (id: string) => two.keys.destroy(id),
    };
    const reader = await openClient(nats.url, { keys: counting });
    await reader.store.load(assetId);
    expect(asked).toEqual([assetId]);
    const { commits } = await reader.store.load(assetId);
    await reader.store.load(assetId, {
      after: commits[1]?.revision ?? assetFailure(),
      upTo: commits[1]?.revision ?? assetFailure(),
    });
    const plain = newAssetId();
    await appendAll(reader.store, plain, [commitOf(started())]);
    await reader.store.load(plain);
    expect(asked).not.toContain(plain);
    await reader.close();
  });

  it('reject a wrong master key instead of reporting damaged data', async () => {
    const [assetId = ''] = assetsIn(1, 4, 1);
    await appendAll(one.store, assetId, [commitOf(registered('Kept'))]);
    const wrong = new JetStreamDataKeys(two.nc, { masterKey: randomBytes(MASTER_KEY_BYTES) });
    const reader = await openClient(nats.url, { keys: wrong });
    const refusal = { kind: 'wrong-master-key' };
    await expect(wrong.verify()).rejects.toMatchObject(refusal);
    await expect(reader.store.load(assetId)).rejects.toMatchObject(refusal);
    await expect(wrong.create(newAssetId())).rejects.toMatchObject(refusal);
    const ended = reader.store.subscribe({
      partition: 1,
      after: undefined,
      onCommits: () => Promise.resolve(),
      signal: new AbortController().signal,
    });
    await expect(ended).rejects.toMatchObject(refusal);
    expect((await one.store.load(assetId)).commits[0]?.commit.events[0]).toMatchObject({ personal: { title: 'Kept' } });
    await wrong.close();
    await reader.close();
  });

  it('affect only their own asset if their record is damaged', async () => {
    const [damaged = '', sound = ''] = assetsIn(2, 4, 2);
    for (const assetId of [damaged, sound]) await appendAll(one.store, assetId, [commitOf(registered(assetId))]);
    await jetstream(one.nc).publish(keySubject(damaged), randomBytes(61));
    const reader = await openClient(nats.url);
    await expect(reader.store.load(damaged)).rejects.toMatchObject({ kind: 'undecodable' });
    const poison: PoisonMessage[] = [];
    const good: string[] = [];
    const stopping = new AbortController();
    const ended = reader.store.subscribe({
      partition: 2,
      after: undefined,
      onCommits: (batch) => {
        for (const item of batch) {
          if (isPoison(item)) poison.push(item);
          else good.push(item.assetId);
        }
        return Promise.resolve();
      },
      signal: stopping.signal,
    });
    await waitUntil(() => good.includes(sound), 'the sound asset is read');
    stopping.abort();
    await ended;
    expect(poison.map(({ assetId }) => assetId)).toEqual([damaged]);
    await reader.close();
  });

  it('reject a master key of the wrong length', () => {
    expect(() => new JetStreamDataKeys(one.nc, { masterKey: randomBytes(16) })).toThrow(RangeError);
  });
});

function assetFailure(): never {
  throw new Error('there are three commits');
}
