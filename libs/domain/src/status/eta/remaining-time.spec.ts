import fc from 'fast-check';
import { FEWEST_SAMPLES, expectDuration, quantile, type DurationSample } from './history.js';
import { estimateRemaining } from './remaining-time.js';

const MINUTE = 60_000;
/** Ten attempts, of 1 to 10 minutes. */
const tenMinutes = (mediaSeconds = 3_600, engine?: string): readonly DurationSample[] =>
  Array.from({ length: 10 }, (_, index) => ({
    durationMs: (index + 1) * MINUTE,
    mediaSeconds,
    ...(engine === undefined ? {} : { engine }),
  }));

interface Work {
  readonly p50: number;
  readonly more: number;
  readonly elapsedMs: number;
  readonly fraction: number;
  readonly isOwnWork?: boolean;
}

describe('the expected duration of a step', () => {
  it('is undefined until there are enough similar samples', () => {
    const samples = tenMinutes();
    expect(expectDuration(samples.slice(0, FEWEST_SAMPLES - 1), 3_600)).toBeUndefined();
    expect(expectDuration(samples, 3_600)).toEqual({ p50: 5.5 * MINUTE, p90: 9.1 * MINUTE, samples: 10 });
  });

  it('is scaled to the length of the media, and ignores very different lengths', () => {
    expect(expectDuration(tenMinutes(3_600), 7_200)).toEqual({ p50: 11 * MINUTE, p90: 18.2 * MINUTE, samples: 10 });
    expect(expectDuration(tenMinutes(60), 3_600)).toBeUndefined();
    expect(expectDuration([...tenMinutes(60), ...tenMinutes(3_600)], 3_600)?.samples).toBe(10);
  });

  it('uses the present engine once it has enough samples', () => {
    const slow = tenMinutes(3_600, 'slow');
    const fast = slow.map((each) => ({ ...each, engine: 'fast', durationMs: each.durationMs / 10 }));
    expect(expectDuration([...fast, ...slow], 3_600)?.p50).toBe(0.55 * MINUTE);
    expect(expectDuration([...fast.slice(0, 2), ...slow], 3_600)?.samples).toBe(12);
  });

  it('has ordered quantiles between the smallest and the largest sample, for any samples', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
        const [p50, p90] = [quantile(values, 0.5), quantile(values, 0.9)];
        expect(p50).toBeGreaterThanOrEqual(Math.min(...values));
        expect(p90).toBeGreaterThanOrEqual(p50);
        expect(p90).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
});

describe('the remaining time of an attempt', () => {
  const ms = fc.double({ min: 0, max: 1e9, noNaN: true });
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  const work = fc.record({ p50: ms, more: ms, elapsedMs: ms, fraction, isOwnWork: fc.boolean() });
  const leftOf = ({ p50, more, isOwnWork = false, ...rest }: Work) =>
    estimateRemaining({ expected: { p50, p90: p50 + more }, isOwnWork, ...rest });

  it('ends in the future at the latest, and the cautious end is never before the likely one', () => {
    fc.assert(
      fc.property(work, (one) => {
        const left = leftOf(one);
        expect(left === undefined).toBe(one.fraction === 0 && one.elapsedMs >= one.p50 + one.more);
        expect(left?.p90 ?? 0).toBeGreaterThanOrEqual(0);
        expect((left?.p90 ?? 0) - (left?.p50 ?? 0)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('ends no earlier after time without progress, and no later after progress', () => {
    fc.assert(
      fc.property(work, ms, fc.double({ min: 0, max: 1, noNaN: true }), (one, passed, more) => {
        fc.pre(one.fraction > 0);
        const [now, later] = [leftOf(one), leftOf({ ...one, elapsedMs: one.elapsedMs + passed })];
        expect((later?.p90 ?? 0) + passed).toBeGreaterThanOrEqual((now?.p90 ?? 0) - 1e-3);
        const further = leftOf({ ...one, fraction: Math.max(one.fraction, more) });
        expect(further?.p90 ?? 0).toBeLessThanOrEqual((now?.p90 ?? 0) + 1e-3);
      }),
    );
  });

  it('PRG-07: is three and a half hours after half an hour of four, with an eighth done', () => {
    const hours = 60 * MINUTE;
    const expected = { p50: 4 * hours, p90: 4 * hours };
    const isOwnWork = true;
    expect(estimateRemaining({ expected, elapsedMs: hours / 2, fraction: 1 / 8, isOwnWork })?.p50).toBeCloseTo(3.5 * hours);
    expect(estimateRemaining({ expected, elapsedMs: 4 * hours, fraction: null, isOwnWork })).toBeUndefined();
  });
});
