import { ratioOf } from './measure/figures.js';
import { prepareBatches, writeBatches } from './projection/batch-write.js';
import { BARE, compareProjection, inFreshDatabase } from './projection/compare.js';
import { writeLog } from './projection/log.js';
import { generateHistories } from './projection/recordings.js';
import { project } from './projection/service.js';
import type { Bench } from './run-bench.js';

/** Enough to reach every partition. A run with these measures the start of the service, which is then subtracted. */
const FEW_EVENTS = 400;

const OURS = 'catching up with a backlog';

/** Measures how fast the shipped projector catches up with a backlog. */
export const run: Bench = (bench) =>
  compareProjection(
    {
      name: OURS,
      defaults: { rounds: 5, events: 200_000 },
      prepare: async (server, log, closing) => {
        const few = await writeLog(await generateHistories(FEW_EVENTS), closing);
        return async () => {
          const start = await inFreshDatabase(server, (url) => project(few, url));
          const took = await inFreshDatabase(server, (url) => project(log, url));
          // A backlog that is too short takes no longer than the start.
          return took > start && log.events > few.events ? ((log.events - few.events) / (took - start)) * 1_000 : Number.NaN;
        };
      },
      prepareBare: async (source, rows) => {
        const batches = await prepareBatches(source, rows);
        return (url) => writeBatches(url, batches);
      },
      ratiosOf: (results) => ({ bareWrite: ratioOf(results, OURS, BARE) }),
    },
    bench,
  );
