import { parseCron } from './cron.js';

const valuesOf = (expression: string) => {
  const parsed = parseCron(expression);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return Object.fromEntries(Object.entries(parsed.fields).map(([name, { values }]) => [name, [...values].sort((a, b) => a - b)]));
};

describe('a cron expression', () => {
  it('reads numbers, lists, ranges, steps and names', () => {
    expect(valuesOf('0,30 8-10 */10 JAN-mar 1-5')).toEqual({
      minute: [0, 30],
      hour: [8, 9, 10],
      dayOfMonth: [1, 11, 21, 31],
      month: [1, 2, 3],
      dayOfWeek: [1, 2, 3, 4, 5],
    });
    expect(valuesOf('5-20/5 0 1 12 SUN,3')).toMatchObject({ minute: [5, 10, 15, 20], dayOfWeek: [0, 3] });
  });

  it('takes 7 for Sunday, also at the end of a range', () => {
    expect(valuesOf('0 0 * * 7').dayOfWeek).toEqual([0]);
    expect(valuesOf('0 0 * * 5-7').dayOfWeek).toEqual([0, 5, 6]);
  });

  it.each([
    ['0 8 * *', /must have five fields/],
    ['0 0 8 * * *', /must have five fields/],
    ['@daily', /must have five fields/],
    ['60 * * * *', /the minute '60' must be a number from 0 to 59/],
    ['-5 * * * *', /the minute '' must be a number/],
    ['0 24 * * *', /the hour '24' must be a number from 0 to 23/],
    ['0 0 0 * *', /the day of the month '0' must be a number from 1 to 31/],
    ['0 0 * 13 *', /the month '13' must be a number from 1 to 12 or one of jan/],
    ['0 0 * * 8', /the day of the week '8' must be a number from 0 to 7 or one of sun/],
    ['0 0 L * *', /the day of the month 'L'/],
    ['0 0 * * 1#2', /the day of the week '1#2'/],
    ['0 0 ? * *', /the day of the month '\?'/],
    ['30-10 * * * *', /the minute '30-10' must not end before it begins/],
    ['1-2-3 * * * *', /the minute '1-2-3' must be a number or a range/],
    ['*/0 * * * *', /the step of the minute '\*\/0' must be a number from 1 to 99/],
    ['*/2/2 * * * *', /the minute '\*\/2\/2' must have one step at most/],
    ['5/10 * * * *', /the minute '5\/10' needs a range before the step, such as 5-59/],
    ['1,,2 * * * *', /the minute '' must be a number/],
    ['1e1 * * * *', /the minute '1e1'/],
    ['', /must have five fields/],
  ])('is refused: %j', (expression, message) => {
    expect(parseCron(expression)).toEqual({ problem: expect.stringMatching(message) as unknown });
  });
});
