import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderArtifactStore } from '../artifact-store.folder.js';
import { listKeys, readAll } from '../testing/content.js';
import { runScript } from '../testing/run-script.js';

describe('a process that is killed', () => {
  let folder: string;
  let root: string;
  let child: ChildProcess | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl crash-'));
    root = join(folder, 'store');
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (script: string): Promise<void> => {
    child = await runScript(folder, script);
  };
  const readOutput = async (): Promise<string> => {
    if (!child?.stdout) throw new Error('the child has no output');
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return line.toString().trim();
  };
  const kill = async (): Promise<void> => {
    if (child === undefined) throw new Error('there is no child');
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const temporary = async (): Promise<string[]> => [
    ...(await readdir(join(root, 'tmp'))),
    ...(await readdir(join(root, 'workspaces'))),
  ];

  it('in the middle of a put leaves nothing under the key, and the next opening removes its leftovers', async () => {
    await start(`
      import { Readable } from 'node:stream';
      const store = await openFolderArtifactStore(${JSON.stringify(root)});
      let given = 0;
      const endless = new Readable({ read() {
        if ((given += 1) <= 40) this.push(Buffer.alloc(65536, given));
        else setTimeout(() => { process.stdout.write('middle\\n'); }, 50);
      } });
      await store.put('a/run/step/attempt/video.mp4', endless);
    `);
    expect(await readOutput()).toBe('middle');
    await kill();
    expect(await temporary()).toHaveLength(1);
    const store = await openFolderArtifactStore(root);
    expect(await temporary()).toEqual([]);
    expect(await listKeys(store)).toEqual([]);
    await store.put('a/run/step/attempt/video.mp4', Buffer.from('whole'));
    expect((await readAll(store, 'a/run/step/attempt/video.mp4')).toString()).toBe('whole');
  });

  it('right after a put loses nothing', async () => {
    await start(`
      const store = await openFolderArtifactStore(${JSON.stringify(root)});
      for (let n = 0; ; n += 1) {
        await store.put('done/' + n, Buffer.alloc(100000, n % 256));
        process.stdout.write(n + '\\n');
      }
    `);
    const numbers: number[] = [];
    while (numbers.length < 20) numbers.push(...(await readOutput()).split('\n').map(Number));
    await kill();
    const store = await openFolderArtifactStore(root);
    for (const n of numbers)
      expect((await readAll(store, `done/${String(n)}`)).equals(Buffer.alloc(100_000, n % 256))).toBe(true);
    for await (const { size } of store.list('')) expect(size).toBe(100_000);
    expect(await temporary()).toEqual([]);
  });

  it('leaves its workspace for collection, while workspaces of live processes stay', async () => {
    await start(`
      const store = await openFolderArtifactStore(${JSON.stringify(root)});
      const { dir } = await store.workspace('attempt-1');
      process.stdout.write(dir + '\\n');
      setInterval(() => undefined, 1000);
    `);
    const dir = await readOutput();
    await writeFile(join(dir, 'half.mp4'), 'half');
    await openFolderArtifactStore(root);
    expect(await readdir(dir)).toEqual(['half.mp4']);
    await kill();
    const store = await openFolderArtifactStore(root);
    expect(await temporary()).toEqual([]);
    expect(await store.collectLeftovers()).toBe(0);
  });
});
