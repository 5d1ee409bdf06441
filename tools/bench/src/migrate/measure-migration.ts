import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { environment, projectRoot } from '../config.js';
import { readPeakMib, reportPeak } from '../measure/peak.js';
import type { OldLog } from './old-logs.js';

/** The memory that hostile files may take. */
export const MAX_MIB = 300;

export interface MeasuredMigration {
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

/** A run of `tl migrate`. */
export interface MigrationRun {
  readonly folder: string;
  readonly name: string;
  readonly url: string;
  readonly args: readonly string[];
}

/** Runs `tl migrate` as a process of its own, and measures its largest resident memory. */
export async function measureMigration({ folder, name, url, args }: MigrationRun, log: OldLog): Promise<MeasuredMigration> {
  const peakFile = join(folder, 'peak');
  const peak = reportPeak(peakFile);
  const tl = join(projectRoot, 'tools/tl/bin/tl.mjs');
  const started = performance.now();
  const child = spawn(process.execPath, [...peak.args, tl, 'migrate', name, '--json', '--skip-unreadable', ...args], {
    cwd: folder,
    env: { ...environment, TL_URL: url, TL_TOKEN: 'tl_none', TMPDIR: folder, ...peak.env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close');
  let last = '';
  for await (const each of createInterface(child.stdout)) last = each;
  await ended;
  requireAll(name, last, log);
  return {
    peakMib: await readPeakMib(peakFile),
    seconds: (performance.now() - started) / 1_000,
  };
}
