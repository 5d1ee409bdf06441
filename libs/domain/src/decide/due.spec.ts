import { initialState } from '../asset/state.js';
import { Journey, aRun } from '../testing/journey.js';
import { assetTimers, dueCommands } from './due.js';

const paused = (until?: string): Journey => {
  const journey = aRun();
  journey.start('DOWNLOAD');
  journey.pause(until === undefined ? {} : { until });
  return journey;
};

describe('the timers of an item as a whole', () => {
  it('are none for an item that is neither paused nor deleted, and for a pause without an end', () => {
    expect(assetTimers(initialState)).toEqual([]);
    expect(assetTimers(aRun().state)).toEqual([]);
    expect(assetTimers(paused().state)).toEqual([]);
  });

  it('U8: include the end of a pause, until it or its run has ended', () => {
    const until = '2026-01-01T01:00:00.000Z';
    const journey = paused(until);
    expect(assetTimers(journey.state)).toEqual([{ purpose: 'pause', dueAt: until }]);
    expect(dueCommands(journey.state, { now: '2026-01-01T00:59:59.999Z', by: 'ingest' })).toEqual([]);
    expect(dueCommands(journey.state, { now: until, by: 'ingest' })).toEqual([{ type: 'ResumeRun', now: until, by: 'ingest' }]);
    journey.cancel();
    expect(assetTimers(journey.state)).toEqual([]);
  });

  it('USR-05: include the retention date of a deleted item, until it is restored or has expired', () => {
    const journey = new Journey().register();
    journey.delete(10_000);
    const [timer] = assetTimers(journey.state);
    expect(timer?.purpose).toBe('retention');
    const now = timer?.dueAt ?? '';
    expect(dueCommands(journey.state, { now, by: 'ingest' })).toEqual([{ type: 'ExpireAsset', now }]);
    journey.restore();
    expect(assetTimers(journey.state)).toEqual([]);
    journey.delete(10_000);
    journey.later(10_000).poke();
    expect(assetTimers(journey.state)).toEqual([]);
  });
});
