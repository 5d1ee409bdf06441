import { freshDatabase, startOwnPostgres, type OwnPostgres } from '@throughline/stack/testing';
import { figuresOf } from './measure/figures.js';
import { pickResults, takeTurns, type Turn } from './measure/rounds.js';
import { benchOptions } from './options.js';
import { measureFold } from './projection/fold-only.js';
import { writeLog, type BenchLog } from './projection/log.js';
import { measurePerEvent } from './projection/per-event.js';
import { generateHistories } from './projection/recordings.js';
import { project, rebuild } from './projection/service.js';
import type { Bench } from './run-bench.js';

const DEFAULTS = { rounds: 5, events: 60_000 };
/** Enough to reach every partition. A run with these measures the start of the service, which is then subtracted. */
const FEW_EVENTS = 400;
/** One transaction per event is slow: this share of the events is enough to measure its rate. */
const PER_EVENT_SHARE = 1 / 30;

const LIVE = 'live projection of a backlog';
const REBUILD = 'rebuild with comparison and swap';

async function inFreshDatabase<T>(server: OwnPostgres, use: (url: string) => Promise<T>): Promise<T> {
  const database = await freshDatabase(server);
  try {
    return await use(database.url);
  } finally {
    await database.drop();
  }
}

/** Runs the shipped projector on a backlog, then its rebuild of the tables that it has just written. */
const createProjectorTurn =
  (server: OwnPostgres, many: BenchLog, few: BenchLog): Turn =>
  async () => {
    const start = await inFreshDatabase(server, (url) => project(few, url));
    return inFreshDatabase(server, async (url) => {
      const took = (await project(many, url)) - start;
      return { [LIVE]: ((many.events - few.events) / took) * 1_000, [REBUILD]: await rebuild(many, url) };
    });
  };

/** Compares the projection of the log with folding alone and with a projector that commits each event. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const server = await startOwnPostgres({ durable: true });
  closing.add(() => server.stop());
  const [many, few] = [
    await writeLog(await generateHistories(events), closing),
    await writeLog(await generateHistories(FEW_EVENTS), closing),
  ];
  say(`projecting ${String(many.events)} events`);
  const perEventCount = Math.max(1, Math.round(many.events * PER_EVENT_SHARE));
  const results = await takeTurns(
    [
      createProjectorTurn(server, many, few),
      async () => ({ 'fold only, nothing written': await measureFold(many) }),
      async () => ({
        'one transaction for each event': await inFreshDatabase(server, (url) => measurePerEvent(many, url, perEventCount)),
      }),
    ],
    rounds,
  );
  const others = [...results.keys()].filter((name) => name !== LIVE && name !== REBUILD);
  return {
    settings: { rounds, events: many.events, natsServer: many.broker.version },
    figures: [LIVE, REBUILD].flatMap((subject) =>
      figuresOf(pickResults(results, [subject, ...others]), { group: subject, unit: 'events/s', subject }),
    ),
  };
};
