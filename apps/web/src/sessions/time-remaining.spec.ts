import { formatTimeRemaining } from './time-remaining.js';

const MINUTE = 60_000;

describe('the remaining time of a session', () => {
  it('is 3.5 hours if 3.5 hours are left of a 60-minute file after half an hour (PRG-07)', () => {
    expect(formatTimeRemaining(3.5 * 60 * MINUTE)).toBe('about 3.5 hours');
    expect(formatTimeRemaining(3.45 * 60 * MINUTE)).toBe('about 3.5 hours');
  });

  it('is less precise for longer times', () => {
    const durations = [0, 59_000, MINUTE, 12.4 * MINUTE, 59.4 * MINUTE, 59.6 * MINUTE, 4 * 60 * MINUTE, 49 * 60 * MINUTE];
    expect(durations.map(formatTimeRemaining)).toEqual([
      'less than a minute',
      'less than a minute',
      'about 1 minute',
      'about 12 minutes',
      'about 59 minutes',
      'about 1 hour',
      'about 4 hours',
      'about 2 days',
    ]);
  });

  it('is never negative', () => {
    expect(formatTimeRemaining(-5 * MINUTE)).toBe('less than a minute');
  });
});
