import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { testConfig } from '#testing/config.js';
import { tempDir, type TempDir } from '#testing/until.js';

interface MemoryFolder {
  removeLeftovers(parent: string): Promise<void>;
  openMemoryFolder(env: NodeJS.ProcessEnv): Promise<{ readonly env: object; remove(): Promise<void> }>;
}

describe('the folder in memory for temporary files of tests', () => {
  let tools: MemoryFolder;
  let parent: TempDir;
  beforeAll(async () => {
    tools = (await import(join(testConfig().projectRoot, 'tools/testing/memory-folder.mjs'))) as MemoryFolder;
    parent = await tempDir();
  });
  afterAll(() => parent.remove());

  it('is removed later if its run was killed, and stays while its run goes on', async () => {
    const { pid: ended } = spawnSync(process.execPath, ['--version']);
    const [stale, used] = [`tl-tests-${String(ended)}-a`, `tl-tests-${String(process.pid)}-b`];
    for (const name of [stale, used, 'foreign']) await mkdir(join(parent.path, name, 'database'), { recursive: true });
    await tools.removeLeftovers(parent.path);
    expect((await readdir(parent.path)).sort()).toEqual(['foreign', used]);
  });

  it('is not used if the user has chosen a folder', async () => {
    const opened = await tools.openMemoryFolder({ TMPDIR: parent.path });
    expect(opened.env).toEqual({});
    await opened.remove();
    expect(await readdir(parent.path)).toContain('foreign');
  });
});
