import fc from 'fast-check';
import { aRun } from '../../testing/index.js';
import { isAttemptRunning, judgeLiveness, listRunningAttempts, type LeaseReading, type LivenessVerdict } from './liveness.js';

const TERM_MS = 10_000;
const ATTEMPT = 'attempt-1';

const leaseOf = (silentMs: number | undefined, { attemptId = ATTEMPT, expired = false } = {}): LeaseReading => ({
  expired,
  ...(silentMs === undefined ? {} : { silentMs }),
  seen: { lease: { attemptId, state: 'held', termMs: TERM_MS } },
});

describe('the verdict on the worker of an attempt (U17)', () => {
  it.each<[string, LeaseReading, boolean, LivenessVerdict]>([
    ['a recent heartbeat', leaseOf(4_999), true, { liveness: 'alive', reason: 'heard' }],
    ['an overdue heartbeat', leaseOf(5_000), true, { liveness: 'alive', reason: 'late' }],
    ['a term extended by an outage of the broker', leaseOf(TERM_MS), true, { liveness: 'unknown', reason: 'unheard' }],
    ['a heartbeat of unknown age', leaseOf(undefined), true, { liveness: 'unknown', reason: 'unheard' }],
    ['an expired lease', leaseOf(TERM_MS, { expired: true }), true, { liveness: 'stalled', reason: 'expired' }],
    [
      'an expired lease of an ended attempt',
      leaseOf(TERM_MS, { expired: true }),
      false,
      { liveness: 'unknown', reason: 'ended' },
    ],
    ['the lease of another attempt', leaseOf(1, { attemptId: 'x' }), true, { liveness: 'unknown', reason: 'other-attempt' }],
    ['no lease', { expired: true, seen: undefined }, true, { liveness: 'unknown', reason: 'no-holder' }],
    [
      'a released lease',
      { expired: true, seen: { lease: { attemptId: ATTEMPT, state: 'released', termMs: TERM_MS } } },
      true,
      { liveness: 'unknown', reason: 'no-holder' },
    ],
  ])('judges %s', (_, reading, isRunning, verdict) => {
    expect(judgeLiveness(ATTEMPT, reading, isRunning)).toEqual(verdict);
  });

  it('finds an attempt stalled only if its own lease has expired and the log has it running', () => {
    const readings = fc.record({
      expired: fc.boolean(),
      silentMs: fc.nat(2 * TERM_MS),
      seen: fc.option(
        fc.record({
          lease: fc.record({
            attemptId: fc.constantFrom(ATTEMPT, 'x'),
            state: fc.constantFrom('held' as const, 'released' as const),
            termMs: fc.constant(TERM_MS),
          }),
        }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(readings, fc.boolean(), (reading, isRunning) => {
        const { liveness } = judgeLiveness(ATTEMPT, reading, isRunning);
        const isOwn = reading.seen?.lease.attemptId === ATTEMPT && reading.seen.lease.state === 'held';
        expect(liveness === 'stalled').toBe(isOwn && reading.expired && isRunning);
        expect(liveness === 'alive').toBe(isOwn && !reading.expired && reading.silentMs < TERM_MS);
      }),
    );
  });
});

describe('the running attempts of an item', () => {
  it('are the newest attempts of its running steps', () => {
    const journey = aRun();
    expect(listRunningAttempts(journey.state)).toEqual([]);
    journey.start('DOWNLOAD');
    const [attempt] = listRunningAttempts(journey.state);
    expect(attempt).toMatchObject({ step: 'DOWNLOAD', attemptId: journey.step('DOWNLOAD').attempts.at(-1)?.attemptId });
    expect(attempt !== undefined && isAttemptRunning(journey.state, attempt)).toBe(true);
    expect(isAttemptRunning(journey.state, { step: 'DOWNLOAD', attemptId: 'x' })).toBe(false);
    expect(isAttemptRunning(undefined, { step: 'DOWNLOAD', attemptId: 'x' })).toBe(false);
  });
});
