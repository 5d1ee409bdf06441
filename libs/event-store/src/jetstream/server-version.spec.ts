import { isAtLeast } from './server-version.js';

describe('the version of a server', () => {
  it.each([
    ['2.10.0', true],
    ['2.10.27', true],
    ['2.11.0-RC.1', true],
    ['2.15.1', true],
    ['3.0.0', true],
    ['v2.10.1', true],
    ['2.9.25', false],
    ['1.99.0', false],
    ['', false],
    ['unknown', false],
    [undefined, false],
  ])('%s is 2.10 or newer: %s', (version, expected) => {
    expect(isAtLeast(version, 2, 10)).toBe(expected);
  });
});
