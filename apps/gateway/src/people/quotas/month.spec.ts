import { monthAt, readMonth } from './month.js';

const refusalOf = (period: string): unknown => {
  try {
    return readMonth(period);
  } catch (error) {
    return error;
  }
};

describe('the month of a quota', () => {
  it('is a calendar month of UTC, whatever the time zone of the server', () => {
    expect(monthAt(new Date('2026-12-31T23:59:59.999Z'))).toEqual({
      period: '202612',
      start: '2026-12-01T00:00:00.000Z',
      end: '2027-01-01T00:00:00.000Z',
    });
    expect(readMonth('202402')).toMatchObject({ start: '2024-02-01T00:00:00.000Z', end: '2024-03-01T00:00:00.000Z' });
  });

  it.each([
    ['000101', '0001-01-01T00:00:00.000Z', '0001-02-01T00:00:00.000Z'],
    ['196912', '1969-12-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'],
    ['999911', '9999-11-01T00:00:00.000Z', '9999-12-01T00:00:00.000Z'],
    ['999912', '9999-12-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'],
  ])('may be any of four digits: %s (USR-02)', (period, start, end) => {
    expect(readMonth(period)).toEqual({ period, start, end });
  });

  it.each([
    ['202613', 'Invalid month: 13 in period 202613. Month must be 01-12'],
    ['202600', 'Invalid month: 00 in period 202600. Month must be 01-12'],
    ['000012', 'Invalid year: 0000 in period 000012. Year must be 0001-9999'],
    ['2026-1', 'Invalid period: 2026-1. Period must be YYYYMM'],
    ['20261', 'Invalid period: 20261. Period must be YYYYMM'],
    ['', 'Invalid period: . Period must be YYYYMM'],
  ])('is refused if it is %j (USR-02)', (period, detail) => {
    expect(refusalOf(period)).toMatchObject({ code: 'invalid', status: 400, message: detail });
  });
});
