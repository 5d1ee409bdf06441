import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testDepth } from '@throughline/contracts/testing';
import { mediaTools } from '@throughline/stack/testing';
import { ActiveBait } from '#testing/bait.js';
import { PermanentMediaError, ToolError } from '../../errors.js';
import { drawSprites } from '../../preview/draw-sprites.js';
import { makeWebVersion } from '../../preview/make-web-version.js';
import { probe } from '../../probe/probe.js';
import { TestMedia } from '../test-media.js';
import { hostileMedia } from './hostile-media.js';

const tools = await mediaTools();
const MAX_BYTES = 64 * 1024 ** 2;

/** Returns the reason of a failure that the step tolerates, or the name of a part that was made. Other errors are faults. */
async function endOf(part: string, make: () => Promise<unknown>): Promise<string> {
  try {
    return (await make()) === undefined && part === 'sprites' ? 'no picture' : part;
  } catch (error) {
    if (error instanceof PermanentMediaError || error instanceof ToolError) return error.code;
    throw error;
  }
}

describe('previews of hostile media', () => {
  let media: TestMedia;
  let bait: ActiveBait;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    bait = await ActiveBait.lay(media.folder);
  });
  afterAll(async () => {
    await bait.remove();
    await media.remove();
  });

  it('are made or fail with a reason, open nothing that the file names, and write no more than their limits', async () => {
    const all = await hostileMedia(media, bait);
    const honest = all.filter(({ name }) => name.startsWith('honest'));
    const ends: string[] = [];
    for (const { name, content } of [...honest, ...testDepth.samples(all.filter((file) => !honest.includes(file)))]) {
      const folder = media.path(`of ${name}`);
      await mkdir(folder);
      const path = join(folder, name);
      await writeFile(path, content);
      const info = await probe(tools, path).catch(() => undefined);
      if (info === undefined) continue;
      ends.push(await endOf('sprites', () => drawSprites(tools, path, info, { to: join(folder, 'sprites.jpg') })));
      ends.push(await endOf('web', () => makeWebVersion(tools, path, info, { to: join(folder, 'web.mp4') })));
      for (const file of await readdir(folder)) expect((await stat(join(folder, file))).size).toBeLessThan(MAX_BYTES);
    }
    expect(bait.touched).toEqual({ connections: 0, opened: false });
    expect(ends).toContain('web');
    expect(ends.length).toBeGreaterThan(2 * honest.length);
  }, 180_000);
});
