import { until } from '@throughline/stack/testing';
import { figuresOf, type Figure } from './measure/figures.js';
import { takeTurns, type Results, type Turn } from './measure/rounds.js';
import { quantile } from './measure/statistics.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';
import { pollFlatOut, pollAtInterval, type PollTarget } from './status-read/polling.js';
import { readCpuMicroseconds, startBareServer } from './web/child.js';
import { Connection } from './web/connection.js';
import { openInstallation } from './web/installation.js';

/** `events` is the number of recordings that are polled. */
const DEFAULTS = { rounds: 3, events: 100 };
const POLLERS = [100, 1_000] as const;
const EVERY_MS = 5_000;
const FLAT_OUT_MS = 2_000;
const OURS = 'gateway, a recording at rest';
const CPU = ' (CPU)';

const pathOf = (id: string): string => `/api/v1/recordings/${id}`;

/** Also served by the bare server. */
async function bodyOf(url: string, token: string, path: string): Promise<Buffer> {
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${path} was answered ${String(answer.status)}`);
  return Buffer.from(await answer.arrayBuffer());
}

interface Contestant {
  readonly name: string;
  readonly at: PollTarget;
  readonly pid: number;
}

/** Measures answers per second and CPU time per answer. CPU time is meaningful on a busy machine, too. */
const createFlatOutTurn =
  ({ name, at, pid }: Contestant): Turn =>
  async () => {
    const before = await readCpuMicroseconds(pid);
    const { answered, perSecond } = await pollFlatOut(at, POLLERS[0], FLAT_OUT_MS);
    return { [name]: perSecond, [name + CPU]: ((await readCpuMicroseconds(pid)) - before) / answered };
  };

const selectResults = (results: Results, isCpu: boolean): Results =>
  new Map([...results].filter(([name]) => name.endsWith(CPU) === isCpu).map(([name, values]) => [name.replace(CPU, ''), values]));

/** Measures status requests from pollers: at full speed, and at the rate of the web page. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const installation = await openInstallation(closing);
  const gateway = await installation.gateway();
  closing.add(() => gateway.stop());
  const { token } = installation;
  const atRest: string[] = [];
  const inProgress: string[] = [];
  for (let nth = 0; nth < events; nth += 1) {
    atRest.push(pathOf(await installation.register(`Talk ${String(nth)}`)));
    inProgress.push(pathOf(await installation.register(`Run ${String(nth)}`, true)));
  }
  const ours: PollTarget = { url: gateway.url, token, paths: atRest, isConditional: false };
  await until(() => isProjected(ours), { what: 'rows of what is polled', timeout: 60_000 });
  const body = await bodyOf(gateway.url, token, atRest[0] ?? '');
  const bare = await startBareServer('status-read/bare.main.js', { BENCH_TOKEN: token, BENCH_BODY: body.toString('base64') });
  closing.add(() => bare.stop());
  const bareOne: PollTarget = { ...ours, url: bare.url };
  const contestants: readonly Contestant[] = [
    { name: 'route without a database', at: bareOne, pid: bare.pid },
    { name: OURS, at: ours, pid: gateway.pid },
    { name: 'gateway, the same with If-None-Match (304)', at: { ...ours, isConditional: true }, pid: gateway.pid },
    { name: 'gateway, a recording in progress', at: { ...ours, paths: inProgress }, pid: gateway.pid },
    { name: 'gateway, the same with If-None-Match', at: { ...ours, paths: inProgress, isConditional: true }, pid: gateway.pid },
  ];
  const group = `${String(POLLERS[0])} pollers without pauses`;
  say(group);
  const flat = await takeTurns(contestants.map(createFlatOutTurn), rounds);
  const figures: Figure[] = [
    ...figuresOf(selectResults(flat, false), { group, unit: 'requests/s', subject: OURS }),
    ...figuresOf(selectResults(flat, true), { group: `${group}, CPU of the server`, unit: 'µs for a request', subject: OURS }),
  ];
  for (const pollers of POLLERS) {
    const pace = `${String(pollers)} pollers, each every 5 s`;
    say(pace);
    const turns: Turn[] = contestants.map(({ name, at }) => async () => ({
      [name]: quantile(await pollAtInterval(at, pollers, { everyMs: EVERY_MS, ms: EVERY_MS }), 0.99),
    }));
    figures.push(...figuresOf(await takeTurns(turns, rounds), { group: pace, unit: 'ms, p99 of a round', subject: OURS }));
  }
  return { settings: { rounds, events, bytesAtRest: body.byteLength }, figures };
};

async function isProjected({ url, token, paths }: PollTarget): Promise<boolean> {
  const connection = await Connection.open(url);
  const status = await connection.get(paths.at(-1) ?? '/', { authorization: `Bearer ${token}` });
  connection.close();
  return status === 200;
}
