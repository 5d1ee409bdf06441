import { until } from '@throughline/stack/testing';
import pg from 'pg';
import { figuresOf, ratioOf, type Figure, type FigureGroup } from './measure/figures.js';
import { pickResults, takeTurns, type Results, type Turn } from './measure/rounds.js';
import { quantile } from './measure/statistics.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';
import { writeSession } from './status-read/sessions.js';
import { pollFlatOut, pollAtInterval, type PollTarget } from './status-read/polling.js';
import type { Cleanup } from './servers/cleanup.js';
import { readCpuMicroseconds, startBareServer, type BareServer } from './web/child.js';
import { Connection } from './web/connection.js';
import { openInstallation, type Installation } from './web/installation.js';

/** `events` is the number of items of each kind that are polled. */
const DEFAULTS = { rounds: 5, events: 100 };
const POLLERS = [100, 1_000] as const;
const EVERY_MS = 5_000;
const FLAT_OUT_MS = 2_000;
const OURS = 'gateway, a recording at rest';
const MEMORY = 'route without a database';
const SELECT = 'route with one prepared SELECT';
const SESSION = 'gateway, a session at rest';
const SESSION_MEMORY = 'route of sessions without a database';
const CPU = ' (CPU)';
const PROCESSES = 'bench, gateway, projector, three bare servers, nats-server, PostgreSQL';

const pathOf = (id: string): string => `/api/v1/recordings/${id}`;
const sessionPathOf = (id: string): string => `/api/v1/sessions/${id}/status`;

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

/** A busy gateway refuses reads that it cannot answer in time. The bench counts them, because they must not look like answers. */
const countRefused = (contestant: Contestant, refused: Map<string, number>): Contestant => {
  const { name, at } = contestant;
  refused.set(name, 0);
  return { ...contestant, at: { ...at, onRefused: () => refused.set(name, (refused.get(name) ?? 0) + 1) } };
};

const selectResults = (results: Results, isCpu: boolean): Results =>
  new Map([...results].filter(([name]) => name.endsWith(CPU) === isCpu).map(([name, values]) => [name.replace(CPU, ''), values]));

/** Returns the figures of recordings and those of sessions, each compared with their own routes. */
function figuresOfBoth(results: Results, about: Pick<FigureGroup, 'group' | 'unit'>): readonly Figure[] {
  const sessions = [SESSION, SESSION_MEMORY];
  const recordings = [...results.keys()].filter((name) => !sessions.includes(name));
  return [
    ...figuresOf(pickResults(results, recordings), { ...about, subject: OURS }),
    ...figuresOf(pickResults(results, sessions), { ...about, subject: SESSION }),
  ];
}

interface BareRoutes {
  readonly memory: BareServer;
  readonly select: BareServer;
  readonly session: BareServer;
  readonly bytes: { readonly recording: number; readonly session: number };
}

/** Starts servers that send the bytes of the gateway: one from memory for each kind of item, and one from a table. */
async function startBareRoutes(
  { token, databaseUrl }: Installation,
  { ours, sessions }: { readonly ours: PollTarget; readonly sessions: PollTarget },
  closing: Cleanup,
): Promise<BareRoutes> {
  const bodies = await Promise.all(ours.paths.map((path) => bodyOf(ours.url, token, path)));
  const [body = Buffer.of()] = bodies;
  const ofSession = await bodyOf(ours.url, token, sessions.paths[0] ?? '/');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('create table bench_status (id text primary key, body text not null)');
  const ids = ours.paths.map((path) => path.slice(path.lastIndexOf('/') + 1));
  await client.query('insert into bench_status select * from unnest($1::text[], $2::text[])', [ids, bodies.map(String)]);
  await client.end();
  const start = async (source: Readonly<Record<string, string>>): Promise<BareServer> => {
    const server = await startBareServer('status-read/bare.main.js', { BENCH_TOKEN: token, ...source });
    closing.add(() => server.stop());
    return server;
  };
  return {
    memory: await start({ BENCH_BODY: body.toString('base64') }),
    select: await start({ BENCH_POSTGRES: databaseUrl }),
    session: await start({ BENCH_BODY: ofSession.toString('base64') }),
    bytes: { recording: body.byteLength, session: ofSession.byteLength },
  };
}

/** Measures status requests from pollers: at full speed, and at the rate of the web page. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const installation = await openInstallation(closing);
  const gateway = await installation.gateway();
  closing.add(() => gateway.stop());
  const { token } = installation;
  const atRest: string[] = [];
  const inProgress: string[] = [];
  const ofSessions: string[] = [];
  for (let nth = 0; nth < events; nth += 1) {
    atRest.push(pathOf(await installation.register(`Talk ${String(nth)}`)));
    inProgress.push(pathOf(await installation.register(`Run ${String(nth)}`, true)));
    ofSessions.push(sessionPathOf(await writeSession(installation.store, installation.owner, `Session ${String(nth)}`)));
  }
  const ours: PollTarget = { url: gateway.url, token, paths: atRest, isConditional: false };
  const sessions = { ...ours, paths: ofSessions };
  await until(() => isProjected(sessions), { what: 'rows of what is polled', timeout: 60_000 });
  const { memory, select, session, bytes } = await startBareRoutes(installation, { ours, sessions }, closing);
  const refused = new Map<string, number>();
  const contestants = [
    { name: MEMORY, at: { ...ours, url: memory.url }, pid: memory.pid },
    { name: SELECT, at: { ...ours, url: select.url }, pid: select.pid },
    { name: OURS, at: ours, pid: gateway.pid },
    { name: 'gateway, the same with If-None-Match (304)', at: { ...ours, isConditional: true }, pid: gateway.pid },
    { name: 'gateway, a recording in progress', at: { ...ours, paths: inProgress }, pid: gateway.pid },
    { name: 'gateway, the same with If-None-Match', at: { ...ours, paths: inProgress, isConditional: true }, pid: gateway.pid },
    { name: SESSION_MEMORY, at: { ...sessions, url: session.url }, pid: session.pid },
    { name: SESSION, at: sessions, pid: gateway.pid },
  ].map((each): Contestant => countRefused(each, refused));
  const group = `${String(POLLERS[0])} pollers without pauses`;
  say(group);
  const flat = await takeTurns(contestants.map(createFlatOutTurn), rounds);
  const figures: Figure[] = [
    ...figuresOfBoth(selectResults(flat, false), { group, unit: 'requests/s' }),
    ...figuresOfBoth(selectResults(flat, true), { group: `${group}, CPU of the server`, unit: 'µs for a request' }),
  ];
  for (const pollers of POLLERS) {
    const pace = `${String(pollers)} pollers, each every 5 s`;
    say(pace);
    const turns: Turn[] = contestants.map(({ name, at }) => async () => ({
      [name]: quantile(await pollAtInterval(at, pollers, { everyMs: EVERY_MS, ms: EVERY_MS }), 0.99),
    }));
    figures.push(...figuresOfBoth(await takeTurns(turns, rounds), { group: pace, unit: 'ms, p99 of a round' }));
  }
  for (const [name, value] of refused)
    figures.push({ group: 'refused reads (503) of the whole run', name, value, unit: 'reads' });
  return {
    settings: {
      rounds,
      events,
      bytesAtRest: bytes.recording,
      bytesOfSession: bytes.session,
      ...installation.facts,
      processes: PROCESSES,
    },
    figures,
    ratio: {
      memory: ratioOf(flat, OURS, MEMORY),
      plainFastify: ratioOf(flat, OURS, SELECT),
      session: ratioOf(flat, SESSION, SESSION_MEMORY),
    },
  };
};

async function isProjected({ url, token, paths }: PollTarget): Promise<boolean> {
  const connection = await Connection.open(url);
  const status = await connection.get(paths.at(-1) ?? '/', { authorization: `Bearer ${token}` });
  connection.close();
  return status === 200;
}
