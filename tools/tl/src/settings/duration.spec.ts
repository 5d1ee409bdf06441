import { durationMs, instantOf } from './duration.js';

describe('times as people type them', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['1.5d', 129_600_000],
    ['250ms', 250],
    ['2', undefined],
    ['2 h', undefined],
    ['-2h', undefined],
    ['0s', undefined],
    ['1w', undefined],
    ['', undefined],
  ])('%s is so long', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each([
    ['2026-02-05T18:00:00Z', '2026-02-05T18:00:00.000Z'],
    ['2026-02-05T18:00+02:00', '2026-02-05T16:00:00.000Z'],
    ['2026-13-05T18:00Z', undefined],
    ['tomorrow', undefined],
    ['2026-02-31', undefined],
    ['5', undefined],
    ['', undefined],
  ])('%s is then', (text, time) => {
    expect(instantOf(text)).toBe(time);
  });

  it.each(['2026-02-05T18:00', '2026-02-05 18:00'])('%s is by the clock of this machine', (text) => {
    expect(instantOf(text)).toBe(new Date(2026, 1, 5, 18).toISOString());
  });

  it.each(['2026-02-05', '05-02-2026', '05/02/26'])('%s begins at midnight here, not in Greenwich', (text) => {
    expect(instantOf(text)).toBe(new Date(2026, 1, 5).toISOString());
  });
});
