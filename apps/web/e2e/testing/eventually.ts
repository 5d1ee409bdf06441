import { until } from '@throughline/stack/testing';

type Names = 'toBe' | 'toEqual' | 'toContain' | 'toMatch' | 'toBeGreaterThan';
type Matchers<T> = Pick<jest.Matchers<Promise<void>, T>, Names>;

/**
 * Repeats a read of the page until the expectation holds: `await eventually(() => rows.count()).toBe(2)`. A single read races with
 * the page, because `playwright-core` has no `expect` that repeats.
 */
export function eventually<T>(read: () => Promise<T>): Matchers<T> {
  const poll = async (check: (value: T) => void): Promise<void> => {
    await until(
      async () => {
        check(await read());
        return true;
      },
      { interval: 50, what: 'an expectation about the page' },
    );
  };
  return {
    toBe: (expected) =>
      poll((value) => {
        expect(value).toBe(expected);
      }),
    toEqual: (expected) =>
      poll((value) => {
        expect(value).toEqual(expected);
      }),
    toContain: (expected) =>
      poll((value) => {
        expect(value).toContain(expected);
      }),
    toMatch: (expected) =>
      poll((value) => {
        expect(value).toMatch(expected);
      }),
    toBeGreaterThan: (expected) =>
      poll((value) => {
        expect(value).toBeGreaterThan(expected);
      }),
  };
}
