import { until } from '@throughline/stack/testing';
import { takeTurns, type Results, type Turn } from './measure/rounds.js';
import { quantile } from './measure/statistics.js';
import { table } from './measure/table.js';
import { benchOptions } from './options.js';
import { flatOut, paced, type Polled } from './pollers/polling.js';
import type { Bench } from './run-bench.js';
import { cpuMicroseconds, startBareServer } from './web/child.js';
import { Connection } from './web/connection.js';
import { openInstallation } from './web/installation.js';

/** `--events`: recordings that are polled. */
const DEFAULTS = { rounds: 3, events: 100 };
const POLLERS = [100, 1_000] as const;
const EVERY_MS = 5_000;
const FLAT_OUT_MS = 2_000;
const OURS = 'gateway, a recording at rest';
const CPU = ' (CPU)';

const pathOf = (id: string): string => `/api/v1/recordings/${id}`;

/** The answer itself, to be served by the other side as well. */
async function bodyOf(url: string, token: string, path: string): Promise<Buffer> {
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${path} was answered ${String(answer.status)}`);
  return Buffer.from(await answer.arrayBuffer());
}

interface Contestant {
  readonly name: string;
  readonly at: Polled;
  readonly pid: number;
}

/** How many are answered in a second, and what each of them costs the process that answers. The latter says something on a busy machine, too. */
const flatTurn =
  ({ name, at, pid }: Contestant): Turn =>
  async () => {
    const before = await cpuMicroseconds(pid);
    const { answered, perSecond } = await flatOut(at, POLLERS[0], FLAT_OUT_MS);
    return { [name]: perSecond, [name + CPU]: ((await cpuMicroseconds(pid)) - before) / answered };
  };

const only = (results: Results, isCpu: boolean): Results =>
  new Map([...results].filter(([name]) => name.endsWith(CPU) === isCpu).map(([name, values]) => [name.replace(CPU, ''), values]));

/** How pollers of a status are served: as fast as can be, and at the pace at which people's pages ask. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const installation = await openInstallation(closing);
  const gateway = await installation.gateway();
  closing.add(() => gateway.stop());
  const { token } = installation;
  const atRest: string[] = [];
  const atWork: string[] = [];
  for (let nth = 0; nth < events; nth += 1) {
    atRest.push(pathOf(await installation.register(`Talk ${String(nth)}`)));
    atWork.push(pathOf(await installation.register(`Run ${String(nth)}`, true)));
  }
  const ours: Polled = { url: gateway.url, token, paths: atRest, isConditional: false };
  await until(() => isProjected(ours), { what: 'rows of what is polled', timeout: 60_000 });
  const body = await bodyOf(gateway.url, token, atRest[0] ?? '');
  const bare = await startBareServer('pollers/bare.main.js', { BENCH_TOKEN: token, BENCH_BODY: body.toString('base64') });
  closing.add(() => bare.stop());
  const bareOne: Polled = { ...ours, url: bare.url };
  const contestants: readonly Contestant[] = [
    { name: 'route without a database', at: bareOne, pid: bare.pid },
    { name: OURS, at: ours, pid: gateway.pid },
    { name: 'gateway, the same, known already (304)', at: { ...ours, isConditional: true }, pid: gateway.pid },
    { name: 'gateway, a recording at work', at: { ...ours, paths: atWork }, pid: gateway.pid },
    { name: 'gateway, at work, known already', at: { ...ours, paths: atWork, isConditional: true }, pid: gateway.pid },
  ];
  const flat = await takeTurns(contestants.map(flatTurn), rounds);
  const title = `100 pollers, flat out, ${String(body.byteLength)} bytes at rest`;
  say(table(only(flat, false), { title, unit: 'requests/s', subject: OURS }));
  say(table(only(flat, true), { title, unit: 'µs of CPU for a request, of the server', subject: OURS }));
  for (const pollers of POLLERS) {
    const turns: Turn[] = contestants.map(({ name, at }) => async () => ({
      [name]: quantile(await paced(at, pollers, { everyMs: EVERY_MS, ms: EVERY_MS }), 0.99),
    }));
    const paces = `${String(pollers)} pollers, each every 5 s`;
    say(table(await takeTurns(turns, rounds), { title: paces, unit: 'ms, p99 of a round', subject: OURS, decimals: true }));
  }
};

/** The last that was registered is there. */
async function isProjected({ url, token, paths }: Polled): Promise<boolean> {
  const connection = await Connection.open(url);
  const status = await connection.get(paths.at(-1) ?? '/', { authorization: `Bearer ${token}` });
  connection.close();
  return status === 200;
}
