import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tryCommand, type CommandResult } from '../processes/run-command.js';
import { testProjectRoot } from '../testing/config.js';
import { tempDir, type TempDir } from '../testing/until.js';

const TOOL = join(testProjectRoot(), 'tools/k8s/upload-lanes.mjs');
const run = (...args: readonly string[]): Promise<CommandResult> => tryCommand(process.execPath, [TOOL, ...args]);

describe('the lanes that KEDA looks at for uploads', () => {
  let dir: TempDir;
  beforeEach(async () => {
    dir = await tempDir('tl-lanes-');
    await mkdir(join(dir.path, 'k8s/overlays/cluster'), { recursive: true });
    await mkdir(join(dir.path, 'apps/upload/src/destinations/simulated'), { recursive: true });
    await mkdir(join(dir.path, 'apps/upload/src/destinations/folder'));
  });
  afterEach(() => dir.remove());
  const at = (...more: readonly string[]): Promise<CommandResult> => run('--root', dir.path, ...more);
  const consumers = async (): Promise<readonly string[]> => {
    const written = await readFile(join(dir.path, 'k8s/overlays/cluster/upload-lanes.yaml'), 'utf8');
    return [...written.matchAll(/consumer: (\S+)/g)].map(([, name = '']) => name);
  };

  it('are those of every destination that there is', async () => {
    expect(await run('--check')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('are written anew by one command where a destination has come, which a check asks for', async () => {
    await at();
    expect(await consumers()).toEqual(['upload_folder']);
    await mkdir(join(dir.path, 'apps/upload/src/destinations/pigeon-post'));
    expect(await at('--check')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('node tools/k8s/upload-lanes.mjs') as string,
    });
    expect(await at()).toMatchObject({ code: 0 });
    expect(await consumers()).toEqual(['upload_folder', 'upload_pigeon-post']);
    expect(await at('--check')).toMatchObject({ code: 0 });
  });
});
