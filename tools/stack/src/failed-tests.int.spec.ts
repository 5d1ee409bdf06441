import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { testConfig } from '#testing/config.js';
import { tempDir, until, type TempDir } from '#testing/until.js';
import { isAlive, identify } from './processes/identity.js';

const { projectRoot, env: testEnv } = testConfig();
const real = (path: string): string => JSON.stringify(pathToFileURL(join(projectRoot, path)).href);

const CONFIG = `
import config from ${real('jest.config.mjs')};
const { globalSetup, reporters, ...rest } = config;
export default { ...rest, rootDir: import.meta.dirname, roots: [import.meta.dirname], cacheDirectory: import.meta.dirname + '/cache' };
`;

/** Runs a pass as \`npm test\` does, and prints its exit code and its summary. */
const RUN = `
const { runPass } = await import(${real('tools/testing/run-pass.mjs')});
const { summaryOf } = await import(${real('tools/testing/summary.mjs')});
const [, root, known] = process.argv;
const folder = root + '/reports';
const pass = { name: 'fast', kinds: ['unit'], full: false, workers: 2 };
const code = await runPass(pass, process.env, { folder, args: ['--config', root + '/jest.config.mjs'] });
const summary = await summaryOf(['fast'], { folder, known: JSON.parse(known) });
process.stdout.write(JSON.stringify({ code, ...summary }));
`;

const PASSES = "it('passes', () => {});";
const FAILS = "it('adds', () => { expect(1 + 1).toBe(3); });";
const FAILS_ONCE = `
import { existsSync, writeFileSync } from 'node:fs';
const mark = import.meta.filename + '.mark';
it('waits', () => {
  const isSecond = existsSync(mark);
  writeFileSync(mark, '');
  expect(isSecond).toBe(true);
});`;
const CRASHES_ONCE = FAILS_ONCE.replace('expect(isSecond).toBe(true)', "if (!isSecond) process.kill(process.pid, 'SIGKILL')");
const LOADS_ONCE = `
import { existsSync, writeFileSync } from 'node:fs';
const mark = import.meta.filename + '.mark';
const isSecond = existsSync(mark);
writeFileSync(mark, '');
if (!isSecond) throw new Error('the server is not there');
it('passes', () => {});`;

interface Outcome {
  readonly code: number;
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

describe('a test file that fails', () => {
  let folder: TempDir;
  beforeEach(async () => {
    folder = await tempDir('tl failed tests ');
    await write('jest.config.mjs', CONFIG);
    await write('package.json', '{"type":"module"}');
    await write('reports/.keep', '');
    await addSpec('good', PASSES);
  });
  afterEach(() => folder.remove());

  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), text);
  };
  /** Writes a spec and its compiled form. */
  const addSpec = async (name: string, text: string): Promise<void> => {
    await write(`libs/one/src/${name}.spec.ts`, text);
    await write(`libs/one/dist/${name}.spec.js`, text);
  };
  const start = (known: readonly string[] = []): ReturnType<typeof spawn> => {
    const { JEST_WORKER_ID: _worker, ...env } = testEnv;
    const args = ['--input-type=module', '-e', RUN, folder.path, JSON.stringify(known)];
    return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  };
  const run = async (known: readonly string[] = []): Promise<Outcome> => {
    let output = '';
    const child = start(known);
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    const outcome = JSON.parse(output.slice(output.lastIndexOf('{"code"'))) as Outcome;
    return { ...outcome, lines: outcome.lines.map((line) => line.replaceAll(`${relative(projectRoot, folder.path)}/`, '')) };
  };
  const pathOf = (name: string): string => `libs/one/src/${name}.spec.ts`;

  it('twice fails the run', async () => {
    await addSpec('broken', FAILS);
    expect(await run()).toEqual({ code: 1, passed: 1, failed: 1, lines: ['1 tests passed, 1 failed, 0 skipped, 0 files flaky'] });
  });

  it('once is named with its first error, and does not fail the run', async () => {
    await addSpec('late', FAILS_ONCE);
    await addSpec('lost', LOADS_ONCE);
    const { lines, ...outcome } = await run();
    expect(outcome).toEqual({ code: 0, passed: 3, failed: 0 });
    expect([...lines].sort()).toEqual([
      '3 tests passed, 0 failed, 0 skipped, 2 files flaky',
      `FLAKY ${pathOf('late')}: waits: Error: expect(received).toBe(expected) // Object.is equality`,
      `FLAKY ${pathOf('lost')}: the server is not there`,
    ]);
  });

  it('once fails the run beside a file that always fails', async () => {
    await addSpec('late', FAILS_ONCE);
    await addSpec('broken', FAILS);
    expect(await run()).toMatchObject({ code: 1, passed: 2, failed: 1 });
  });

  it('fails the run if its process was killed', async () => {
    await addSpec('crash', CRASHES_ONCE);
    expect(await run()).toEqual({
      ...{ code: 1, passed: 1, failed: 1 },
      lines: [`CRASHED ${pathOf('crash')}: its process ended by a signal`, '1 tests passed, 1 failed, 0 skipped, 0 files flaky'],
    });
  });

  it('once fails the run if it is a known flake', async () => {
    await addSpec('late', FAILS_ONCE);
    const known = relative(projectRoot, join(folder.path, pathOf('late')));
    const { lines, ...outcome } = await run([known]);
    expect(outcome).toEqual({ code: 0, passed: 2, failed: 1 });
    expect(lines).toContain(`FAILED ${pathOf('late')} is a known flake (docs/testing.md) and was flaky again: mend it`);
  });

  it('once fails the run if more than five files do', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await addSpec(name, FAILS_ONCE);
    const { lines, ...outcome } = await run();
    expect(outcome).toEqual({ code: 0, passed: 7, failed: 1 });
    expect(lines).toContain('FAILED 6 flaky files are more than 5');
  });

  it('leaves no worker behind when the run is killed', async () => {
    await addSpec(
      'endless',
      `
      import { writeFileSync } from 'node:fs';
      it('waits', () => { writeFileSync(${JSON.stringify(join(folder.path, 'pid'))}, String(process.pid)); return new Promise(() => setInterval(() => {}, 1000)); });
    `,
    );
    const child = start();
    const pid = await until(() => readFile(join(folder.path, 'pid'), 'utf8').then(Number), { what: 'the worker' });
    const worker = await identify(pid);
    child.kill('SIGTERM');
    await until(async () => worker === undefined || !(await isAlive(worker)), { what: 'the end of the worker' });
    expect(worker).toBeDefined();
  });
});
