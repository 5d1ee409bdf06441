import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readStackConfig } from '#src/config.js';
import { freePort } from '#src/processes/ports.js';
import { tryCommand, type CommandResult } from '#src/processes/run-command.js';
import { tempDir, type TempDir } from '#testing/until.js';

const { projectRoot, env } = readStackConfig();
const RUN_MS = 90_000;

describe('an event log that was restored from an older copy', () => {
  let folder: TempDir;
  let data: string;
  let ports: Record<string, string>;
  beforeAll(async () => {
    folder = await tempDir('tl-older-log-');
    data = join(folder.path, 'data');
    ports = Object.fromEntries(
      await Promise.all(
        ['TL_NATS_PORT', 'TL_POSTGRES_PORT', 'TL_GATEWAY_PORT'].map(async (name) => [name, String(await freePort())] as const),
      ),
    );
  });
  afterAll(() => folder.remove());

  const start = (...args: string[]): Promise<CommandResult> =>
    tryCommand(process.execPath, [join(projectRoot, 'tools/start.mjs'), '--once', ...args], {
      // The database's OS user must be able to enter this folder, but cannot enter the private one.
      env: { ...env, ...ports, TL_DATA_DIR: data, TL_POSTGRES_DATA: join('/var/tmp', `tl-older-log-${String(process.pid)}`) },
      timeoutMs: RUN_MS,
    });
  const recording = (name: string): string => join(projectRoot, 'assets', name);
  afterAll(() => rm(join('/var/tmp', `tl-older-log-${String(process.pid)}`), { recursive: true, force: true }));

  it(
    'is refused at the start and accepted only with --accept-log',
    async () => {
      expect(await start(recording('short-talk.mp4'))).toMatchObject({ code: 0 });
      const copy = join(folder.path, 'copy');
      await cp(join(data, 'nats'), copy, { recursive: true });
      // Adds a recording that is missing in the copy. Its run may fail.
      const other = join(folder.path, 'other.mp4');
      await writeFile(other, 'not a recording');
      expect(await start(other)).toMatchObject({ code: 1 });

      await rm(join(data, 'nats'), { recursive: true });
      await cp(copy, join(data, 'nats'), { recursive: true });
      const refused = await start('--no-sample');
      expect(refused.code).toBe(1);
      expect(`${refused.stdout}${refused.stderr}`).toContain('restored from an older copy');
      expect(`${refused.stdout}${refused.stderr}`).toContain('--accept-log');

      expect(await start('--no-sample', '--accept-log')).toMatchObject({ code: 0 });
      expect(await start('--no-sample')).toMatchObject({ code: 0 });
    },
    5 * RUN_MS,
  );
});
