import { execFile } from 'node:child_process';
import { appendFile, copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSystem, tempDir, type System, type TempDir } from '@throughline/stack/testing';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PADDING = 20 * 2 ** 20;

/** Returns a recording large enough for several parts: players skip the added box `free`. */
async function longTalk(folder: string): Promise<string> {
  const path = join(folder, 'talk.mp4');
  await copyFile(join(ROOT, 'assets/short-talk.mp4'), path);
  const box = Buffer.alloc(PADDING);
  box.writeUInt32BE(PADDING);
  box.write('free', 4, 'latin1');
  await appendFile(path, box);
  return path;
}

describe('tl push to a gateway that is killed', () => {
  let system: System;
  let folder: TempDir;
  beforeAll(async () => {
    folder = await tempDir('tl-pushing-');
    const points = ['gateway.piece-stored', 'gateway.upload-joined', 'gateway.appended', 'gateway.upload-concluded'];
    const TL_FAILPOINT = points.map((point) => `${point}=kill`).join(';');
    system = await startSystem({ env: { gateway: { TL_FAILPOINT } } });
  }, 120_000);
  afterAll(async () => {
    await system.close();
    await folder.remove();
  }, 60_000);

  const tl = async (...args: readonly string[]): Promise<string> => {
    const env = { TL_URL: system.url, TL_TOKEN: system.token, XDG_CONFIG_HOME: folder.path };
    const bin = join(ROOT, 'tools/tl/bin/tl.mjs');
    return (await promisify(execFile)(process.execPath, [bin, ...args], { env })).stdout;
  };

  it('resumes after kills during upload, joining, registration and answer, and waits for the single recording', async () => {
    const path = await longTalk(folder.path);
    const pushed = JSON.parse(await tl('push', path, '--wait', '--patience', '120', '--json')) as Record<string, unknown>;
    expect(system.service('gateway').crashes).toBe(4);
    expect(pushed).toMatchObject({ status: 'READY', failed: false, title: 'talk' });
    expect((JSON.parse(await tl('ls', '--json')) as { id: string }[]).map(({ id }) => id)).toEqual([pushed['id']]);
    expect(await readdir(system.outputDir)).toHaveLength(1);
    expect(await readdir(join(system.artifactsDir, 'parts')).catch(() => [])).toEqual([]);
    expect(await readdir(join(folder.path, 'throughline', 'uploads'))).toEqual([]);
  }, 240_000);
});
