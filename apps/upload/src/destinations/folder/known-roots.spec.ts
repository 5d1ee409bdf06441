import { KnownRoots } from './known-roots.js';

describe('the known root folders', () => {
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

  it('are used while they exist', async () => {
    expect(await verdict()).toBe('there');
  });

  it('are waited for while their share is unmounted, although a folder with their name exists below it', async () => {
    devices['/mnt/share/out'] = LOCAL;
    expect(await verdict()).toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
    devices['/mnt/share/out'] = SHARE;
    expect(await verdict()).toBe('there');
  });

  it('are used again if the share returns under another device number', async () => {
    devices['/mnt/share/out'] = 8;
    expect(await verdict()).toBe('there');
  });

  it('are waited for while they are missing', async () => {
    delete devices['/mnt/share/out'];
    expect(await verdict()).toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
  });

  it('are created if they were never used', async () => {
    await expect(roots.verify('/srv/new')).resolves.toBeUndefined();
  });
});
