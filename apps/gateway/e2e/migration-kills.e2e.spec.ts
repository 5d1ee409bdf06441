import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { SUBJECTS, newAssetId } from '@throughline/contracts';
import { STAGES, aRun } from '@throughline/domain/testing';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { exportedHistory } from '#src/testing/exported-history.js';

const TL = fileURLToPath(new URL('../../../tools/tl/bin/tl.mjs', import.meta.url));
const FILES = 30;
const ROWS_OF_FILE = 10;
/** Commits after which a part of the system is killed: fewer than those of the only batch. */
const COMMITS = 40;
/** The gateway imports this many items at once. A killed NATS has not stored the commits that it had only received. */
const AT_ONCE = 16;
const STEPS = ['hash_file', 'check_text', 'extract_text', 'create_file_record', 'queue_s3'] as const;
const COLUMNS = 'id,file_id,step_name,status,timestamp\n';
/** Large enough that others are on their way while one arrives. */
const FILE_BYTES = 2 * 1_024 * 1_024;
const COPIES = 12;

interface TlResult {
  readonly code: number | null;
  readonly out: string;
}
interface Summary {
  readonly imported: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly commits: number;
}

const toRow = (name: string, index: number): string => {
  const file = index % FILES;
  const step = STEPS[Math.floor(index / FILES / 2)] ?? '';
  const status = Math.floor(index / FILES) % 2 === 0 ? 'in_progress' : 'success';
  const time = new Date(Date.UTC(2024, 0, 15) + index * 1_000).toISOString();
  return `${String(index)},${name}-${String(file)},${step},${status},${time}\n`;
};

const history = exportedHistory(aRun().through('DOWNLOAD', ...STAGES)).map((event, index, { length }) =>
  index === length - 1 ? { ...event, originlast: true } : event,
);

/** The events of an export, item by item: the same history under ids of their own. */
function exportOf(items: number): { readonly ids: readonly string[]; readonly lines: string } {
  const ids = Array.from({ length: items }, newAssetId);
  const events = history.map((event) => `${JSON.stringify(event)}\n`).join('');
  return { ids, lines: ids.map((id) => events.replaceAll(history[0]?.subject ?? '', id)).join('') };
}

describe('a migration or an import that is interrupted', () => {
  let system: System;
  let admin: NatsConnection;
  let folder: string;
  beforeAll(async () => {
    system = await startSystem({ ownPostgres: true });
    folder = await mkdtemp(join(tmpdir(), 'tl-migration-kills-'));
    admin = await connect({ ...system.natsLogin('admin'), maxReconnectAttempts: -1 });
  }, 120_000);
  afterAll(async () => {
    await admin.close();
    await system.close();
    await rm(folder, { recursive: true });
  });

  const start = (...args: readonly string[]) => {
    const child = spawn(process.execPath, [TL, ...args, '--json'], {
      cwd: folder,
      // The folder has the notes about unfinished uploads.
      env: { PATH: '', TL_URL: system.url, TL_TOKEN: system.token, XDG_CONFIG_HOME: folder },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const out: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    const ended = once(child, 'close').then(([code]): TlResult => ({
      code: code as number | null,
      out: Buffer.concat(out).toString(),
    }));
    return { child, ended };
  };
  const summaryOf = ({ out }: TlResult): unknown =>
    (JSON.parse(out.trim().split('\n').at(-1) ?? '') as { readonly summary: Summary }).summary;
  const isReady = async (): Promise<boolean> =>
    fetch(`${system.url}/health/ready`).then(
      ({ status }) => status === 200,
      () => false,
    );

  const statusOf = async (id: string): Promise<unknown> => {
    const response = await fetch(`${system.url}/api/v1/recordings/${id}`, {
      headers: { authorization: `Bearer ${system.token}` },
    });
    return response.status === 200 ? ((await response.json()) as { readonly status: unknown }).status : undefined;
  };

  /** Resolves when NATS has received some commits. The connection of the spec must not be the one that is cut. */
  const someCommits = async (): Promise<void> => {
    const commits = admin.subscribe(SUBJECTS.events, { max: COMMITS });
    await admin.flush();
    for await (const _ of commits);
  };

  /** Resolves when some items have their files. */
  const someFiles = async (most: number): Promise<void> => {
    const commits = admin.subscribe(SUBJECTS.events);
    await admin.flush();
    let left = most;
    for await (const message of commits) {
      const { events } = message.json<{ readonly events: readonly { readonly type: string }[] }>();
      left -= events.filter(({ type }) => type === 'SourceBecameReady').length;
      if (left <= 0) return;
    }
  };

  const gateway = () => system.service('gateway');
  const projector = () => system.service('status-projector');
  const nothing = (): Promise<void> => Promise.resolve();
  it.each<[string, () => Promise<void>, () => Promise<void>]>([
    ['the command', nothing, nothing],
    ['the gateway', () => gateway().kill(), () => gateway().start()],
    ['the projector', () => projector().kill(), () => projector().start()],
    ['NATS', () => system.nats.kill(), () => system.nats.restart()],
    ['PostgreSQL', async () => system.postgres?.kill(), async () => system.postgres?.restart()],
  ])(
    'by kill -9 of %s ends right when it is repeated, as a migration',
    async (who, kill, restart) => {
      const name = who.replaceAll(' ', '-');
      const source = `${name}.csv`;
      await writeFile(
        join(folder, source),
        COLUMNS + Array.from({ length: FILES * ROWS_OF_FILE }, (_, index) => toRow(name, index)).join(''),
      );
      await until(isReady, { what: 'the gateway' });
      const seen = someCommits();
      const { child, ended } = start('migrate', source, '--patience', '0');
      await seen;
      if (who === 'the command') child.kill('SIGKILL');
      await kill();
      const interrupted = await ended;
      // The projector is no part of a migration: its tables follow the log when it is back.
      if (who === 'the projector') expect(summaryOf(interrupted)).toMatchObject({ imported: FILES, refused: 0 });
      if (who === 'the gateway' || who === 'NATS') expect(interrupted.code).not.toBe(0);
      await restart();
      await until(isReady, { what: 'the gateway' });

      const again = await start('migrate', source).ended;
      expect(again.code).toBe(0);
      const { imported, unchanged, commits } = summaryOf(again) as Summary;
      expect(imported + unchanged).toBe(FILES);
      expect(commits).toBeLessThanOrEqual(FILES * ROWS_OF_FILE - COMMITS + (who === 'NATS' ? AT_ONCE : 0));
      expect(summaryOf(await start('migrate', source).ended)).toMatchObject({
        imported: 0,
        unchanged: FILES,
        refused: 0,
        commits: 0,
      });
      await until(async () => (await start('migrate', 'verify', source).ended).code === 0, { what: 'an equal migration' });
    },
    180_000,
  );

  // The other parts are killed in `killed-imports.e2e.spec.ts`.
  it.each(['the command', 'the projector'])(
    'by kill -9 of %s ends right when it is repeated, as an import',
    async (who) => {
      const source = `${who.replaceAll(' ', '-')}.ndjson`;
      const { ids, lines } = exportOf(FILES);
      await writeFile(join(folder, source), lines);
      await until(isReady, { what: 'the gateway' });
      const seen = someCommits();
      const { child, ended } = start('import', source, '--patience', '0');
      await seen;
      if (who === 'the command') child.kill('SIGKILL');
      else await projector().kill();
      const interrupted = await ended;
      if (who === 'the command') expect(interrupted.code).toBeNull();
      else expect(summaryOf(interrupted)).toMatchObject({ imported: FILES, refused: 0 });
      if (who === 'the projector') await projector().start();

      const again = await start('import', source).ended;
      expect(again.code).toBe(0);
      const { imported, unchanged } = summaryOf(again) as Summary;
      expect(imported + unchanged).toBe(FILES);
      expect(summaryOf(await start('import', source).ended)).toMatchObject({
        imported: 0,
        unchanged: FILES,
        refused: 0,
        commits: 0,
      });
      for (const id of ids) await until(async () => (await statusOf(id)) === 'PROCESSED', { what: `the row of ${id}` });
    },
    180_000,
  );

  it('by kill -9 of the command among its files brings the others when it is repeated, and none twice', async () => {
    await mkdir(join(folder, 'scans'));
    const names = Array.from({ length: COPIES }, (_, index) => `scan-${String(index)}.txt`);
    for (const name of names) await writeFile(join(folder, 'scans', name), name.padEnd(FILE_BYTES, `${name} `));
    const rows = names.map((name, index) => `${String(index)},${name},hash_file,success,2024-01-15T00:00:00Z,/data/${name}\n`);
    await writeFile(join(folder, 'scans.csv'), COLUMNS.replace('\n', ',file_path\n') + rows.join(''));
    await until(isReady, { what: 'the gateway' });
    const args = ['migrate', 'scans.csv', '--files', '/data=scans'];
    const seen = someFiles(2);
    const { child, ended } = start(...args);
    await seen;
    child.kill('SIGKILL');
    expect((await ended).code).toBeNull();

    const again = await start(...args).ended;
    expect([again.code, summaryOf(again)]).toMatchObject([0, { imported: 0, unchanged: COPIES, commits: 0 }]);
    const { copied, unchanged } = (summaryOf(again) as { readonly files: Readonly<Record<string, number>> }).files;
    expect((copied ?? 0) + (unchanged ?? 0)).toBe(COPIES);
    expect(copied).toBeGreaterThan(0);
    expect(unchanged).toBeGreaterThan(1);
    // The command compares the hash of each file with that of the item.
    await until(async () => {
      const { code, ...last } = await start(...args).ended;
      return (
        code === 0 &&
        (summaryOf({ code, ...last }) as { readonly files: { readonly unchanged: number } }).files.unchanged === COPIES
      );
    });
  }, 120_000);
});
