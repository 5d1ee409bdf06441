import { parseDurationMs, parseLocalInstant } from './duration.js';

describe('typed times', () => {
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
  ])('%s is parsed as a duration', (text, ms) => {
    expect(parseDurationMs(text)).toBe(ms);
  });

  it.each([
    ['2026-02-05T18:00:00Z', '2026-02-05T18:00:00.000Z'],
    ['2026-02-05T18:00+02:00', '2026-02-05T16:00:00.000Z'],
    ['2026-13-05T18:00Z', undefined],
    ['tomorrow', undefined],
    ['2026-02-31', undefined],
    ['5', undefined],
    ['', undefined],
  ])('%s is parsed as a time', (text, time) => {
    expect(parseLocalInstant(text)).toBe(time);
  });

  it.each(['2026-02-05T18:00', '2026-02-05 18:00'])('%s is local time', (text) => {
    expect(parseLocalInstant(text)).toBe(new Date(2026, 1, 5, 18).toISOString());
  });

  it.each(['2026-02-05', '05-02-2026', '05/02/26'])('%s begins at local midnight, not at midnight UTC', (text) => {
    expect(parseLocalInstant(text)).toBe(new Date(2026, 1, 5).toISOString());
  });
});
