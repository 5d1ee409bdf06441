import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { createInterruptedStream, listKeys, readAll, sha256 } from './content.js';
import type { ArtifactStoreHarness, OpenHarness } from './harness.js';

export function rejectingContract(open: OpenHarness, tellsWritersApart: boolean): void {
  let harness: ArtifactStoreHarness;
  beforeEach(async () => {
    harness = await open();
  });
  afterEach(async () => {
    expect(await harness.leftovers()).toEqual([]);
    await harness.close();
  });

  it('writes a key once: accepts equal content again, rejects other content', async () => {
    const { store } = harness;
    const first = await store.put('once', Buffer.from('content'));
    expect(await store.put('once', Readable.from([Buffer.from('con'), Buffer.from('tent')]))).toEqual(first);
    await expect(store.put('once', Buffer.from('CONTENT'))).rejects.toMatchObject({ kind: 'exists', key: 'once' });
    await expect(store.put('once', Buffer.from('content and more'))).rejects.toMatchObject({ kind: 'exists' });
    expect((await readAll(store, 'once')).toString()).toBe('content');
  });

  (tellsWritersApart ? it : it.skip)('lets one content win when several are put under one key at once', async () => {
    const { store } = harness;
    const contents = Array.from({ length: 6 }, (_, index) => randomBytes(200_000 + index));
    const results = await Promise.allSettled(
      [...contents, ...contents].map((bytes) => store.put('race', Readable.from([bytes]))),
    );
    const stored = await readAll(store, 'race');
    const winners = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.sha256] : []));
    const losers = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    // Two writers put the winning content and succeed. All others get an error.
    expect(winners).toEqual([sha256(stored), sha256(stored)]);
    expect(losers).toHaveLength(10);
    for (const error of losers) expect(error).toMatchObject({ kind: 'exists' });
  });

  it('keeps nothing of a failing source and passes on its error', async () => {
    const { store } = harness;
    const failure = new Error('the line went dead');
    const source = createInterruptedStream(randomBytes(100_000), () => failure);
    await expect(store.put('broken/one', source)).rejects.toBe(failure);
    expect(await listKeys(store)).toEqual([]);
    await store.put('broken/one', Buffer.from('whole'));
    expect((await readAll(store, 'broken/one')).toString()).toBe('whole');
  });

  it('reports a missing source file as such, not as an error of the store', async () => {
    const { store } = harness;
    await expect(store.put('from/nowhere', { path: '/nowhere/at/all' })).rejects.toMatchObject({
      code: 'ENOENT',
      path: '/nowhere/at/all',
    });
    expect(await listKeys(store)).toEqual([]);
  });

  it('keeps nothing after an abort in the middle, and destroys the source', async () => {
    const { store } = harness;
    const aborting = new AbortController();
    let reached: () => void = () => undefined;
    const middle = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const source = createInterruptedStream(randomBytes(100_000), () => {
      reached();
      return undefined;
    });
    const put = store.put('aborted', source, { signal: aborting.signal });
    await middle;
    aborting.abort();
    await expect(put).rejects.toMatchObject({ name: 'AbortError' });
    expect(source.destroyed).toBe(true);
    expect(await listKeys(store)).toEqual([]);
  });

  it('does not start after an abort', async () => {
    const { store } = harness;
    const source = Readable.from([Buffer.from('x')]);
    await expect(store.put('never', source, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(source.destroyed).toBe(true);
    expect(await store.stat('never')).toBeUndefined();
  });

  it('stops at the size limit', async () => {
    const { store } = harness;
    const bytes = randomBytes(70_000);
    await expect(store.put('large', bytes, { limitBytes: bytes.length - 1 })).rejects.toMatchObject({
      kind: 'too-large',
      limitBytes: bytes.length - 1,
    });
    expect(await listKeys(store)).toEqual([]);
    expect(await store.put('large', bytes, { limitBytes: bytes.length })).toMatchObject({ size: bytes.length });
  });

  it.each([
    ['empty', ''],
    ['absolute', '/etc/passwd'],
    ['climbing', '../outside'],
    ['climbing in the middle', 'a/../../outside'],
    ['itself', 'a/./b'],
    ['with an empty segment', 'a//b'],
    ['ending with a slash', 'a/'],
    ['with a NUL', 'a\0b'],
    ['with a backslash', 'a\\..\\b'],
    ['with a blank', 'a b'],
    ['with a line break', 'a\nb'],
    ['with a drive', 'c:x'],
    ['of letters with accents', 'é'],
    ['of an emoji', '🎬'],
    ['of full-width dots', '．．/x'],
    ['with an escaped slash', '..%2f..%2fetc'],
    ['with a very long segment', 'x'.repeat(201)],
    ['very long', Array.from({ length: 7 }, () => 'x'.repeat(100)).join('/')],
  ])('rejects a key that is %s', async (_, key) => {
    const { store } = harness;
    const refusal = { kind: 'invalid-key' };
    const source = Readable.from([Buffer.from('x')]);
    await expect(store.put(key, source)).rejects.toMatchObject(refusal);
    expect(source.destroyed).toBe(true);
    await expect(store.open(key)).rejects.toMatchObject(refusal);
    await expect(store.stat(key)).rejects.toMatchObject(refusal);
    await expect(store.remove(key)).rejects.toMatchObject(refusal);
    await expect(store.materialize(key)).rejects.toMatchObject(refusal);
    expect(await listKeys(store)).toEqual([]);
  });

  it('accepts the longest key that the contracts allow', async () => {
    const { store } = harness;
    const key = `${'x'.repeat(200)}/${'y'.repeat(200)}/${'z'.repeat(198)}`;
    expect(key).toHaveLength(600);
    await store.put(key, Buffer.from('deep'));
    expect(await listKeys(store)).toEqual([key]);
  });

  it('rejects a name that would be both a file and a folder', async () => {
    const { store } = harness;
    await store.put('a/b/c', Buffer.from('file'));
    for (const key of ['a', 'a/b', 'a/b/c/d'])
      await expect(store.put(key, Buffer.from('x'))).rejects.toMatchObject({ kind: 'invalid-key' });
    await expect(store.open('a/b')).rejects.toMatchObject({ kind: 'not-found' });
    expect(await store.stat('a/b')).toBeUndefined();
    expect(await listKeys(store)).toEqual(['a/b/c']);
  });

  it('rejects removing the whole store', async () => {
    const { store } = harness;
    await store.put('kept', Buffer.from('kept'));
    for (const prefix of ['', '/', '..', '.', 'a/..'])
      await expect(store.removePrefix(prefix)).rejects.toMatchObject({ kind: 'invalid-key' });
    expect(await listKeys(store)).toEqual(['kept']);
  });
}
