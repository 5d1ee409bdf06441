import { PermanentError, RetryableError } from '@throughline/contracts';
import { failureOf, storable } from './failure.js';

describe('what a thrown value means for its step', () => {
  it('is final only where the error says so itself', () => {
    expect(failureOf(new PermanentError('not-media', 'The file is text'))).toEqual({
      code: 'not-media',
      message: 'The file is text',
      retryable: false,
    });
    expect(failureOf(new Error('boom'))).toEqual({ code: 'unexpected', message: 'boom', retryable: true });
    expect(failureOf('boom')).toEqual({ code: 'unexpected', message: 'boom', retryable: true });
  });

  it('keeps the wait that the other side asked for', () => {
    expect(failureOf(new RetryableError('rate-limited', 'slow down', { retryAfterMs: 5_000 }))).toMatchObject({
      retryable: true,
      retryAfterMs: 5_000,
    });
  });

  it('turns codes of the system into stable words', () => {
    expect(failureOf(Object.assign(new Error('no space'), { code: 'ENOSPC' })).code).toBe('enospc');
    expect(failureOf(Object.assign(new Error('odd'), { code: 'a b?' })).code).toBe('unexpected');
  });

  it('cuts a message that would not fit an event', () => {
    expect(failureOf(new Error('x'.repeat(100_000))).message).toHaveLength(2_000);
  });

  it('says it in text that every store takes, wherever the words come from', () => {
    expect(failureOf(new Error('a\u0000b')).message).toBe('a\ufffdb');
    // The cut falls into the middle of a character.
    const cut = failureOf(new Error(`${'x'.repeat(1_999)}🎬`)).message;
    expect(cut.slice(1_998)).toBe('x\ufffd');
    expect(storable({ notes: ['🎬\u0000', '\ud83d'], count: 1 })).toEqual({ notes: ['🎬\ufffd', '\ufffd'], count: 1 });
  });
});
