import { createTestTables, freshDatabase, startOwnPostgres, type OwnPostgres } from '@throughline/stack/testing';
import { figuresOf, type BenchFigures } from '../measure/figures.js';
import { takeTurns, type Results, type TurnResult } from '../measure/rounds.js';
import type { KeyedRatios } from '../measure/targets.js';
import { benchOptions } from '../options.js';
import type { BenchRun } from '../run-bench.js';
import type { Cleanup } from '../servers/cleanup.js';
import { readPostgresFacts } from '../servers/facts.js';
import { measureFold } from './fold-only.js';
import { writeLog, type BenchLog } from './log.js';
import { measureParse, readBytes } from './parse-only.js';
import { measurePerEvent } from './per-event.js';
import { readRows, type ReadyRows } from './ready-rows.js';
import { generateHistories } from './recordings.js';
import { project } from './service.js';

/** One transaction per event is slow: this share of the events is enough to measure its rate. */
const PER_EVENT_SHARE = 1 / 30;

export const BARE = 'the same rows, ready in memory';
export const FOLD = 'fold only, nothing written';
export const PARSE = 'JSON.parse of the same bytes';
export const PER_EVENT = 'one transaction for each event';

/** Work of the projector on a log, with a server for its databases. */
export interface ProjectorWork {
  readonly name: string;
  readonly defaults: { readonly rounds: number; readonly events: number };
  /** Returns a function that does the work once, and resolves with events per second. */
  readonly prepare: (server: OwnPostgres, log: BenchLog, closing: Cleanup) => Promise<() => Promise<number>>;
  /** Returns a function that writes the rows into a database with the product's empty tables, and resolves with milliseconds. */
  readonly prepareBare: (databaseUrl: string, rows: ReadyRows) => Promise<(databaseUrl: string) => Promise<number>>;
  readonly ratiosOf: (results: Results) => KeyedRatios;
}

export async function inFreshDatabase<T>(server: OwnPostgres, use: (url: string) => Promise<T>): Promise<T> {
  const database = await freshDatabase(server);
  try {
    return await use(database.url);
  } finally {
    await database.drop();
  }
}

/** Compares work of the projector with writing its rows alone, with folding alone and with a projector that commits each event. */
export async function compareProjection(work: ProjectorWork, { args, closing, say }: BenchRun): Promise<BenchFigures> {
  const { rounds, events } = benchOptions(args, work.defaults);
  const server = await startOwnPostgres({ durable: true });
  closing.add(() => server.stop());
  say(`writing a log of ${String(events)} events`);
  const log = await writeLog(await generateHistories(events), closing);
  const bodies = await readBytes(log);
  const writeBare = await inFreshDatabase(server, async (url) => {
    await project(log, url);
    return work.prepareBare(url, await readRows(url));
  });
  const act = await work.prepare(server, log, closing);
  const perEventCount = Math.max(1, Math.round(log.events * PER_EVENT_SHARE));
  const turns: readonly (() => Promise<TurnResult>)[] = [
    async () => ({ [work.name]: await act() }),
    async () => ({
      [BARE]: await inFreshDatabase(server, async (url) => {
        await createTestTables(url);
        return (log.events / (await writeBare(url))) * 1_000;
      }),
    }),
    async () => ({ [FOLD]: await measureFold(log) }),
    () => Promise.resolve({ [PARSE]: measureParse(bodies, log) }),
    async () => ({ [PER_EVENT]: await inFreshDatabase(server, (url) => measurePerEvent(log, url, perEventCount)) }),
  ];
  say('projecting it');
  const results = await takeTurns(turns, rounds);
  const bytes = bodies.reduce((sum, { byteLength }) => sum + byteLength, 0);
  // The sync interval of the broker does not affect readers.
  return {
    settings: {
      rounds,
      events: log.events,
      bytes,
      natsServer: log.broker.version,
      ...(await readPostgresFacts(server.url)),
      processes: 'projector, bench, nats-server, PostgreSQL',
    },
    figures: figuresOf(results, { group: 'log into PostgreSQL', unit: 'events/s', subject: work.name }),
    ratio: work.ratiosOf(results),
  };
}
