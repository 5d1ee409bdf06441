import { setTimeout as pause } from 'node:timers/promises';
import { SERVICE_NAMES, type ServiceName } from '@throughline/stack';
import { figuresOf, ratioOf, type Figure } from './measure/figures.js';
import { pickResults, takeTurns, type Results, type Turn } from './measure/rounds.js';
import { spreadOf } from './measure/statistics.js';
import { benchOptions } from './options.js';
import type { Bench, BenchRun } from './run-bench.js';
import { BareStart } from './start/bare-start.js';
import { startOnce, type ProgramForm } from './start/one-start.js';
import { readProportionalBytes } from './start/proportional-memory.js';
import { WarmInstallation } from './start/warm-start.js';
import { openInstallation } from './web/installation.js';

/** Each round starts each service once in each form, and both installations once. */
const DEFAULTS = { rounds: 5, 'rest-seconds': 300 };
const MEASURES = [
  { key: 'ready', title: 'from start to ready', unit: 'ms' },
  { key: 'cpu', title: 'CPU until ready', unit: 'ms' },
  { key: 'resident', title: 'resident memory when ready', unit: 'MiB' },
] as const;
const OURS = 'npm start, until the page answers';
const BARE = 'NATS, PostgreSQL and a bare service';
const MB = 1_000_000;

const turnOf =
  (app: ServiceName, form: ProgramForm, env: NodeJS.ProcessEnv): Turn =>
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

/** Returns the memory of the services after a rest, in MB. */
async function measureRest(warm: WarmInstallation, seconds: number, say: BenchRun['say']): Promise<number> {
  say(`resting ${String(seconds)} s`);
  await pause(seconds * 1_000);
  const megabytes = (await readProportionalBytes(await warm.servicePids())) / MB;
  if (Number.isNaN(megabytes)) say('The memory at rest cannot be measured: only Linux tells the share of a process');
  return megabytes;
}

/** Compares the start of an installation with bare servers, and the start of each service as single modules and as a bundle. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, 'rest-seconds': restSeconds } = benchOptions(args, DEFAULTS);
  say('running the sample in an installation of its own');
  const warm = await WarmInstallation.open(closing);
  const resident = await measureRest(warm, restSeconds, say);
  await warm.stop();
  const bare = await BareStart.open(closing);
  const starts: readonly Turn[] = [
    async () => ({ [OURS]: await warm.timeStart() }),
    async () => ({ [BARE]: await bare.timeStart() }),
  ];
  say('starting the installation and the bare servers');
  const whole = await takeTurns(starts, rounds);
  const { env, facts } = await openInstallation(closing);
  const turns = SERVICE_NAMES.flatMap((app) => (['dist', 'bundle'] as const).map((form) => turnOf(app, form, env)));
  say('starting each service in both forms');
  const results = await takeTurns(turns, rounds);
  const residentMb = { ...spreadOf([resident]), unit: 'MB' };
  return {
    settings: { rounds, restSeconds, ...facts },
    figures: [
      ...figuresOf(pickResults(whole, [OURS, BARE]), { group: 'warm start', unit: 'ms', subject: OURS }),
      { group: 'memory at rest (PSS)', name: 'all services with their children', value: resident, unit: 'MB' },
      ...MEASURES.flatMap((measure) => SERVICE_NAMES.flatMap((app) => compareForms(results, app, measure))),
    ],
    ratio: { bare: ratioOf(whole, OURS, BARE) },
    limited: { residentMb },
  };
};
