import { compareProjection, inFreshDatabase } from './projection/compare.js';
import { project, rebuild } from './projection/service.js';
import type { Bench } from './run-bench.js';

/** Measures the rebuild command on tables that the projector has just written. */
export const run: Bench = (bench) =>
  compareProjection(
    {
      name: 'rebuild with comparison and swap',
      prepare: (server, log) =>
        Promise.resolve(() =>
          inFreshDatabase(server, async (url) => {
            await project(log, url);
            return rebuild(log, url);
          }),
        ),
    },
    bench,
  );
