import { setTimeout as idle } from 'node:timers/promises';
import { openRoundTrip } from './handoff/round-trip.js';
import { BenchWorkers } from './handoff/bench-workers.js';
import type { HandOff } from './handoff/stopwatch.js';
import { figuresOf, percentilesOf, type Figure } from './measure/figures.js';
import { takeTurns, type Turn } from './measure/rounds.js';
import { median } from './measure/statistics.js';
import { benchOptions } from './options.js';
import type { Bench, BenchRun } from './run-bench.js';
import { startBroker, syncOf, type BenchBroker } from './servers/brokers.js';

const DEFAULTS = { rounds: 10, events: 60 };
/** Hand-offs from DOWNLOAD to the delivery. */
const HAND_OFFS_OF_A_RECORDING = 4;
/** Pause after each recording: cleanup work for the last one must not disturb the measurement. */
const IDLE_MS = 20;

const BARE = 'bare publish → consume';
const OURS = 'append confirmed → next handler runs';

/** Values by round. The first round is a warm-up, which the summary leaves out as the table does. */
interface Samples {
  readonly bare: (readonly number[])[];
  readonly ours: (readonly HandOff[])[];
}
const dropWarmUp = <T>(rounds: readonly (readonly T[])[]): readonly T[] => rounds.slice(1).flat();

const createBareTurn =
  (trip: () => Promise<number>, times: number, samples: Samples): Turn =>
  async () => {
    const took: number[] = [];
    for (let nth = 0; nth < times; nth += 1) {
      took.push(await trip());
      await idle(IDLE_MS / HAND_OFFS_OF_A_RECORDING);
    }
    samples.bare.push(took);
    return { [BARE]: median(took) };
  };

const createProductTurn =
  (shop: BenchWorkers, recordings: number, samples: Samples): Turn =>
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

async function runOn(broker: BenchBroker, { args, closing, say }: BenchRun): Promise<readonly Figure[]> {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const group = `idle hand-off, ${syncOf(broker)}`;
  say(group);
  const trip = await openRoundTrip(broker, closing);
  const shop = await BenchWorkers.open(broker, closing);
  const samples: Samples = { bare: [], ours: [] };
  const recordings = Math.ceil(events / HAND_OFFS_OF_A_RECORDING);
  const turns = [
    createBareTurn(trip, recordings * HAND_OFFS_OF_A_RECORDING, samples),
    createProductTurn(shop, recordings, samples),
  ];
  const results = await takeTurns(turns, rounds);
  const all = { [BARE]: dropWarmUp(samples.bare), [OURS]: dropWarmUp(samples.ours).map(({ started }) => started) };
  return [
    ...figuresOf(results, { group, unit: 'ms, p50 of a round', subject: OURS }),
    ...Object.entries(all).flatMap(([name, values]) =>
      percentilesOf(values, { group: `${group}, all rounds`, name, unit: 'ms' }),
    ),
  ];
}

/** Measures how soon the next step starts after a step has ended, on an idle system. */
export const run: Bench = async (bench) => {
  const options = benchOptions(bench.args, DEFAULTS);
  const always = await startBroker('always', bench.closing);
  const relaxed = await startBroker('default', bench.closing);
  return {
    settings: { ...options, natsServer: always.version },
    figures: [...(await runOn(always, bench)), ...(await runOn(relaxed, bench))],
  };
};
