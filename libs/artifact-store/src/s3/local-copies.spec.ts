import { access, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { tempDir, until, type TempDir } from '@throughline/stack/testing';
import { LocalCopies } from './local-copies.js';

describe('the local copies of a bucket', () => {
  let folder: TempDir;
  let bytes: PassThrough;
  let opened: AbortSignal[];
  let copies: LocalCopies;
  let disposed: number;
  beforeEach(async () => {
    folder = await tempDir();
    [bytes, opened, disposed] = [new PassThrough(), [], 0];
    copies = new LocalCopies({
      workspace: async () => {
        const dir = join(folder.path, String(opened.length));
        await mkdir(dir);
        return {
          dir,
          dispose: () => {
            disposed += 1;
            return Promise.resolve();
          },
        };
      },
      open: (_, signal) => {
        opened.push(signal);
        return Promise.resolve({ stream: bytes, size: 5, sha256: undefined });
      },
    });
  });
  afterEach(() => folder.remove());

  it('are still made for the others when one waiting user aborts', async () => {
    const stop = new AbortController();
    const [one, other] = [copies.use('a/b', stop.signal), copies.use('a/b')];
    const reason = new Error('told to stop');
    stop.abort(reason);
    await expect(one).rejects.toBe(reason);
    bytes.end('bytes');
    const { path, release } = await other;
    expect(await readFile(path, 'utf8')).toBe('bytes');
    expect(opened).toHaveLength(1);
    await release();
    expect(disposed).toBe(1);
  });

  it('are aborted without leftovers when no user waits for them', async () => {
    const stops = [new AbortController(), new AbortController()];
    const waiting = stops.map(({ signal }) => copies.use('a/b', signal).catch((error: unknown) => error));
    bytes.write('half');
    await until(() => access(join(folder.path, '1', 'b')).then(() => true));
    for (const stop of stops) stop.abort(new Error('told to stop'));
    expect(await Promise.all(waiting)).toEqual(stops.map(({ signal }) => signal.reason as unknown));
    expect(opened[0]?.aborted).toBe(true);
    expect(bytes.destroyed).toBe(true);
    expect(disposed).toBe(1);
    await expect(copies.use('a/b', stops[0]?.signal)).rejects.toThrow('told to stop');
    expect(opened).toHaveLength(1);
  });
});
