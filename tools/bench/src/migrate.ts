import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { tempDir } from '@throughline/stack/testing';
import { environment, projectRoot } from './config.js';
import { writeCsv, writeHostile, writeNdjson, writeSqlite, type OldLog } from './migrate/old-logs.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';
import { startBareServer } from './web/child.js';

const DEFAULTS = { rounds: 1, events: 1_000_000 };
/** The memory that hostile files may take. */
const MOST_MIB = 300;
const KIB_OF_MIB = 1_024;

const SOURCES: Readonly<Record<string, (path: string, rows: number) => Promise<OldLog>>> = {
  'logs.csv': writeCsv,
  'logs.ndjson': writeNdjson,
  'logs.db': writeSqlite,
  'hostile.ndjson': writeHostile,
};

interface Measured {
  readonly peakMib: number;
  readonly seconds: number;
}

/** Checks the summary of the command: no file of the source may be missing. */
function requireAll(name: string, last: string, { imported, not_understood, unreadable }: OldLog): void {
  const { summary } = JSON.parse(last) as { readonly summary: OldLog };
  const found = [summary.imported, summary.not_understood, summary.unreadable];
  const expected = [imported, not_understood, unreadable];
  if (found.join() !== expected.join()) throw new Error(`${name}: ${found.join()} instead of ${expected.join()}`);
}

interface Run {
  readonly folder: string;
  readonly name: string;
  readonly url: string;
  readonly args: readonly string[];
}

/** Runs `tl migrate` as a process of its own, and measures its largest resident memory. */
async function migrate({ folder, name, url, args }: Run, log: OldLog): Promise<Measured> {
  const peakFile = join(folder, 'peak');
  const preload = pathToFileURL(fileURLToPath(new URL('migrate/report-peak.js', import.meta.url))).href;
  const tl = join(projectRoot, 'tools/tl/bin/tl.mjs');
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', preload, tl, 'migrate', name, '--json', '--skip-unreadable', ...args], {
    cwd: folder,
    env: { ...environment, TL_URL: url, TL_TOKEN: 'tl_none', TMPDIR: folder, BENCH_PEAK_FILE: peakFile },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close');
  let last = '';
  for await (const each of createInterface(child.stdout)) last = each;
  await ended;
  requireAll(name, last, log);
  return {
    peakMib: Number(await readFile(peakFile, 'utf8')) / KIB_OF_MIB,
    seconds: (performance.now() - started) / 1_000,
  };
}

/** Measures the memory of a migration, however long or hostile its source is. The other end answers at once and keeps nothing. */
export const run: Bench = async ({ args, closing, say }) => {
  const { events: rows, json } = benchOptions(args, DEFAULTS);
  const folder = await tempDir('tl-bench-migrate-');
  closing.add(() => folder.remove());
  const server = await startBareServer('migrate/answers.main.js', {});
  closing.add(() => server.stop());
  const figures: Record<string, number> = {};
  let most = 0;
  for (const [name, write] of Object.entries(SOURCES)) {
    const path = join(folder.path, name);
    const log = await write(path, rows);
    for (const [label, more] of [
      ['dry run', ['--dry-run']],
      ['migration', []],
    ] as const) {
      const { peakMib, seconds } = await migrate({ folder: folder.path, name, url: server.url, args: more }, log);
      const perSecond = Math.round(rows / seconds);
      say(`${name}, ${label}: ${String(rows)} rows, ${peakMib.toFixed(0)} MiB, ${String(perSecond)} rows/s`);
      figures[`${name} ${label} mib`] = Math.round(peakMib);
      figures[`${name} ${label} rows_per_second`] = perSecond;
      most = Math.max(most, peakMib);
    }
    await rm(path);
  }
  return json ? { settings: { rows, most_mib: MOST_MIB }, figures, ratio: { memoryLimit: most / MOST_MIB } } : undefined;
};
