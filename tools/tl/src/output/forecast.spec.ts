import { leftText } from './dates.js';
import { forecastRows, placeText } from './forecast.js';

const now = new Date('2026-01-01T00:00:00.000Z');
const in_ = (minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();

describe('forecastRows', () => {
  it('show the remaining time as a range, less precise for longer times', () => {
    expect([0, 45_000, 12 * 60_000, 200 * 60_000, 120 * 60_000].map(leftText)).toEqual([
      '0 s',
      '45 s',
      '12 min',
      '3 h 20 min',
      '2 h',
    ]);
    const eta = { from: in_(5), to: in_(9), basis: 'history' as const, samples: 5 };
    expect(forecastRows({ eta, eta_reason: null, queue_position: 2, queue_length: 9 }, now)).toEqual([
      ['done', 'in 5 min to 9 min'],
      ['queue', 'queued, 2nd of 9'],
    ]);
    expect(forecastRows({ eta: { ...eta, to: eta.from, basis: 'rule' }, eta_reason: null }, now)).toEqual([
      ['done', 'in 5 min (by rule of thumb)'],
    ]);
  });

  it('show only the end of a range whose start has passed', () => {
    for (const from of [null, in_(-1)])
      expect(forecastRows({ eta: { from, to: in_(9), basis: 'history', samples: 5 }, eta_reason: null }, now)).toEqual([
        ['done', 'within 9 min'],
      ]);
  });

  it('show the time without progress once it is unusual', () => {
    expect(forecastRows({ eta: null, eta_reason: 'no-progress', progress_at: in_(-4) }, now)).toEqual([
      ['done', 'unknown: no progress'],
      ['still', 'no progress for 4 min'],
    ]);
    expect(forecastRows({ progress_at: in_(-1) }, now)).toEqual([]);
  });

  it('show why the ETA is unknown, also with an unknown code', () => {
    expect(forecastRows({ eta: null, eta_reason: 'paused' }, now)).toEqual([['done', 'unknown: not while it is paused']]);
    expect(forecastRows({ eta: null, eta_reason: 'something-new' as 'unknown' }, now)).toEqual([
      ['done', 'unknown: something-new'],
    ]);
  });

  it('are empty for a server without forecasts', () => {
    expect(forecastRows({}, now)).toEqual([]);
    expect(placeText({ queue_position: null })).toBe('');
  });
});
