import { freshDatabase, startOwnPostgres, type OwnPostgres } from '@throughline/stack/testing';
import { figuresOf, type BenchFigures } from '../measure/figures.js';
import { takeTurns, type TurnResult } from '../measure/rounds.js';
import { benchOptions } from '../options.js';
import type { BenchRun } from '../run-bench.js';
import type { Cleanup } from '../servers/cleanup.js';
import { measureFold } from './fold-only.js';
import { writeLog, type BenchLog } from './log.js';
import { measurePerEvent } from './per-event.js';
import { generateHistories } from './recordings.js';

const DEFAULTS = { rounds: 5, events: 60_000 };
/** One transaction per event is slow: this share of the events is enough to measure its rate. */
const PER_EVENT_SHARE = 1 / 30;

/** Work of the projector on a log, with a server for its databases. */
export interface ProjectorWork {
  readonly name: string;
  /** Returns a function that does the work once, and resolves with events per second. */
  readonly prepare: (server: OwnPostgres, log: BenchLog, closing: Cleanup) => Promise<() => Promise<number>>;
}

export async function inFreshDatabase<T>(server: OwnPostgres, use: (url: string) => Promise<T>): Promise<T> {
  const database = await freshDatabase(server);
  try {
    return await use(database.url);
  } finally {
    await database.drop();
  }
}

/** Compares work of the projector with folding alone and with a projector that commits each event. */
export async function compareProjection(
  { name, prepare }: ProjectorWork,
  { args, closing, say }: BenchRun,
): Promise<BenchFigures> {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const server = await startOwnPostgres({ durable: true });
  closing.add(() => server.stop());
  say(`writing a log of ${String(events)} events`);
  const log = await writeLog(await generateHistories(events), closing);
  const work = await prepare(server, log, closing);
  const perEventCount = Math.max(1, Math.round(log.events * PER_EVENT_SHARE));
  const turns: readonly (() => Promise<TurnResult>)[] = [
    async () => ({ [name]: await work() }),
    async () => ({ 'fold only, nothing written': await measureFold(log) }),
    async () => ({
      'one transaction for each event': await inFreshDatabase(server, (url) => measurePerEvent(log, url, perEventCount)),
    }),
  ];
  say('projecting it');
  const results = await takeTurns(turns, rounds);
  // The sync interval of the broker does not affect readers.
  return {
    settings: { rounds, events: log.events, natsServer: log.broker.version },
    figures: figuresOf(results, { group: 'log into PostgreSQL', unit: 'events/s', subject: name }),
  };
}
