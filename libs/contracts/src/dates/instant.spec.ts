import { isInstant } from './instant.js';

describe('a time in UTC', () => {
  it.each(['2024-02-29T00:00:00Z', '0001-01-01T00:00:00Z', '2026-12-31T23:59:59.999999999Z'])('exists: %s', (text) => {
    expect(isInstant(text)).toBe(true);
  });

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '0000-01-01T00:00:00Z',
    '2026-01-01T00:00:00+01:00',
    '2026-01-01',
    '',
  ])('does not exist, or has another form: %j', (text) => {
    expect(isInstant(text)).toBe(false);
  });
});
