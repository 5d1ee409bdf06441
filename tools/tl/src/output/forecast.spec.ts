import { forecastRows, leftText, placeText } from './forecast.js';

const now = new Date('2026-01-01T00:00:00.000Z');
const in_ = (minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();

describe('when something is done, in words', () => {
  it('is a range of what is left, rounder the farther away', () => {
    expect([0, 45_000, 12 * 60_000, 200 * 60_000, 120 * 60_000].map(leftText)).toEqual([
      '0 s',
      '45 s',
      '12 min',
      '3 h 20 min',
      '2 h',
    ]);
    const eta = { from: in_(5), to: in_(9), basis: 'history' };
    expect(forecastRows({ eta, eta_reason: null, queue_position: 2 }, now)).toEqual([
      ['done', 'in 5 min to 9 min'],
      ['queue', 'place 2 in its queue'],
    ]);
    expect(forecastRows({ eta: { ...eta, to: eta.from, basis: 'rule' }, eta_reason: null }, now)).toEqual([
      ['done', 'in 5 min (by rule of thumb)'],
    ]);
  });

  it('says why nobody knows, also in a word that it does not know itself', () => {
    expect(forecastRows({ eta: null, eta_reason: 'paused' }, now)).toEqual([['done', 'unknown: not while it is paused']]);
    expect(forecastRows({ eta: null, eta_reason: 'something-new' }, now)).toEqual([['done', 'unknown: something-new']]);
  });

  it('is silent about a server that says nothing of it', () => {
    expect(forecastRows({}, now)).toEqual([]);
    expect(placeText({ queue_position: null })).toBe('');
  });
});
