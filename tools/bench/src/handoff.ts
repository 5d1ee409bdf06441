import { setTimeout as idle } from 'node:timers/promises';
import { openRoundTrip } from './handoff/round-trip.js';
import { Shop } from './handoff/shop.js';
import type { HandOff } from './handoff/stopwatch.js';
import { takeTurns, type Turn } from './measure/rounds.js';
import { median, quantile } from './measure/statistics.js';
import { table } from './measure/table.js';
import { benchOptions } from './options.js';
import type { Bench, BenchRun } from './run-bench.js';
import { describeSync, startBroker, type Durability } from './servers/brokers.js';

const DEFAULTS = { rounds: 10, events: 60 };
/** From DOWNLOAD to the delivery there are as many. */
const HAND_OFFS_OF_A_RECORDING = 4;
/** The hand-off is measured while nothing else goes on: what the last recording leaves to be done has its time. */
const IDLE_MS = 20;

const OURS = 'append confirmed → next handler runs';

/** Of each round, the first one too: whoever sums up leaves it out as the table does. */
interface Samples {
  readonly bare: (readonly number[])[];
  readonly ours: (readonly HandOff[])[];
}
const counted = <T>(rounds: readonly (readonly T[])[]): readonly T[] => rounds.slice(1).flat();

const bareTurn =
  (trip: () => Promise<number>, times: number, samples: Samples): Turn =>
  async () => {
    const took: number[] = [];
    for (let nth = 0; nth < times; nth += 1) {
      took.push(await trip());
      await idle(IDLE_MS / HAND_OFFS_OF_A_RECORDING);
    }
    samples.bare.push(took);
    return { 'bare publish → consume': median(took) };
  };

const ourTurn =
  (shop: Shop, recordings: number, samples: Samples): Turn =>
  async () => {
    const all: HandOff[] = [];
    for (let nth = 0; nth < recordings; nth += 1) {
      all.push(...(await shop.recording()));
      await idle(IDLE_MS);
    }
    if (all.length !== recordings * HAND_OFFS_OF_A_RECORDING) throw new Error(`${String(all.length)} hand-offs were seen`);
    samples.ours.push(all);
    return {
      'the append itself': median(all.map(({ append }) => append)),
      'append confirmed → message at a worker': median(all.map(({ received }) => received)),
      [OURS]: median(all.map(({ started }) => started)),
    };
  };

const tails = (values: readonly number[]): string =>
  `p50 ${quantile(values, 0.5).toFixed(2)}, p99 ${quantile(values, 0.99).toFixed(2)} ms (n=${String(values.length)})`;

async function at(durability: Durability, { args, closing, say }: BenchRun): Promise<void> {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const broker = await startBroker(durability, closing);
  const trip = await openRoundTrip(broker, closing);
  const shop = await Shop.open(broker, closing);
  const samples: Samples = { bare: [], ours: [] };
  const recordings = Math.ceil(events / HAND_OFFS_OF_A_RECORDING);
  const turns = [bareTurn(trip, recordings * HAND_OFFS_OF_A_RECORDING, samples), ourTurn(shop, recordings, samples)];
  const results = await takeTurns(turns, rounds);
  const title = `idle hand-off, ${describeSync(broker)}`;
  say(table(results, { title, unit: 'ms, p50 of a round', subject: OURS, decimals: true }));
  say(`  all rounds: bare ${tails(counted(samples.bare))}; ours ${tails(counted(samples.ours).map(({ started }) => started))}`);
}

/** How soon the next step begins once a step has ended, when there is nothing else to do. */
export const run: Bench = async (bench) => {
  benchOptions(bench.args, DEFAULTS);
  await at('always', bench);
  await at('default', bench);
};
