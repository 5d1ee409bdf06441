import { KnownRoots } from './known-roots.js';

describe('the folders that outputs have used', () => {
  const LOCAL = 1;
  const SHARE = 7;
  let devices: Record<string, number>;
  let roots: KnownRoots;
  beforeEach(async () => {
    devices = { '/': LOCAL, '/mnt': LOCAL, '/mnt/share': SHARE, '/mnt/share/out': SHARE };
    roots = new KnownRoots((path) => Promise.resolve(devices[path]));
    await roots.remember('/mnt/share/out');
  });
  const verdict = (): Promise<unknown> =>
    roots.verify('/mnt/share/out').then(
      () => 'there',
      (error: unknown) => error,
    );

  it('are used as long as they are there', async () => {
    expect(await verdict()).toBe('there');
  });

  it('are waited for while their share is not mounted, though a folder of the same name lies beneath it', async () => {
    devices['/mnt/share/out'] = LOCAL;
    expect(await verdict()).toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
    devices['/mnt/share/out'] = SHARE;
    expect(await verdict()).toBe('there');
  });

  it('are used again where the share comes back under another number', async () => {
    devices['/mnt/share/out'] = 8;
    expect(await verdict()).toBe('there');
  });

  it('are waited for while they are gone', async () => {
    delete devices['/mnt/share/out'];
    expect(await verdict()).toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
  });

  it('are made where they have never been used', async () => {
    await expect(roots.verify('/srv/new')).resolves.toBeUndefined();
  });
});
