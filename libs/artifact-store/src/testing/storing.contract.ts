import { createHash, randomBytes } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { listKeys, readAll, sha256 } from './content.js';
import type { ArtifactStoreHarness, OpenHarness } from './harness.js';

export function storingContract(open: OpenHarness, sortsKeys: boolean): void {
  let harness: ArtifactStoreHarness;
  beforeEach(async () => {
    harness = await open();
  });
  afterEach(async () => {
    expect(await harness.leftovers()).toEqual([]);
    await harness.close();
  });

  it('returns stored bytes from memory, from a stream and from a file', async () => {
    const { store } = harness;
    const bytes = randomBytes(300_000);
    const facts = { size: bytes.length, sha256: sha256(bytes) };
    const workspace = await store.workspace('given');
    const path = join(workspace.dir, 'given.bin');
    await writeFile(path, bytes);
    expect(await store.put('a/memory', bytes)).toEqual(facts);
    expect(await store.put('a/stream', Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]))).toEqual(facts);
    expect(await store.put('a/file', { path })).toEqual(facts);
    await workspace.dispose();
    for (const key of ['a/memory', 'a/stream', 'a/file']) expect((await readAll(store, key)).equals(bytes)).toBe(true);
  });

  it('stores an empty artifact', async () => {
    const { store } = harness;
    const facts = { size: 0, sha256: createHash('sha256').digest('hex') };
    expect(await store.put('empty', new Uint8Array())).toEqual(facts);
    expect(await store.put('empty-stream', Readable.from([]))).toEqual(facts);
    expect(await readAll(store, 'empty')).toHaveLength(0);
    expect(await store.stat('empty')).toMatchObject({ size: 0 });
    await expect(store.open('empty', { start: 0, end: 0 })).rejects.toMatchObject({ kind: 'invalid-range', size: 0 });
  });

  it('reads a range: both ends inclusive, an end beyond the last byte truncated', async () => {
    const { store } = harness;
    await store.put('digits', Buffer.from('0123456789'));
    const read = async (start: number, end: number): Promise<string> =>
      (await readAll(store, 'digits', { start, end })).toString();
    expect(await read(0, 9)).toBe('0123456789');
    expect(await read(3, 5)).toBe('345');
    expect(await read(9, 9)).toBe('9');
    expect(await read(8, 1_000)).toBe('89');
    const opened = await store.open('digits', { start: 3, end: 5 });
    opened.stream.destroy();
    expect(opened.size).toBe(10);
    for (const range of [
      { start: 10, end: 12 },
      { start: -1, end: 3 },
      { start: 5, end: 4 },
      { start: 0.5, end: 4 },
    ])
      await expect(store.open('digits', range)).rejects.toMatchObject({ kind: 'invalid-range', size: 10 });
  });

  it('returns size and time of a stored artifact, and nothing for a missing one', async () => {
    const { store } = harness;
    const before = Date.now();
    await store.put('here', Buffer.from('abc'));
    const facts = await store.stat('here');
    expect(facts?.size).toBe(3);
    // File systems round times.
    expect(new Date(facts?.modifiedAt ?? '').getTime()).toBeGreaterThan(before - 2_000);
    expect(await store.stat('there')).toBeUndefined();
    expect(await store.stat('here/below')).toBeUndefined();
    await expect(store.open('there')).rejects.toMatchObject({ kind: 'not-found', key: 'there' });
    await expect(store.materialize('there')).rejects.toMatchObject({ kind: 'not-found' });
  });

  (sortsKeys ? it : it.skip)('lists what is below a prefix of whole segments, sorted', async () => {
    const { store } = harness;
    const keys = ['a.b/1', 'a/b-c/1', 'a/b/1', 'a/b/2', 'a/b/c/3', 'a/bb/1', 'z'];
    for (const key of [...keys].reverse()) await store.put(key, Buffer.from(key));
    expect(await listKeys(store)).toEqual(keys);
    expect(await listKeys(store, 'a/b')).toEqual(['a/b/1', 'a/b/2', 'a/b/c/3']);
    expect(await listKeys(store, 'a/b/')).toEqual(['a/b/1', 'a/b/2', 'a/b/c/3']);
    expect(await listKeys(store, 'a/b/1')).toEqual([]);
    expect(await listKeys(store, 'nothing')).toEqual([]);
    for await (const { key, size } of store.list('a')) expect(size).toBe(key.length);
  });

  it('removes one artifact, or all below a prefix, and accepts missing ones', async () => {
    const { store } = harness;
    for (const key of ['x/1', 'x/2', 'x/y/3', 'xx/4']) await store.put(key, Buffer.from(key));
    await store.remove('x/1');
    await store.remove('x/1');
    await store.remove('x');
    expect(await listKeys(store)).toEqual(['x/2', 'x/y/3', 'xx/4']);
    await store.removePrefix('x');
    await store.removePrefix('x');
    await store.removePrefix('xx/4');
    expect(await listKeys(store)).toEqual(['xx/4']);
    await store.put('x', Buffer.from('the name is free again'));
    expect(await listKeys(store)).toEqual(['x', 'xx/4']);
  });

  it('lets a started reader read to the end even if the artifact is removed', async () => {
    const { store } = harness;
    const bytes = randomBytes(1_000_000);
    await store.put('long', bytes);
    const { stream } = await store.open('long');
    await store.remove('long');
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  });

  it('gives a local file to programs that need one', async () => {
    const { store } = harness;
    await store.put('m/talk.mp4', Buffer.from('media'));
    const file = await store.materialize('m/talk.mp4');
    expect(file.path.endsWith('talk.mp4')).toBe(true);
    expect(await readFile(file.path, 'utf8')).toBe('media');
    await file.release();
    await file.release();
    expect((await readAll(store, 'm/talk.mp4')).toString()).toBe('media');
  });

  it('creates private folders that are removed with their content', async () => {
    const { store } = harness;
    const [one, two] = [await store.workspace('attempt-1'), await store.workspace('attempt-1')];
    expect(one.dir).not.toBe(two.dir);
    await writeFile(join(one.dir, 'half.mp4'), 'half');
    await one.dispose();
    await one.dispose();
    await expect(stat(one.dir)).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await stat(two.dir)).mode & 0o077).toBe(0);
    expect(await listKeys(store)).toEqual([]);
    await two.dispose();
  });
}
