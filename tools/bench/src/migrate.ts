import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir } from '@throughline/stack/testing';
import type { Figure } from './measure/figures.js';
import { measureMigration, MAX_MIB } from './migrate/measure-migration.js';
import { SOURCES } from './migrate/old-logs.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';
import { startBareServer } from './web/child.js';

const PEAKS = 'peak of memory';
/** `events` is the number of rows of each source. */
const DEFAULTS = { events: 1_000_000 };
/** Measures the memory of a migration, however long or hostile its source is. The other end answers at once and keeps nothing. */
export const run: Bench = async ({ args, closing, say }) => {
  const { events: rows } = benchOptions(args, DEFAULTS);
  const folder = await tempDir('tl-bench-migrate-');
  closing.add(() => folder.remove());
  const server = await startBareServer('migrate/answers.main.js', {});
  closing.add(() => server.stop());
  const peaks: Figure[] = [];
  const rates: Figure[] = [];
  for (const [name, write] of Object.entries(SOURCES)) {
    say(name);
    const path = join(folder.path, name);
    const log = await write(path, rows);
    for (const [label, more] of [
      ['dry run', ['--dry-run']],
      ['migration', []],
    ] as const) {
      const { peakMib, seconds } = await measureMigration({ folder: folder.path, name, url: server.url, args: more }, log);
      const run = `${name}, ${label}`;
      peaks.push({ group: PEAKS, name: run, value: peakMib, unit: 'MiB' });
      rates.push({ group: 'speed', name: run, value: rows / seconds, unit: 'rows/s' });
    }
    await rm(path);
  }
  const value = Math.max(...peaks.map((peak) => peak.value));
  const ratioTo = [{ name: 'the limit', value: value / MAX_MIB }];
  const largest: Figure = { group: PEAKS, name: 'largest of all', value, unit: 'MiB', ratioTo };
  return { settings: { events: rows, limitMib: MAX_MIB }, figures: [...peaks, largest, ...rates] };
};
