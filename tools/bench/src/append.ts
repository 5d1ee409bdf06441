import { freshDatabase, startOwnPostgres } from '@throughline/stack/testing';
import pg from 'pg';
import { LaneCommits } from './append/commits.js';
import { openBrokerAppends, createTableAppend, type Append } from './append/contestants.js';
import { perSecond } from './measure/elapsed.js';
import { figuresOf, ratioOf, type Figure } from './measure/figures.js';
import { runInLanes } from './measure/lanes.js';
import { takeTurns, type Turn } from './measure/rounds.js';
import type { Spread } from './measure/statistics.js';
import { benchOptions } from './options.js';
import type { Bench, BenchRun } from './run-bench.js';
import { startBroker, syncOf, type BenchBroker, type Durability } from './servers/brokers.js';
import type { Cleanup } from './servers/cleanup.js';
import { createEventTable } from './servers/event-table.js';
import { readPostgresFacts, type PostgresFacts } from './servers/facts.js';

const KEYED_IN_FLIGHT = 16;
const IN_FLIGHT = [1, KEYED_IN_FLIGHT, 256] as const;
/** Connections to PostgreSQL. On two cores, more of them only wait for each other. */
const POOL = 20;
const OURS = 'EventStore.append';
const BARE = 'bare own-inbox publisher';
const PROCESSES = 'bench, nats-server for each sync_interval, PostgreSQL';

/** Fewer appends for one lane and for synced disks, so that all rounds take about the same time. */
const countAppends = (events: number, lanes: number, durability: Durability): number =>
  Math.max(1, Math.round((events / (lanes === 1 ? 8 : lanes === 16 ? 2 : 1)) * (durability === 'always' ? 0.3 : 1)));

const createTurn = (name: string, append: Append, { appends, lanes }: { appends: number; lanes: number }): Turn => {
  return async () => {
    const commits = new LaneCommits(appends, lanes);
    const act = (): Promise<void> => runInLanes(appends, lanes, (lane) => append(lane, commits.next(lane)));
    return { [name]: await perSecond(appends, act) };
  };
};

/** Opens two pools on one server: one confirms a commit after its fsync, the other before. */
async function openTables(closing: Cleanup): Promise<{ facts: PostgresFacts; synced: Append; relaxed: Append }> {
  const server = await startOwnPostgres({ durable: true });
  closing.add(() => server.stop());
  const database = await freshDatabase(server);
  const open = (settings: string): pg.Pool => {
    const pool = new pg.Pool({ connectionString: database.url, max: POOL, options: settings });
    // The bench may stop the server before the last connection has closed.
    pool.on('error', () => undefined);
    closing.add(() => pool.end());
    return pool;
  };
  const [synced, relaxed] = [open('-c synchronous_commit=on'), open('-c synchronous_commit=off')];
  await createEventTable(synced);
  return { facts: await readPostgresFacts(server.url), synced: createTableAppend(synced), relaxed: createTableAppend(relaxed) };
}

type Peers = Readonly<Record<string, Append>>;

/** Selects the peers of equal durability. If the broker does not wait for fsync, adds the more durable one too. */
const selectPeers = (durability: Durability, tables: { synced: Append; relaxed: Append }): Peers =>
  durability === 'always'
    ? { 'PostgreSQL insert, fsync': tables.synced }
    : { 'PostgreSQL insert, synchronous_commit off': tables.relaxed, 'PostgreSQL insert, fsync (more durable)': tables.synced };

async function runOn(
  broker: BenchBroker,
  { args, say }: BenchRun,
  tables: Awaited<ReturnType<typeof openTables>>,
): Promise<{ readonly figures: readonly Figure[]; readonly toBare: ReadonlyMap<number, Spread> }> {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const { ours, bare, client } = await openBrokerAppends(broker);
  const all: Peers = {
    [OURS]: ours,
    [BARE]: bare,
    'js.publish of the client': client,
    ...selectPeers(broker.durability, tables),
  };
  const figures: Figure[] = [];
  const toBare = new Map<number, Spread>();
  for (const lanes of IN_FLIGHT) {
    const group = `${String(lanes)} in flight, ${syncOf(broker)}`;
    say(group);
    const appends = countAppends(events, lanes, broker.durability);
    const turns = Object.entries(all).map(([name, append]) => createTurn(name, append, { appends, lanes }));
    const results = await takeTurns(turns, rounds);
    figures.push(...figuresOf(results, { group, unit: 'appends/s', subject: OURS }));
    toBare.set(lanes, ratioOf(results, OURS, BARE));
  }
  return { figures, toBare };
}

const DEFAULTS = { rounds: 7, events: 10_000 };

export const run: Bench = async (bench) => {
  const options = benchOptions(bench.args, DEFAULTS);
  const tables = await openTables(bench.closing);
  const always = await startBroker('always', bench.closing);
  const relaxed = await startBroker('default', bench.closing);
  const synced = await runOn(always, bench, tables);
  const unsynced = await runOn(relaxed, bench, tables);
  const bareClient = unsynced.toBare.get(KEYED_IN_FLIGHT);
  return {
    settings: { ...options, natsServer: always.version, ...tables.facts, connections: POOL, processes: PROCESSES },
    figures: [...synced.figures, ...unsynced.figures],
    ratio: bareClient === undefined ? {} : { bareClient },
  };
};
