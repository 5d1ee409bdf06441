import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sqlite from 'node-sqlite3-wasm';
import { FakeImports } from '#testing/fake-imports.js';
import { requireClone } from './operator/local-command.js';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('the packed tl outside the clone', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-packed-'));
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: PACKAGE });
    const [packed] = JSON.parse(stdout) as { files: { path: string }[] }[];
    for (const { path } of packed?.files ?? []) await cp(join(PACKAGE, path), join(folder, path), { recursive: true });
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const tlWith = (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> =>
    run(process.execPath, [join(folder, 'bin/tl.mjs'), ...args], { cwd: folder, env: { ...env } }).then(
      (ended) => ({ code: 0, ...ended }),
      (ended: unknown) => ended as Ended,
    );
  const tl = (...args: readonly string[]): Promise<Ended> => tlWith({}, ...args);

  it('runs without other packages', async () => {
    expect(await tl('--version')).toMatchObject({ code: 0, stdout: '0.1.0\n' });
    expect(await tl('completion', 'bash')).toMatchObject({ code: 0, stdout: expect.stringContaining('complete ') as string });
    expect(await tl('ls')).toMatchObject({ code: 2, stderr: expect.stringContaining('set TL_URL and TL_TOKEN') as string });
  });

  it('says which package a migration from PostgreSQL needs', async () => {
    const server = await FakeImports.start();
    const env = { TL_URL: server.url, TL_TOKEN: 'tl_none', TL_MIGRATE_DATABASE: 'postgres://old@127.0.0.1:9/old' };
    expect(await tlWith(env, 'migrate', 'postgres', '--dry-run')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Install it beside tl: npm install pg') as string,
    });
    await server.close();
  });

  it('reads SQLite, with the package beside it that older versions of Node need', async () => {
    await mkdir(join(folder, 'node_modules'));
    await symlink(dirname(dirname(require.resolve('node-sqlite3-wasm'))), join(folder, 'node_modules/node-sqlite3-wasm'));
    const database = new sqlite.Database(join(folder, 'old.db'));
    database.exec(`create table processing_logs as select 1 as id, 'f1' as file_id, 'hash_file' as step_name, 'success' as status,
      '2024-01-15 10:00:00' as timestamp`);
    database.close();
    const server = await FakeImports.start();
    const env = { TL_URL: server.url, TL_TOKEN: 'tl_none' };
    expect(await tlWith(env, 'migrate', 'old.db', '--json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"imported":1') as string,
    });
    await server.close();
  });

  it('names the commands that work only in the clone', async () => {
    expect(await tl('doctor')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('In the clone: npx tl doctor') as string,
    });
    expect(() => {
      requireClone('doctor', '/clone');
    }).not.toThrow();
  });
});
