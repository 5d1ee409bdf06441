import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from './processes/run-command.js';
import { testConfig } from '#testing/config.js';
import { tempDir, type TempDir } from '#testing/until.js';

const BUILD = JSON.stringify(pathToFileURL(join(testConfig().projectRoot, 'tools', 'build-bundles.mjs')).href);

/** Counts its calls: two copies count apart. */
const COUNTER = 'let calls = 0; exports.count = () => (calls += 1);';

describe('a bundle', () => {
  let folder: TempDir;
  beforeEach(async () => {
    folder = await tempDir('tl bundle ');
    await write('package-lock.json', '{}');
    await write('apps/one/package.json', '{"type":"module","bundles":["main.js"]}');
    await writePackage('counter', { main: 'counter.js' }, { 'counter.js': COUNTER });
  });
  afterEach(() => folder.remove());

  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), text);
  };
  const writePackage = async (name: string, fields: object, files: Record<string, string>): Promise<void> => {
    await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...fields }));
    for (const [file, text] of Object.entries(files)) await write(`node_modules/${name}/${file}`, text);
  };
  /** An ES module of a package that counts with what it gets by `require`. */
  const writeUser = (text: string): Promise<void> =>
    writePackage(
      'user',
      { type: 'module', exports: './user.js' },
      { 'user.js': `import { createRequire } from 'node:module';\n${text}` },
    );
  const build = async (program: string): Promise<readonly string[]> => {
    await write('apps/one/dist/main.js', program);
    const script = `const { buildBundles } = await import(${BUILD});
      const { failures } = await buildBundles(process.argv[1], { path: process.argv[1] + '/apps/one', folder: 'apps/one' });
      console.log(JSON.stringify(failures));`;
    return JSON.parse(await runCommand(process.execPath, ['--input-type=module', '-e', script, folder.path])) as string[];
  };
  const PROGRAM = "import { count } from 'counter';\nimport { countAgain } from 'user';\ncount();\nconsole.log(countAgain());";

  it.each([
    'const require = createRequire(import.meta.url);\nexport const countAgain = () => require("counter").count();',
    "export const countAgain = () => createRequire(import.meta.url)('counter').count();",
  ])('shares a package with a module that requires it: %j', async (text) => {
    await writeUser(text);
    expect(await build(PROGRAM)).toEqual([]);
    await cp(join(folder.path, 'apps/one/bundle'), join(folder.path, 'alone'), { recursive: true });
    expect(await runCommand(process.execPath, [join(folder.path, 'alone/main.js')])).toBe('2\n');
  });

  it('is refused if it holds a package that a module also requires from node_modules', async () => {
    await writeUser("const load = createRequire(import.meta.url);\nexport const countAgain = () => load('counter').count();");
    expect(await build(PROGRAM)).toEqual([expect.stringContaining('counter is bundled, and also required from node_modules')]);
  });

  it('is refused if it holds one version of a package in two forms', async () => {
    const files = { 'counter.js': COUNTER, 'counter.mjs': 'let calls = 0;\nexport const count = () => (calls += 1);' };
    await writePackage('counter', { exports: { import: './counter.mjs', require: './counter.js' } }, files);
    await writeUser(
      'const require = createRequire(import.meta.url);\nexport const countAgain = () => require("counter").count();',
    );
    expect(await build(PROGRAM)).toEqual([
      expect.stringMatching(
        /counter 1\.0\.0 is bundled twice: cjs from node_modules\/counter in part 1, es from node_modules\/counter in part 1/,
      ),
    ]);
  });

  it('may hold a listed package in two formats, of which one passes on the other', async () => {
    const files = { 'counter.js': COUNTER, 'counter.mjs': "import one from './counter.js';\nexport const count = one.count;" };
    const [es, cjs] = ['./counter.mjs', './counter.js'];
    for (const name of ['commander', 'counter']) await writePackage(name, { exports: { import: es, require: cjs } }, files);
    const requires = (name: string): string =>
      `const require = createRequire(import.meta.url);\nexport const countAgain = () => require("${name}").count();`;
    await writeUser(requires('counter'));
    expect(await build(PROGRAM)).toEqual([expect.stringContaining('counter 1.0.0 is bundled twice')]);
    await writeUser(requires('commander'));
    expect(await build(PROGRAM.replace("'counter'", "'commander'"))).toEqual([]);
    expect(await runCommand(process.execPath, [join(folder.path, 'apps/one/bundle/main.js')])).toBe('2\n');
  });

  /** A part of its own holds TypeORM: see `LATER_PARTS` in tools/bundling/parts.mjs. */
  it('shares a package that a part of its own holds, by name, by default and by a dynamic import', async () => {
    const text = 'Object.defineProperty(exports, "__esModule", { value: true });\nexports.default = "not Node\'s default";';
    await writePackage('typeorm', { main: 'index.js' }, { 'index.js': `${text}\n${COUNTER}` });
    await writeUser("import { count } from 'typeorm';\nexport const countAgain = () => count();");
    const program = `import typeorm, { count } from 'typeorm';
      import { countAgain } from 'user';
      const { count: later, default: all } = await import('typeorm');
      console.log(count(), countAgain(), typeorm.count(), later(), all.count());`;
    expect(await build(program)).toEqual([]);
    await cp(join(folder.path, 'apps/one/bundle'), join(folder.path, 'alone'), { recursive: true });
    expect(await runCommand(process.execPath, [join(folder.path, 'alone/main.js')])).toBe('1 2 3 4 5\n');
  });

  it('holds our libraries in a part of their own, with source maps, and shares their packages', async () => {
    await write('libs/two/package.json', '{"name":"@own/two","type":"module","exports":"./dist/index.js"}');
    await write('libs/two/dist/index.js', "export { countAgain } from './leaf.js';");
    await write('libs/two/dist/leaf.js', "import { count } from 'counter';\nexport const countAgain = () => count();");
    await write('libs/two/dist/leaf.js.map', '{"version":3,"sources":["../src/leaf.ts"],"mappings":";AAAA"}');
    await mkdir(join(folder.path, 'node_modules/@own'));
    await symlink(join(folder.path, 'libs/two'), join(folder.path, 'node_modules/@own/two'));
    expect(await build(PROGRAM.replace("'user'", "'@own/two'"))).toEqual([]);
    await cp(join(folder.path, 'apps/one/bundle'), join(folder.path, 'alone'), { recursive: true });
    expect(await runCommand(process.execPath, [join(folder.path, 'alone/main.js')])).toBe('2\n');
    const files = await readdir(join(folder.path, 'alone'));
    const map = files.find((file) => /^two-[0-9a-f]{8}\.js\.map$/.test(file)) ?? '';
    expect(await readFile(join(folder.path, 'alone', map), 'utf8')).toContain('libs/two/src/leaf.ts');
  });

  it.each(["export * from 'counter';", "import * as all from 'counter';\nconsole.log(Object.keys(all));"])(
    'is refused if our code does not name what it imports from a package: %j',
    async (program) => {
      expect(await build(program)).toEqual([
        expect.stringMatching(/name what is imported from .*counter\.js: "\*" is not supported/),
      ]);
    },
  );

  it('of each workspace was built by processes of at most 300 MiB', async () => {
    const { projectRoot } = testConfig();
    const parts = ['apps', 'libs', 'tools'].map(async (name) => {
      const workspaces = await readdir(join(projectRoot, name));
      return workspaces.map((workspace) => join(projectRoot, name, workspace, 'bundle/.build')).filter(existsSync);
    });
    const stamps = (await Promise.all(parts)).flat();
    const peaks = stamps.map(async (stamp) => {
      const { peaksMiB } = JSON.parse(await readFile(stamp, 'utf8')) as { readonly peaksMiB: readonly number[] };
      return [stamp, Math.max(...peaksMiB)] as const;
    });
    expect(stamps).toHaveLength(9);
    expect((await Promise.all(peaks)).filter(([, peak]) => peak > 300)).toEqual([]);
  });

  it('may lack an optional package that is not installed', async () => {
    await writeUser(`const require = createRequire(import.meta.url);
      export const countAgain = () => { try { return require('counter/none'); } catch { return 'none'; } };`);
    expect(await build(PROGRAM)).toEqual([]);
    expect(await runCommand(process.execPath, [join(folder.path, 'apps/one/bundle/main.js')])).toBe('none\n');
    const user = (await readdir(join(folder.path, 'apps/one/bundle'))).find((file) => file.startsWith('user-'));
    expect(await readFile(join(folder.path, 'apps/one/bundle', user ?? ''), 'utf8')).toContain('counter/none');
  });
});
