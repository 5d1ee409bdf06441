import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStackConfig } from '@throughline/stack';
import { resolveDataFolder } from './project.js';
import { findSettings } from './settings.js';

const nothing = { url: undefined, token: undefined };

describe('findSettings', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-settings-'));
    await mkdir(join(folder, '.throughline'));
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = (content: string) => writeFile(join(folder, '.throughline', 'cli.json'), content);

  it('reads the nearest file upwards, and lets each value of the environment take precedence', async () => {
    await write('{"url":"http://127.0.0.1:8080","token":"tl_file"}');
    expect(await findSettings(nothing, join(folder, 'a', 'b'))).toEqual({ url: 'http://127.0.0.1:8080', token: 'tl_file' });
    expect(await findSettings({ ...nothing, token: 'tl_env' }, folder)).toEqual({
      url: 'http://127.0.0.1:8080',
      token: 'tl_env',
    });
    for (const [url, expected] of [
      ['https://tl.example', 'https://tl.example'],
      ['https://tl.example/?q#f', 'https://tl.example'],
      ['https://tl.example/recordings/', 'https://tl.example/recordings'],
    ] as const)
      expect(await findSettings({ url, token: 'tl_env' }, '/')).toEqual({ url: expected, token: 'tl_env' });
  });

  it('reads the installation of TL_DATA_DIR, whatever file is nearer', async () => {
    await write('{"url":"http://127.0.0.1:8080","token":"tl_near"}');
    const dataDir = join(folder, 'a', 'b');
    await expect(findSettings({ ...nothing, dataDir }, folder)).rejects.toMatchObject({
      exit: 'usage',
      message: expect.stringContaining(`No stack has been started on ${dataDir}`) as string,
    });
    await writeFile(join(dataDir, 'cli.json'), '{"url":"http://127.0.0.1:9999","token":"tl_named"}');
    const named = { url: 'http://127.0.0.1:9999', token: 'tl_named' };
    expect(await findSettings({ ...nothing, dataDir }, folder)).toEqual(named);
    // `npm start` must resolve it in the same way.
    expect(resolveDataFolder('data', '/elsewhere')).toBe(readStackConfig({ TL_DATA_DIR: 'data' }).dataDir);
  });

  it.each([
    ['missing', '{}'],
    ['in a file that is not JSON', '{'],
    ['at an unsupported address', '{"url":"file:///etc","token":"x"}'],
  ])('throws a usage error if the server is %s', async (_, content) => {
    await write(content);
    await expect(findSettings(nothing, folder)).rejects.toMatchObject({ kind: 'cli', exit: 'usage' });
  });
});
