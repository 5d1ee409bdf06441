import { measureIdle, type IdleHandOffs } from './handoff/idle.js';
import { compareThroughput } from './handoff/throughput.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';
import { startBroker, type Durability } from './servers/brokers.js';
import { openRedis } from './servers/redis.js';

/** `events` are the idle hand-offs of a round, `items` the items that pass through all steps in a round. */
const DEFAULTS = { rounds: 10, events: 60, items: 1_000 };

/** Measures how soon the next step starts after a step has ended, and how many items pass through all steps in a second. */
export const run: Bench = async ({ args, closing, say }) => {
  const options = benchOptions(args, DEFAULTS);
  const { rounds, events, items } = options;
  // Before the long measurements, because the program may be missing.
  const redis = await openRedis({ closing, say });
  const measure = (durability: Durability): Promise<IdleHandOffs> =>
    closing.within(async (part) =>
      measureIdle(await startBroker(durability, part), { closing: part, say }, { rounds, handOffs: events }),
    );
  const [always, relaxed] = [await measure('always'), await measure('default')];
  const broker = await startBroker('always', closing);
  const throughput = await compareThroughput({ broker, redis }, { closing, say }, { rounds, items });
  return {
    settings: { ...options, natsServer: broker.version, ...throughput.settings },
    figures: [...always.figures, ...relaxed.figures, ...throughput.figures],
    ratio: { append: always.toAppend, ...throughput.ratio },
  };
};
