import { freshDatabase, startOwnPostgres } from '@throughline/stack/testing';
import { perSecond } from '../measure/elapsed.js';
import { figuresOf, ratioOf, type BenchFigures } from '../measure/figures.js';
import { runInLanes } from '../measure/lanes.js';
import { takeTurns, type Turn } from '../measure/rounds.js';
import type { BenchRun } from '../run-bench.js';
import { syncOf, type BenchBroker } from '../servers/brokers.js';
import type { Cleanup } from '../servers/cleanup.js';
import { readPostgresFacts, type PostgresFacts } from '../servers/facts.js';
import type { BenchRedis } from '../servers/redis.js';
import { BenchWorkers, FOUR_STEPS, type BenchRecording } from './bench-workers.js';
import { HistoryTable } from './history-table.js';
import { JobChain, readBullmqVersion } from './job-chain.js';
import { SampleCollector, countEvents, type SampleItem } from './sample-item.js';

/** Items that are registered at once, and attempts that each step runs at once. */
const IN_FLIGHT = 16;
const STEPS = 4;
const OURS = 'engine';
const BULLMQ = 'BullMQ without history';
const BULLMQ_WITH_HISTORY = 'BullMQ, a PostgreSQL row for each event';

interface Contestant {
  register(): Promise<BenchRecording>;
}

/** Runs items until all have ended. */
const createTurn =
  (name: string, contestant: Contestant, items: number): Turn =>
  async () => {
    const ended: Promise<void>[] = [];
    const act = async (): Promise<void> => {
      await runInLanes(items, IN_FLIGHT, async () => {
        ended.push((await contestant.register()).ended);
      });
      await Promise.all(ended);
    };
    return { [name]: await perSecond(items, act) };
  };

/** Opens the workers, and runs one item to see what it stores and queues. */
async function openOurs(
  broker: BenchBroker,
  closing: Cleanup,
): Promise<{ readonly workers: BenchWorkers; readonly sample: SampleItem }> {
  const observer = new SampleCollector();
  const workers = await BenchWorkers.open(broker, closing, { config: FOUR_STEPS, concurrency: IN_FLIGHT, observer });
  await (
    await workers.register()
  ).ended;
  const sample = observer.take();
  if (sample.steps.length !== STEPS) throw new Error(`An item has ${String(sample.steps.length)} steps`);
  return { workers, sample };
}

async function openHistory(closing: Cleanup): Promise<{ readonly facts: PostgresFacts; readonly history: HistoryTable }> {
  const server = await startOwnPostgres({ durable: true });
  closing.add(() => server.stop());
  const database = await freshDatabase(server);
  return { facts: await readPostgresFacts(server.url), history: await HistoryTable.open(database.url, closing) };
}

export interface ThroughputServers {
  readonly broker: BenchBroker;
  readonly redis: BenchRedis;
}

export interface ThroughputOptions {
  readonly rounds: number;
  readonly items: number;
}

/** Measures how many items pass through four steps without work in a second, against jobs in Redis. */
export async function compareThroughput(
  { broker, redis }: ThroughputServers,
  { closing, say }: Pick<BenchRun, 'closing' | 'say'>,
  { rounds, items }: ThroughputOptions,
): Promise<Required<Omit<BenchFigures, 'limited'>>> {
  say(`${String(items)} items through ${String(STEPS)} steps, ${syncOf(broker)}`);
  const { workers, sample } = await openOurs(broker, closing);
  const { facts, history } = await openHistory(closing);
  const about = { sample, concurrency: IN_FLIGHT, redis };
  const bare = await JobChain.open({ ...about, name: 'bare' }, closing);
  const withHistory = await JobChain.open({ ...about, name: 'with-history', history }, closing);
  const turns = [
    createTurn(BULLMQ, bare, items),
    createTurn(BULLMQ_WITH_HISTORY, withHistory, items),
    createTurn(OURS, workers, items),
  ];
  const results = await takeTurns(turns, rounds);
  const group = `${String(STEPS)} steps without work, ${String(IN_FLIGHT)} in flight for each, ${syncOf(broker)}`;
  return {
    settings: {
      inFlight: IN_FLIGHT,
      eventsOfAnItem: countEvents(sample),
      bullmq: readBullmqVersion(),
      ...redis.facts,
      ...facts,
      processes: 'bench with all workers, nats-server, redis-server, PostgreSQL',
    },
    figures: figuresOf(results, { group, unit: 'items/s', subject: OURS }),
    ratio: { bullmq: ratioOf(results, OURS, BULLMQ), bullmqWithHistory: ratioOf(results, OURS, BULLMQ_WITH_HISTORY) },
  };
}
