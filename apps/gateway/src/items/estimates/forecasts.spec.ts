import { isPresent, type Asset, type DurationSample, type QueuePosition } from '@throughline/domain';
import { aRun } from '@throughline/domain/testing';
import { ManualClock } from '@throughline/messaging/testing';
import type { LaneAvailability } from '../../workers/worker-registry.js';
import type { ForecastRows, LaneAttempt, QueuedTranscription } from './forecast-rows.js';
import { Forecasts } from './forecasts.js';

const SERVED: LaneAvailability = { state: 'served', workers: 1, concurrency: 2, busy: 1 };
const QUEUED = { startedAt: null, workedMs: 0, reached: 0, mediaSeconds: 60 };
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

  async places(): Promise<ReadonlyMap<string, QueuePosition>> {
    this.looks += 1;
    await this.answer();
    return new Map([['attempt', { position: this.looks, length: 9 }]]);
  }

  running(): Promise<readonly LaneAttempt[]> {
    const at = { service: 'ingest', startedAt: '2026-11-20T10:00:00.000Z' };
    return Promise.resolve([
      { ...at, lane: 'download' },
      { ...at, lane: 'elsewhere' },
    ]);
  }

  async transcriptions(): Promise<readonly QueuedTranscription[]> {
    await this.answer();
    return [
      ['at-work', 'speech'],
      ['elsewhere', 'batch'],
      ['attempt', 'speech'],
      ['later', 'speech'],
    ].map(([attemptId = '', lane = '']) => ({ ...QUEUED, assetId: attemptId, attemptId, lane }));
  }
}

describe('Forecasts', () => {
  const open = (rows: Rows) => {
    const clock = new ManualClock();
    const problems: unknown[] = [];
    const workers = { laneOf: (): LaneAvailability => SERVED, version: 0 };
    const time = { now: 0 };
    const forecasts = new Forecasts({
      rows,
      clock,
      workers,
      now: () => new Date(time.now),
      onProblem: (error) => problems.push(error),
    });
    return { clock, forecasts, problems, time, workers, facts: () => forecasts.facts(() => false) };
  };

  it('reads once for concurrent requests, and again when the data is outdated', async () => {
    const rows = new Rows();
    const { clock, forecasts, facts } = open(rows);
    const asset = assetOf(aRun());
    await Promise.all([forecasts.prepare([asset]), forecasts.prepare([asset, asset])]);
    expect([rows.asked.length, rows.looks]).toEqual([1, 1]);
    expect(facts().samplesOf('TRANSCRIBE')).toEqual([sample]);
    expect(facts().placeOf('attempt')).toEqual({ position: 1, length: 9 });
    expect(facts().roomOf('ingest', 'download')).toEqual({
      state: 'served',
      places: 2,
      free: 1,
      startedAt: ['2026-11-20T10:00:00.000Z'],
    });
    await forecasts.prepare([asset]);
    expect(rows.looks).toBe(1);
    await clock.advance(2_000);
    await forecasts.prepare([asset]);
    expect([rows.asked.length, rows.looks]).toEqual([1, 2]);
    await clock.advance(60_000);
    await forecasts.prepare([asset]);
    expect(rows.asked.length).toBe(2);
  });

  it('returns the transcriptions ahead of an attempt, and reads them for sessions only', async () => {
    const { forecasts } = open(new Rows());
    const before = (attemptId: string) => forecasts.transcriptionsBefore(attemptId)?.map((each) => each.attemptId);
    await forecasts.prepare([assetOf(aRun())]);
    expect(before('attempt')).toBeUndefined();
    await forecasts.prepare([{ ...assetOf(aRun()), pipeline: 'session' }]);
    expect([before('at-work'), before('attempt'), before('later')]).toEqual([[], ['at-work'], ['at-work', 'attempt']]);
    expect(before('nobody')).toBeUndefined();
  });

  it('reads nothing for items whose run has ended', async () => {
    const rows = new Rows();
    const { forecasts } = open(rows);
    const over = aRun();
    over.cancel();
    await forecasts.prepare([assetOf(over)]);
    expect([rows.asked.length, rows.looks]).toEqual([0, 0]);
  });

  it('does not delay requests while reads are slow, and has the data for the next one', async () => {
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
    expect([facts().samplesOf('TRIM'), facts().placeOf('attempt')]).toEqual([[sample], { position: 1, length: 9 }]);
  });

  it('drops queue positions when a read fails, and reports the error', async () => {
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

  it('shares its facts between the readers of a moment, until one of them changes', async () => {
    const { forecasts, time, workers } = open(new Rows());
    const asset = assetOf(aRun());
    const unread = forecasts.shared();
    await forecasts.prepare([asset]);
    const read = forecasts.shared();
    expect(read).not.toBe(unread);
    time.now = 249;
    expect(forecasts.shared()).toBe(read);
    workers.version += 1;
    const heard = forecasts.shared();
    expect(heard).not.toBe(read);
    time.now = 250;
    expect(forecasts.shared()).not.toBe(heard);
    expect(forecasts.shared().now).toBe('1970-01-01T00:00:00.250Z');
  });
});
