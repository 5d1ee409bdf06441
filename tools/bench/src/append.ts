import { freshDatabase, startOwnPostgres } from '@throughline/stack/testing';
import pg from 'pg';
import { LaneCommits } from './append/commits.js';
import { createTable, overBroker, overTable, type Append } from './append/contestants.js';
import { ratePerSecond } from './measure/in-flight.js';
import { takeTurns, type Turn } from './measure/rounds.js';
import { table } from './measure/table.js';
import { benchOptions } from './options.js';
import type { Bench, BenchRun } from './run-bench.js';
import { describeSync, startBroker, type Durability } from './servers/brokers.js';
import type { Closing } from './servers/closing.js';

const IN_FLIGHT = [1, 16, 256] as const;
/** Connections to PostgreSQL: more only wait for each other on two cores. */
const POOL = 20;
const OURS = 'EventStore.append';

/** One at a time takes longer for each, and so does a disk that is waited for: fewer of them, for rounds of like length. */
const appendsFor = (events: number, lanes: number, durability: Durability): number =>
  Math.max(1, Math.round((events / (lanes === 1 ? 8 : lanes === 16 ? 2 : 1)) * (durability === 'always' ? 0.3 : 1)));

const turn = (name: string, append: Append, { appends, lanes }: { appends: number; lanes: number }): Turn => {
  return async () => {
    const commits = new LaneCommits(appends, lanes);
    return { [name]: await ratePerSecond(appends, lanes, (lane) => append(lane, commits.next(lane))) };
  };
};

/** Two ways into one server: each commit on the disk before it is confirmed, and confirmed before that. */
async function openTables(closing: Closing): Promise<{ version: string; synced: Append; relaxed: Append }> {
  const server = await startOwnPostgres({ durable: true });
  closing.add(() => server.stop());
  const database = await freshDatabase(server);
  const open = (settings: string): pg.Pool => {
    const pool = new pg.Pool({ connectionString: database.url, max: POOL, options: settings });
    // The server is ended with the bench, perhaps before the last of its connections.
    pool.on('error', () => undefined);
    closing.add(() => pool.end());
    return pool;
  };
  const [synced, relaxed] = [open('-c synchronous_commit=on'), open('-c synchronous_commit=off')];
  await createTable(synced);
  const { rows } = await synced.query<{ version: string; fsync: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync`,
  );
  const [found] = rows;
  if (found?.fsync !== 'on') throw new Error('PostgreSQL runs without fsync: nothing could be compared');
  return { version: found.version, synced: overTable(synced), relaxed: overTable(relaxed) };
}

type Peers = Readonly<Record<string, Append>>;

/** Who stands beside the broker: equal durability, and where the broker does not wait for the disk, what does wait as well. */
const peersAt = (durability: Durability, tables: { synced: Append; relaxed: Append }): Peers =>
  durability === 'always'
    ? { 'PostgreSQL insert, fsync': tables.synced }
    : { 'PostgreSQL insert, synchronous_commit off': tables.relaxed, 'PostgreSQL insert, fsync (more durable)': tables.synced };

async function at(
  durability: Durability,
  { args, closing, say }: BenchRun,
  tables: Awaited<ReturnType<typeof openTables>>,
): Promise<void> {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const broker = await startBroker(durability, closing);
  const { ours, bare, client } = await overBroker(broker);
  const all: Peers = {
    [OURS]: ours,
    'bare own-inbox publisher': bare,
    'js.publish of the client': client,
    ...peersAt(durability, tables),
  };
  for (const lanes of IN_FLIGHT) {
    const appends = appendsFor(events, lanes, durability);
    const turns = Object.entries(all).map(([name, append]) => turn(name, append, { appends, lanes }));
    const results = await takeTurns(turns, rounds);
    const title = `${String(lanes)} in flight, ${describeSync(broker)}`;
    say(table(results, { title, unit: 'appends/s', subject: OURS }));
  }
}

const DEFAULTS = { rounds: 7, events: 10_000 };

/** Appends with the expected revision, one commit each. */
export const run: Bench = async (bench) => {
  benchOptions(bench.args, DEFAULTS);
  const tables = await openTables(bench.closing);
  bench.say(`PostgreSQL ${tables.version}, fsync on, ${String(POOL)} connections`);
  await at('always', bench, tables);
  await at('default', bench, tables);
};
