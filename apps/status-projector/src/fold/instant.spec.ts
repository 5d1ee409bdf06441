import { normalizeInstant } from './instant.js';

describe('a timestamp of a user', () => {
  it.each([
    ['2027-01-01T00:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01T00:00:00.123456789Z', '2027-01-01T00:00:00.123Z'],
    ['2027-02-31T00:00:00Z', '2027-03-03T00:00:00.000Z'],
    ['2027-13-45T00:00:00Z', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is stored as %j', (text, stored) => {
    expect(normalizeInstant(text)).toBe(stored);
  });
});
