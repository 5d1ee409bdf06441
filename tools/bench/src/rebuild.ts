import { ratioOf } from './measure/figures.js';
import { writeWhole } from './projection/bare-write.js';
import { BARE, FOLD, PARSE, PER_EVENT, compareProjection, inFreshDatabase } from './projection/compare.js';
import { project, rebuild } from './projection/service.js';
import type { Bench } from './run-bench.js';

const OURS = 'rebuild with comparison and swap';

/** Measures the rebuild command on tables that the projector has just written. */
export const run: Bench = (bench) =>
  compareProjection(
    {
      name: OURS,
      defaults: { rounds: 5, events: 60_000 },
      prepare: (server, log) =>
        Promise.resolve(() =>
          inFreshDatabase(server, async (url) => {
            await project(log, url);
            return rebuild(log, url);
          }),
        ),
      prepareBare: (_, rows) => Promise.resolve((url) => writeWhole(url, rows)),
      ratiosOf: (results) => ({
        parse: ratioOf(results, FOLD, PARSE),
        bareWrite: ratioOf(results, OURS, BARE),
        foldOnly: ratioOf(results, OURS, FOLD),
        perEvent: ratioOf(results, OURS, PER_EVENT),
      }),
    },
    bench,
  );
