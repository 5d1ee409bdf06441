import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir } from '@throughline/stack/testing';
import { measureMigration, MAX_MIB } from './migrate/measure-migration.js';
import { SOURCES } from './migrate/old-logs.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';
import { startBareServer } from './web/child.js';

const DEFAULTS = { rounds: 1, events: 1_000_000 };
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
      const { peakMib, seconds } = await measureMigration({ folder: folder.path, name, url: server.url, args: more }, log);
      const perSecond = Math.round(rows / seconds);
      say(`${name}, ${label}: ${String(rows)} rows, ${peakMib.toFixed(0)} MiB, ${String(perSecond)} rows/s`);
      figures[`${name} ${label} mib`] = Math.round(peakMib);
      figures[`${name} ${label} rows_per_second`] = perSecond;
      most = Math.max(most, peakMib);
    }
    await rm(path);
  }
  return json ? { settings: { rows, most_mib: MAX_MIB }, figures, ratio: { memoryLimit: most / MAX_MIB } } : undefined;
};
