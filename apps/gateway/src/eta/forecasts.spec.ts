import { isPresent, type Asset, type DurationSample } from '@throughline/domain';
import { aRun } from '@throughline/domain/testing';
import { ManualClock } from '@throughline/messaging/testing';
import type { LaneService } from '../workers/worker-registry.js';
import type { ForecastRows } from './forecast-rows.js';
import { Forecasts } from './forecasts.js';

const SERVED: LaneService = { state: 'served', workers: 1, concurrency: 2, busy: 1 };
const sample: DurationSample = { durationMs: 1_000 };

const assetOf = ({ state }: ReturnType<typeof aRun>): Asset => {
  if (!isPresent(state)) throw new Error('The journey has not begun');
  return state;
};

class Rows implements ForecastRows {
  asked: string[][] = [];
  looks = 0;
  answer: () => Promise<void> = () => Promise.resolve();

  async durations(steps: readonly string[]): Promise<ReadonlyMap<string, readonly DurationSample[]>> {
    this.asked.push([...steps]);
    await this.answer();
    return new Map(steps.map((step) => [step, [sample]]));
  }

  async places(): Promise<ReadonlyMap<string, number>> {
    this.looks += 1;
    await this.answer();
    return new Map([['attempt', this.looks]]);
  }
}

describe('what forecasts are gathered from', () => {
  const open = (rows: Rows) => {
    const clock = new ManualClock();
    const problems: unknown[] = [];
    const forecasts = new Forecasts({
      rows,
      clock,
      workers: { laneOf: () => SERVED },
      now: () => new Date(0),
      onProblem: (error) => problems.push(error),
    });
    return { clock, forecasts, problems, facts: () => forecasts.facts(() => false) };
  };

  it('is read once for all that ask at the same time, and again when it is old', async () => {
    const rows = new Rows();
    const { clock, forecasts, facts } = open(rows);
    const asset = assetOf(aRun());
    await Promise.all([forecasts.prepare([asset]), forecasts.prepare([asset, asset])]);
    expect([rows.asked.length, rows.looks]).toEqual([1, 1]);
    expect(facts().samplesOf('TRANSCRIBE')).toEqual([sample]);
    expect(facts().placeOf('attempt')).toBe(1);
    expect(facts().roomOf('ingest', 'download')).toEqual({ state: 'served', places: 2, free: 1 });
    await forecasts.prepare([asset]);
    expect(rows.looks).toBe(1);
    await clock.advance(2_000);
    await forecasts.prepare([asset]);
    expect([rows.asked.length, rows.looks]).toEqual([1, 2]);
    await clock.advance(60_000);
    await forecasts.prepare([asset]);
    expect(rows.asked.length).toBe(2);
  });

  it('is not asked for what is over', async () => {
    const rows = new Rows();
    const { forecasts } = open(rows);
    const over = aRun();
    over.cancel();
    await forecasts.prepare([assetOf(over)]);
    expect([rows.asked.length, rows.looks]).toEqual([0, 0]);
  });

  it('keeps nobody waiting while the rows are slow, and is there the next time', async () => {
    const rows = new Rows();
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    rows.answer = () => answered;
    const { forecasts, facts } = open(rows);
    const asset = assetOf(aRun());
    await forecasts.prepare([asset]);
    expect([facts().samplesOf('TRIM'), facts().placeOf('attempt')]).toEqual([[], undefined]);
    answer();
    await forecasts.prepare([asset]);
    expect([facts().samplesOf('TRIM'), facts().placeOf('attempt')]).toEqual([[sample], 1]);
  });

  it('knows no places any more when the rows are away, and says what was wrong', async () => {
    const rows = new Rows();
    const { clock, forecasts, problems, facts } = open(rows);
    const asset = assetOf(aRun());
    await forecasts.prepare([asset]);
    rows.answer = () => Promise.reject(new Error('away'));
    await clock.advance(61_000);
    await forecasts.prepare([asset]);
    expect(facts().placeOf('attempt')).toBeUndefined();
    expect(facts().samplesOf('TRIM')).toEqual([sample]);
    expect(problems).toHaveLength(2);
  });
});
