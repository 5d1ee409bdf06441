import { figuresOf, type Figure } from './measure/figures.js';
import { takeTurns, type Results, type Turn } from './measure/rounds.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';
import { startOnce, type ProgramForm } from './start/one-start.js';
import { openInstallation } from './web/installation.js';

/** Each round starts each service once in each form. */
const DEFAULTS = { rounds: 5 };
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

/** Compares both forms of a service. */
function compareForms(results: Results, app: string, { key, title, unit }: (typeof MEASURES)[number]): readonly Figure[] {
  const of = (form: ProgramForm): readonly number[] => results.get(`${app} ${key} ${form}`) ?? [];
  const subject = `${app}, bundle`;
  const forms = new Map([
    [`${app}, modules`, of('dist')],
    [subject, of('bundle')],
  ]);
  return figuresOf(forms, { group: title, unit, subject });
}

/** Compares the start times of each service, as single modules and as a bundle. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds } = benchOptions(args, DEFAULTS);
  const { env } = await openInstallation(closing);
  const turns = APPS.flatMap((app) => (['dist', 'bundle'] as const).map((form) => turnOf(app, form, env)));
  say('starting each service in both forms');
  const results = await takeTurns(turns, rounds);
  return {
    settings: { rounds },
    figures: MEASURES.flatMap((measure) => APPS.flatMap((app) => compareForms(results, app, measure))),
  };
};
