import { MemoryCaches } from '../testing/memory-caches.js';
import { forgetOldShared, keepShared, takeShared } from './shared-cache.js';

const scope = 'https://tl.example/a/';
const HOUR_MS = 3_600_000;

describe('what another app shares', () => {
  let caches: MemoryCaches;
  let now = 0;
  beforeEach(() => {
    now = 1_000;
    caches = new MemoryCaches();
  });
  const ports = (at = scope) => ({ caches: caches.storage, scope: at, now: () => now });
  const keep = (fields: Readonly<Record<string, string>>, files: readonly File[] = []): Promise<void> => {
    const form = new FormData();
    for (const [name, words] of Object.entries(fields)) form.set(name, words);
    for (const file of files) form.append('files', file);
    return keepShared(form, ports());
  };

  it('is taken once, with names, types and times of files', async () => {
    const talk = new File(['talk'], 'Vorträge – 1.m4a', { type: 'audio/mp4', lastModified: 7 });
    await keep({}, [talk, new File(['bill'], 'bill.pdf', { type: 'application/pdf' })]);
    const shared = await takeShared(ports());
    expect(shared?.files.map(({ name, type }) => [name, type])).toEqual([
      ['Vorträge – 1.m4a', 'audio/mp4'],
      ['bill.pdf', 'application/pdf'],
    ]);
    expect([await shared?.files[0]?.text(), shared?.files[0]?.lastModified]).toEqual(['talk', 7]);
    expect(await takeShared(ports())).toBeUndefined();
    expect(caches.all.size).toBe(0);
  });

  it.each([
    [{ url: 'https://a.example/1', text: 'https://b.example/2' }, 'https://a.example/1'],
    [{ text: 'Look: https://b.example/2?x=1 now' }, 'https://b.example/2?x=1'],
    [{ title: 'A talk', text: 'no address' }, ''],
  ])('may be an address, wherever the app puts it: %j', async (fields, address) => {
    await keep(fields);
    expect(await takeShared(ports())).toEqual({ files: [], address });
  });

  it('takes the place of what was shared before, and belongs to one page', async () => {
    await keep({}, [new File(['1'], '1.mp3'), new File(['2'], '2.mp3')]);
    await keep({}, [new File(['3'], '3.mp3')]);
    expect(await takeShared(ports('https://tl.example/b/'))).toBeUndefined();
    expect((await takeShared(ports()))?.files.map(({ name }) => name)).toEqual(['3.mp3']);
  });

  it('is forgotten if nobody takes it within the hour', async () => {
    await keep({}, [new File(['1'], '1.mp3')]);
    now += HOUR_MS + 1;
    expect(await takeShared(ports())).toBeUndefined();
    expect(caches.all.size).toBe(0);
  });

  it('is removed after an hour, whoever opens the page', async () => {
    await keep({}, [new File(['1'], '1.mp3')]);
    await forgetOldShared(ports());
    expect(caches.all.size).toBe(1);
    now += HOUR_MS + 1;
    await forgetOldShared(ports());
    expect(caches.all.size).toBe(0);
  });

  it('is kept as a whole or not at all', async () => {
    const full = new MemoryCaches();
    const open = full.open;
    full.open = async (name) => ({ ...(await open(name)), put: () => Promise.reject(new Error('The disk is full.')) });
    const form = new FormData();
    form.append('files', new File(['1'], '1.mp3'));
    await expect(keepShared(form, { caches: full.storage, scope, now: () => now })).rejects.toThrow('The disk is full.');
    expect(full.all.size).toBe(0);
    await keep({}, [new File(['1'], '1.mp3'), new File(['2'], '2.mp3')]);
    [...caches.all.values()][0]?.delete(`${scope}share/1`);
    expect(await takeShared(ports())).toBeUndefined();
  });
});
