/** `npm run test:times [-- --top N]`: shows where the last test run spent its time. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { REPORTS, TIMES } from './reports.mjs';

const PHASES = ['environment', 'imports', 'setup', 'tests'];
/** `processor`: the time on a core, with all processes that the file started and that have ended. */
const COLUMNS = ['total', ...PHASES, 'processor'];

const { values } = parseArgs({ options: { top: { type: 'string', default: '25' } } });

/** Groups by workspace, e.g. `libs/domain`, and by kind: no servers, servers and programs, or a whole installation. */
const folderOf = ({ file }) => {
  const kind = /\.(int|smoke|e2e)\.spec\.tsx?$/.exec(file)?.[1] ?? 'unit';
  return `${file.split('/').slice(0, 2).join('/')} (${kind})`;
};

const seconds = (ms) => (ms / 1000).toFixed(1).padStart(12);
const row = (times, name) => `${COLUMNS.map((column) => seconds(times[column])).join('')}  ${name}`;
const HEAD = `${COLUMNS.map((column) => column.padStart(12)).join('')}  (seconds)`;

function sumsBy(files, keyOf) {
  const sums = new Map();
  for (const each of files) {
    const sum = sums.get(keyOf(each)) ?? Object.fromEntries(['files', ...COLUMNS].map((column) => [column, 0]));
    for (const column of COLUMNS) sum[column] += each[column];
    sum.files += 1;
    sums.set(keyOf(each), sum);
  }
  return [...sums].sort(([, a], [, b]) => b.total - a.total);
}

async function lastRun() {
  const names = await readdir(REPORTS).catch(() => []);
  const texts = await Promise.all(
    names.filter((name) => name.endsWith(TIMES)).map((name) => readFile(join(REPORTS, name), 'utf8')),
  );
  return texts.flatMap((text) => JSON.parse(text));
}

const files = await lastRun();
if (files.length === 0) {
  process.stderr.write('No run of the tests has left its times yet: run `npm test` first.\n');
  process.exitCode = 1;
} else {
  const lines = [`The ${values.top} slowest files`, HEAD];
  const slowest = files.toSorted((a, b) => b.total - a.total).slice(0, Number(values.top));
  lines.push(...slowest.map((each) => row(each, `${each.file} (${each.count} tests)`)));
  lines.push('', 'Folders', HEAD);
  lines.push(...sumsBy(files, folderOf).map(([name, sum]) => row(sum, `${name}, ${sum.files} files`)));
  lines.push('', HEAD, ...sumsBy(files, () => 'all').map(([name, sum]) => row(sum, `${name}, ${sum.files} files`)));
  process.stdout.write(`${lines.join('\n')}\n`);
}
