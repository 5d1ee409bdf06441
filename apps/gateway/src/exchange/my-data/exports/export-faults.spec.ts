import type { ArtifactSource, PutOptions, StoredArtifact } from '@throughline/artifact-store';
import { MemoryArtifactStore } from '@throughline/artifact-store/testing';
import { RetryableError } from '@throughline/contracts';
import { FailOnce } from '../../../testing/fail-once.js';
import type { MemoryGateway } from '../../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../../testing/renewed-memory-gateway.js';
import { readZip } from '../../../testing/read-zip.js';
import { upload } from '../../../testing/upload.js';
import { prefixOf } from './data-export.js';
import { EXPORT_KEPT_MS } from './export-store.js';
import { MAX_ATTEMPTS } from './export-runner.js';

/** An artifact store without room for archives. */
class FullStore extends MemoryArtifactStore {
  isFull = false;

  override put(key: string, source: ArtifactSource, options?: PutOptions): Promise<StoredArtifact> {
    if (!this.isFull || !key.startsWith('exports/')) return super.put(key, source, options);
    return Promise.reject(new RetryableError('disk-full', 'there is no room'));
  }
}

describe('an export that is interrupted', () => {
  const crash = new FailOnce();
  let gateway: MemoryGateway;
  let artifacts: FullStore;
  let time: number;
  const renew = renewMemoryGateway(() => ({ failpoint: crash.failpoint, ports: { now: () => new Date(time) } }));
  beforeEach(async () => {
    time = Date.now();
    artifacts = new FullStore();
    gateway = await renew({ artifacts });
    for (const title of ['one', 'two', 'three']) await upload(gateway, { fields: { title } });
  });

  const keys = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const { key } of artifacts.list('exports')) found.push(key);
    return found;
  };
  const start = async (): Promise<string> => {
    const { id } = await gateway.ports.exports.add('01KAQ7J3M8N5P6R7S8T9V0W1X2', gateway.owner);
    return id;
  };
  const find = (id: string) => gateway.ports.exports.find(gateway.owner, id);

  it.each(['gateway.export-item', 'gateway.export-stored'])(
    'offers nothing after a crash at %s, and a whole archive later',
    async (place) => {
      crash.at = place;
      const id = await start();
      await gateway.exports.resume();
      expect(await find(id)).toMatchObject({ state: 'running', archive: undefined });
      await gateway.exports.resume();
      const done = await find(id);
      expect(done).toMatchObject({ state: 'ready', items: 3 });
      expect(await keys()).toEqual([done?.archive?.key]);
      const { stream } = await artifacts.open(done?.archive?.key ?? '');
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
      const files = await readZip(Buffer.concat(chunks));
      expect([...files.keys()].filter((path) => path.endsWith('item.json'))).toHaveLength(3);
    },
  );

  it('is taken over when the lease of a killed gateway has ended, whose file is removed', async () => {
    const id = await start();
    const killed = await gateway.ports.exports.claim(id, 15_000);
    await artifacts.put(`${prefixOf(id)}/${killed?.claim ?? ''}.zip`, Buffer.from('PK'));
    await gateway.exports.resume();
    expect(await find(id)).toMatchObject({ state: 'running' });
    time += 15_000;
    await gateway.exports.resume();
    const done = await find(id);
    expect(done?.state).toBe('ready');
    expect(await keys()).toEqual([done?.archive?.key]);
  });

  it('ends with the reason if the server has no room', async () => {
    artifacts.isFull = true;
    const id = await start();
    await gateway.exports.resume();
    expect(await find(id)).toMatchObject({ state: 'failed', problem: 'storage-full', archive: undefined });
    expect(await keys()).toEqual([]);
  });

  it('ends after several failed attempts', async () => {
    const id = await start();
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      expect(await find(id)).toMatchObject({ state: 'running' });
      crash.at = 'gateway.export-item';
      await gateway.exports.resume();
    }
    expect(await find(id)).toMatchObject({ state: 'failed', problem: 'repeated-failure' });
  });

  it('ends if every attempt has crashed', async () => {
    const id = await start();
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      await gateway.ports.exports.claim(id, 15_000);
      time += 15_000;
    }
    await gateway.exports.resume();
    expect(await find(id)).toMatchObject({ state: 'failed', problem: 'repeated-failure' });
  });

  it('leaves no archive if it was deleted meanwhile', async () => {
    const id = await start();
    const { exports: store } = gateway.ports;
    const claim = await store.claim(id, 15_000);
    await store.remove(gateway.owner, id);
    await artifacts.put(`${prefixOf(id)}/${claim?.claim ?? ''}.zip`, Buffer.from('PK'));
    await gateway.exports.removeOrphans(new AbortController().signal);
    expect(await keys()).toEqual([]);
  });

  it('is deleted with its archive after seven days', async () => {
    const id = await start();
    await gateway.exports.resume();
    const signal = new AbortController().signal;
    const statuses = () =>
      Promise.all(
        ['', '/archive'].map(async (part) => {
          const url = `/api/v1/me/exports/${id}${part}`;
          return (await gateway.app.inject({ url, headers: { authorization: `Bearer ${gateway.token}` } })).statusCode;
        }),
      );
    time += EXPORT_KEPT_MS - 1;
    expect(await gateway.exports.removeOrphans(signal)).toBe(0);
    expect(await keys()).toHaveLength(1);
    expect(await statuses()).toEqual([200, 200]);
    time += 1;
    expect(await find(id)).toBeUndefined();
    // Refused at once, although the sweep has not deleted the archive yet.
    expect([await statuses(), await keys()]).toEqual([[404, 404], [expect.any(String)]]);
    expect(await gateway.exports.removeOrphans(signal)).toBe(1);
    expect(await keys()).toEqual([]);
  });
});
