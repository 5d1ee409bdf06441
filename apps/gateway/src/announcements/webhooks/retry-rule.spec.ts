import { LONGEST_FAILURE_MS, scopeOfFailure, settleAttempt } from './retry-rule.js';
import type { RequestResult } from './send-request.js';

const NOW = new Date('2026-01-10T00:00:00Z');
const result = (change: Partial<RequestResult> = {}): RequestResult => ({
  durationMs: 5,
  status: 503,
  error: 'http-status',
  retryAfterMs: undefined,
  answer: undefined,
  ...change,
});
const facts = (change: { failingSince?: string; outages?: number; attempts?: number; failingMs?: number } = {}) => ({
  endpoint: { outages: change.outages ?? 0, failingSince: change.failingSince },
  message: { attempts: change.attempts ?? 0, failingMs: change.failingMs ?? 0 },
  now: NOW,
  random: 0.5,
});
const noAnswer = result({ status: undefined, error: 'no-answer' });
const LONG_AGO = new Date(NOW.getTime() - LONGEST_FAILURE_MS).toISOString();

describe('after an attempt', () => {
  it('a message is delivered only by a success', () => {
    expect(settleAttempt(result({ status: 200, error: undefined }), facts())).toEqual({ outcome: 'delivered' });
  });

  it('a first failure delays only its own item, and a second one the whole endpoint', () => {
    expect(settleAttempt(noAnswer, facts())).toEqual({ outcome: 'retry', retryInMs: 5_000 });
    expect(settleAttempt(noAnswer, facts({ outages: 1 }))).toEqual({ outcome: 'retry', retryInMs: 5_000, pauseMs: 5_000 });
  });

  it('the pauses of an endpoint grow up to an hour', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 20].map((outages) => settleAttempt(result(), facts({ outages })).pauseMs);
    expect(pauses).toEqual([5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000, 3_600_000]);
  });

  it('Retry-After is obeyed, for all items at once if the receiver is overloaded', () => {
    const limited = result({ status: 429, retryAfterMs: 90_000 });
    expect(settleAttempt(limited, facts())).toEqual({ outcome: 'retry', retryInMs: 90_000, pauseMs: 90_000 });
    expect(settleAttempt(result({ status: 422, retryAfterMs: 90_000 }), facts())).toEqual({
      outcome: 'retry',
      retryInMs: 90_000,
    });
  });

  it.each([0, 1_000])('a Retry-After of %i ms does not shorten the backoff', (retryAfterMs) => {
    const refused = result({ status: 422, retryAfterMs });
    expect(settleAttempt(refused, facts({ attempts: 1 }))).toEqual({ outcome: 'retry', retryInMs: 30_000 });
    const down = result({ status: 503, retryAfterMs });
    expect(settleAttempt(down, facts({ outages: 2 }))).toEqual({ outcome: 'retry', retryInMs: 30_000, pauseMs: 30_000 });
    expect(settleAttempt(down, facts()).pauseMs ?? 0).toBe(retryAfterMs);
    expect(settleAttempt(down, facts()).retryInMs).toBe(5_000);
  });

  it('a refused message is given up after five days, while the endpoint accepts others', () => {
    const refused = result({ status: 422 });
    expect(settleAttempt(refused, facts({ attempts: 30, failingMs: LONGEST_FAILURE_MS - 1 })).outcome).toBe('retry');
    expect(settleAttempt(refused, facts({ attempts: 30, failingMs: LONGEST_FAILURE_MS }))).toEqual({ outcome: 'given-up' });
  });

  it('an endpoint without any success for five days is disabled, and its message stays', () => {
    const disabled = settleAttempt(noAnswer, facts({ failingSince: LONG_AGO, failingMs: LONGEST_FAILURE_MS }));
    expect(disabled).toMatchObject({ outcome: 'retry', disable: 'long-failure' });
    expect(settleAttempt(result({ status: 410 }), facts())).toMatchObject({ outcome: 'retry', disable: 'gone' });
  });

  it('a message of an event that the log has lost is given up at once', () => {
    const missing = result({ status: undefined, error: 'event-missing' });
    expect(settleAttempt(missing, facts({ failingSince: LONG_AGO }))).toEqual({ outcome: 'given-up' });
    expect(scopeOfFailure(missing)).toBe('item');
  });

  it('an item that the server cannot read says nothing about the endpoint', () => {
    const unreadable = result({ status: undefined, error: 'item-unreadable' });
    expect(settleAttempt(unreadable, facts({ outages: 3 }))).toEqual({ outcome: 'retry', retryInMs: 5_000 });
    expect(settleAttempt(unreadable, facts({ failingSince: LONG_AGO })).disable).toBeUndefined();
  });
});
