import { setTimeout as pause } from 'node:timers/promises';
import { figuresOf, percentilesOf, ratioOf, type Figure } from '../measure/figures.js';
import { takeTurns, type Turn } from '../measure/rounds.js';
import { median, type Spread } from '../measure/statistics.js';
import type { BenchRun } from '../run-bench.js';
import { syncOf, type BenchBroker } from '../servers/brokers.js';
import { BenchWorkers, FIVE_STEPS } from './bench-workers.js';
import { openRoundTrip } from './round-trip.js';
import { Stopwatch, type HandOff } from './stopwatch.js';

/** Hand-offs from DOWNLOAD to the delivery. */
const HAND_OFFS_OF_A_RECORDING = 4;
/** Pause after each recording: cleanup work for the last one must not disturb the measurement. */
const IDLE_MS = 20;
const CONCURRENCY = 2;

const BARE = 'bare publish → consume';
const APPEND = 'the append itself';
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
      await pause(IDLE_MS / HAND_OFFS_OF_A_RECORDING);
    }
    samples.bare.push(took);
    return { [BARE]: median(took) };
  };

interface TimedWorkers {
  readonly workers: BenchWorkers;
  readonly stopwatch: Stopwatch;
}

const createProductTurn =
  ({ workers, stopwatch }: TimedWorkers, recordings: number, samples: Samples): Turn =>
  async () => {
    const all: HandOff[] = [];
    for (let nth = 0; nth < recordings; nth += 1) {
      await (
        await workers.register()
      ).ended;
      all.push(...stopwatch.take());
      await pause(IDLE_MS);
    }
    if (all.length !== recordings * HAND_OFFS_OF_A_RECORDING) throw new Error(`${String(all.length)} hand-offs were seen`);
    samples.ours.push(all);
    return {
      [APPEND]: median(all.map(({ append }) => append)),
      'append confirmed → message at a worker': median(all.map(({ received }) => received)),
      [OURS]: median(all.map(({ started }) => started)),
    };
  };

export interface IdleOptions {
  readonly rounds: number;
  /** Hand-offs of a round. */
  readonly handOffs: number;
}

export interface IdleHandOffs {
  readonly figures: readonly Figure[];
  /** The hand-off, of one append. */
  readonly toAppend: Spread;
}

/** Measures how soon the next step starts after a step has ended, on an idle system. */
export async function measureIdle(
  broker: BenchBroker,
  { closing, say }: Pick<BenchRun, 'closing' | 'say'>,
  { rounds, handOffs }: IdleOptions,
): Promise<IdleHandOffs> {
  const group = `idle hand-off, ${syncOf(broker)}`;
  say(group);
  const trip = await openRoundTrip(broker, closing);
  const stopwatch = new Stopwatch();
  const workers = await BenchWorkers.open(broker, closing, { config: FIVE_STEPS, concurrency: CONCURRENCY, observer: stopwatch });
  const samples: Samples = { bare: [], ours: [] };
  const recordings = Math.ceil(handOffs / HAND_OFFS_OF_A_RECORDING);
  const turns = [
    createBareTurn(trip, recordings * HAND_OFFS_OF_A_RECORDING, samples),
    createProductTurn({ workers, stopwatch }, recordings, samples),
  ];
  const results = await takeTurns(turns, rounds);
  const all = { [BARE]: dropWarmUp(samples.bare), [OURS]: dropWarmUp(samples.ours).map(({ started }) => started) };
  const figures = [
    ...figuresOf(results, { group, unit: 'ms, p50 of a round', subject: OURS }),
    ...Object.entries(all).flatMap(([name, values]) =>
      percentilesOf(values, { group: `${group}, all rounds`, name, unit: 'ms' }),
    ),
  ];
  return { figures, toAppend: ratioOf(results, OURS, APPEND) };
}
