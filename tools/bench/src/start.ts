import { takeTurns, type Results, type Turn } from './measure/rounds.js';
import { median, ratios, spreadOf } from './measure/statistics.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';
import { startOnce, type ProgramForm } from './start/one-start.js';
import { openInstallation } from './web/installation.js';

/** `events` is unused: each round starts each service once in each form. */
const DEFAULTS = { rounds: 5, events: 1 };
const APPS = ['gateway', 'ingest', 'processing', 'upload', 'status-projector'] as const;
const MEASURES = [
  { key: 'ready', title: 'from start to ready', unit: 'ms' },
  { key: 'cpu', title: 'CPU until ready', unit: 'ms' },
  { key: 'resident', title: 'resident memory when ready', unit: 'MiB' },
] as const;

const turnOf =
  (app: string, form: ProgramForm, env: NodeJS.ProcessEnv): Turn =>
  async () => {
    const start = await startOnce(app, form, env);
    return Object.fromEntries(MEASURES.map(({ key }) => [`${app} ${key} ${form}`, start[key]]));
  };

function row(results: Results, app: string, key: string): string {
  const of = (form: ProgramForm): readonly number[] => results.get(`${app} ${key} ${form}`) ?? [];
  const { median: ratio, least, most } = spreadOf(ratios(of('bundle'), of('dist')));
  const cells = [median(of('dist')), median(of('bundle'))].map((value) => Math.round(value).toLocaleString('en-US').padStart(10));
  return `  ${app.padEnd(18)}${cells.join('')}    ${ratio.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)}) x`;
}

/** Compares the start times of each service, as single modules and as a bundle. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds } = benchOptions(args, DEFAULTS);
  const { env } = await openInstallation(closing);
  const turns = APPS.flatMap((app) => (['dist', 'bundle'] as const).map((form) => turnOf(app, form, env)));
  const results = await takeTurns(turns, rounds);
  for (const { key, title, unit } of MEASURES) {
    say(`\n${title}, ${unit}: median over ${String(rounds)} rounds`);
    say(`  ${''.padEnd(18)}${'modules'.padStart(10)}${'bundle'.padStart(10)}    bundle is`);
    for (const app of APPS) say(row(results, app, key));
  }
};
