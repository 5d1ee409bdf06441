import { mkdir, readdir, readFile, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand, tryCommand } from './processes/run-command.js';
import { testConfig } from '#testing/config.js';
import { tempDir, type TempDir } from '#testing/until.js';
import type { BuildResult } from './watch.js';

const { projectRoot } = testConfig();
const tool = (name: string): string => JSON.stringify(pathToFileURL(join(projectRoot, 'tools', name)).href);

describe('the build', () => {
  let folder: TempDir;
  beforeEach(async () => {
    folder = await tempDir('tl build ');
    await symlink(join(projectRoot, 'node_modules'), join(folder.path, 'node_modules'));
    await write('libs/one/package.json', '{"type":"module"}');
    await write('libs/one/src/a.ts', 'export const a: number = 1;');
    await write('libs/one/src/deep/b.ts', "import { a } from '../a.js';\nexport const b = a;");
    await write('libs/one/src/a.spec.ts', 'it();');
    await write('libs/one/src/words.json', '["x"]');
  });
  afterEach(() => folder.remove());

  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), text);
  };
  const build = async (): Promise<BuildResult> => {
    const script = `const { build } = await import(${tool('build.mjs')}); console.log(JSON.stringify(await build(process.argv[1])));`;
    return JSON.parse(await runCommand(process.execPath, ['--input-type=module', '-e', script, folder.path])) as BuildResult;
  };
  const built = async (): Promise<string[]> =>
    (await readdir(join(folder.path, 'libs/one/dist'), { recursive: true })).filter((name) => /\.(js|json)$/.test(name)).sort();

  it('compiles the sources without the specs and copies data files', async () => {
    expect(await build()).toEqual({ files: 3, changed: ['libs/one'], failures: [] });
    expect(await built()).toEqual(['a.js', 'deep/b.js', 'words.json']);
    const script = `console.log((await import(${JSON.stringify(pathToFileURL(join(folder.path, 'libs/one/dist/deep/b.js')).href)})).b)`;
    expect(await runCommand(process.execPath, ['--input-type=module', '-e', script])).toBe('1\n');
  });

  it('builds only changed files', async () => {
    await build();
    expect(await build()).toEqual({ files: 0, changed: [], failures: [] });
    const later = new Date(Date.now() + 60_000);
    await utimes(join(folder.path, 'libs/one/src/a.ts'), later, later);
    expect(await build()).toMatchObject({ files: 1, changed: ['libs/one'] });
  });

  it('removes the output of a renamed file, so that nothing imports it any more', async () => {
    await build();
    await rename(join(folder.path, 'libs/one/src/a.ts'), join(folder.path, 'libs/one/src/c.ts'));
    expect(await build()).toMatchObject({ changed: ['libs/one'] });
    expect(await built()).toEqual(['c.js', 'deep/b.js', 'words.json']);
    expect(await readdir(join(folder.path, 'libs/one/dist'))).not.toContain('a.js.map');
  });

  it('names a file that cannot be built and builds the others', async () => {
    await write('libs/one/src/a.ts', 'export const = 1;');
    const { files, failures } = await build();
    expect(files).toBe(2);
    expect(failures).toEqual([expect.stringMatching(/libs\/one\/src\/a\.ts: [\s\S]*Unexpected token/)]);
    expect(failures[0]).not.toContain('Stack backtrace');
    await write('libs/one/src/a.ts', 'export const a = 2;');
    expect(await build()).toMatchObject({ files: 1, failures: [] });
    expect(await readFile(join(folder.path, 'libs/one/dist/a.js'), 'utf8')).toContain('a = 2');
  });
});

describe('the bootstrap', () => {
  const check = (version: string): ReturnType<typeof tryCommand> => {
    const script = `const { checkNode } = await import(${tool('bootstrap.mjs')}); checkNode(process.argv[1]);`;
    return tryCommand(process.execPath, ['--input-type=module', '-e', script, version]);
  };

  it('refuses a Node version that is too old and names the minimum', async () => {
    const { code, stderr } = await check('20.18.3');
    expect(code).not.toBe(0);
    expect(stderr).toContain('Node 20.18.3 is too old: 20.19 or newer is needed');
  });

  it.each(['20.19.0', '22.1.0', '24.0.0'])('accepts %s', async (version) => {
    expect((await check(version)).code).toBe(0);
  });
});
