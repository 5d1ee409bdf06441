import { join } from 'node:path';
import { freshDatabase, startOwnPostgres, tempDir } from '@throughline/stack/testing';
import { figuresOf, ratioOf } from './measure/figures.js';
import { readPeakMib, reportPeak } from './measure/peak.js';
import { takeTurns, type Turn } from './measure/rounds.js';
import { benchOptions } from './options.js';
import { writeLog } from './projection/log.js';
import { generateHistories } from './projection/recordings.js';
import { envOf, project, rebuild } from './projection/service.js';
import type { Bench } from './run-bench.js';
import { readPostgresFacts } from './servers/facts.js';
import { startOnce } from './start/one-start.js';

/** `events` is the number of events in the log. */
const DEFAULTS = { rounds: 5, events: 1_000_000 };
const REBUILD = 'projector, peak of a rebuild';
const REST = 'projector at rest';

/** Measures the resident memory of the projector while it rebuilds, against a projector that has nothing to do. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const server = await startOwnPostgres({ durable: true });
  closing.add(() => server.stop());
  say(`writing a log of ${String(events)} events`);
  const log = await writeLog(await generateHistories(events), closing);
  const { url } = await freshDatabase(server);
  say('projecting it');
  await project(log, url);
  say('rebuilding');
  const folder = await tempDir('tl-bench-memory-');
  closing.add(() => folder.remove());
  const file = join(folder.path, 'peak');
  const { args: nodeArgs, env } = reportPeak(file);
  const rebuilding: Turn = async () => {
    // The flag of a service, because source maps take memory too.
    await rebuild(log, url, { nodeArgs: ['--enable-source-maps', ...nodeArgs], env });
    return { [REBUILD]: await readPeakMib(file) };
  };
  const resting: Turn = async () => ({ [REST]: (await startOnce('status-projector', 'bundle', envOf(log, url))).resident });
  const results = await takeTurns([rebuilding, resting], rounds);
  return {
    settings: {
      rounds,
      events: log.events,
      natsServer: log.broker.version,
      ...(await readPostgresFacts(server.url)),
      processes: 'projector (one at a time), bench, nats-server, PostgreSQL',
    },
    figures: figuresOf(results, { group: 'resident memory', unit: 'MiB', subject: REBUILD }),
    ratio: { rebuild: ratioOf(results, REBUILD, REST) },
  };
};
