import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from './processes/run-command.js';
import { testProjectRoot } from '#testing/config.js';
import { tempDir, type TempDir } from '#testing/until.js';

const tool = (name: string): string => pathToFileURL(join(testProjectRoot(), 'tools', name)).href;

interface Apart {
  readonly callApart: <T>(module: string, request: object, begin?: () => void) => Promise<T>;
}

const { callApart } = (await import(tool('bundling/apart.mjs'))) as Apart;

/** Writes down when its process begins and ends. Answers with the process, fails, or is killed. */
const SERVER = `import { appendFileSync } from 'node:fs';
import { serveApart } from ${JSON.stringify(tool('bundling/apart.mjs'))};
const record = (what) => appendFileSync(new URL('record', import.meta.url), what + '\\n');
record('begins');
process.once('exit', () => record('ends'));
serveApart(async ({ failure, isKilled }) => {
  if (failure) throw new Error(failure);
  if (isKilled) { process.kill(process.pid, 'SIGKILL'); await new Promise(() => undefined); }
  return { pid: process.pid };
});`;

describe('work of the build that needs much memory', () => {
  let folder: TempDir;
  let server: string;
  beforeEach(async () => {
    folder = await tempDir('tl apart ');
    server = join(folder.path, 'server.mjs');
    await write('server.mjs', SERVER);
  });
  afterEach(() => folder.remove());

  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), text);
  };

  it('runs in a process of its own, one after another, also after one has failed', async () => {
    const call = (request: object): Promise<unknown> =>
      callApart<{ pid: number }>(server, request).then(
        ({ pid }) => pid,
        (error: unknown) => (error as Error).message,
      );
    const [one, two, three] = await Promise.all([call({}), call({ failure: 'no such module' }), call({})]);
    const record = (await readFile(join(folder.path, 'record'), 'utf8')).trim().split('\n');
    expect(record).toEqual(['begins', 'ends', 'begins', 'ends', 'begins', 'ends']);
    expect(two).toBe('no such module');
    expect(new Set([process.pid, one, three]).size).toBe(3);
  });

  it('says that memory may be missing if the system kills it', async () => {
    await expect(callApart(server, { isKilled: true })).rejects.toThrow('too little free memory');
  });

  it('keeps the bundler out of the process that builds', async () => {
    await write('package-lock.json', '{}');
    for (const name of ['one', 'two']) {
      await write(`apps/${name}/package.json`, '{"type":"module","bundles":["main.js"]}');
      await write(`apps/${name}/dist/main.js`, 'console.log(1);');
    }
    const script = `const { buildBundles } = await import(${JSON.stringify(tool('build-bundles.mjs'))});
      const build = (name) => buildBundles(process.argv[1], { path: process.argv[1] + '/apps/' + name, folder: name }, console.log);
      const built = await Promise.all(['one', 'two'].map(build));
      const isLoaded = process.report.getReport().sharedObjects.some((file) => file.includes('rolldown'));
      console.log(JSON.stringify({ files: built.map(({ files }) => files), isLoaded }));`;
    const output = await runCommand(process.execPath, ['--input-type=module', '-e', script, folder.path]);
    // Both packages are built at once, so either may begin first.
    expect(output.replace('  two\n  one\n', '  one\n  two\n')).toBe('  one\n  two\n{"files":[1,1],"isLoaded":false}\n');
  });
});
