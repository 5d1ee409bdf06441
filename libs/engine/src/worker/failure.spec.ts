import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { toFailure, toStorable, toWait } from './failure.js';

describe('the failure of a step by the thrown value', () => {
  it('is final only if the error says so', () => {
    expect(toFailure(new PermanentError('not-media', 'The file is text'))).toEqual({
      code: 'not-media',
      message: 'The file is text',
      retryable: false,
    });
    expect(toFailure(new Error('boom'))).toEqual({ code: 'unexpected', message: 'boom', retryable: true });
    expect(toFailure('boom')).toEqual({ code: 'unexpected', message: 'boom', retryable: true });
  });

  it('keeps the delay that the other service requested', () => {
    expect(toFailure(new RetryableError('rate-limited', 'slow down', { retryAfterMs: 5_000 }))).toMatchObject({
      retryable: true,
      retryAfterMs: 5_000,
    });
  });

  it('keeps the limits of a wait', () => {
    const waiting = new WaitingError('speech-model', 'Waiting for the speech model', { checkWithinMs: 30_000, checkEveryMs: 5 });
    expect(toWait(waiting)).toEqual({
      for: 'speech-model',
      message: 'Waiting for the speech model',
      checkWithinMs: 30_000,
      checkEveryMs: 5,
    });
    expect(toWait(new Error('boom'))).toBeUndefined();
  });

  it.each(['ENOSPC', 'EDQUOT', 'disk-full'])('checks the own full disk often: %s', (code) => {
    const full = Object.assign(new Error('no space'), { code });
    expect(toWait(full)).toEqual({ for: 'disk-full', message: 'no space', checkWithinMs: 45_000 });
  });

  it('checks the full disk of another service as often as the plan says', () => {
    expect(toWait(new WaitingError('disk-full', 'no space there'))).toEqual({ for: 'disk-full', message: 'no space there' });
  });

  it('turns system codes into stable codes', () => {
    expect(toFailure(Object.assign(new Error('no space'), { code: 'ENOSPC' })).code).toBe('enospc');
    expect(toFailure(Object.assign(new Error('odd'), { code: 'a b?' })).code).toBe('unexpected');
  });

  it('truncates a message that would not fit an event', () => {
    expect(toFailure(new Error('x'.repeat(100_000))).message).toHaveLength(2_000);
  });

  it('replaces characters that some stores refuse, whatever the source of the message', () => {
    expect(toFailure(new Error('a\u0000b')).message).toBe('a\ufffdb');
    // The limit cuts a surrogate pair in half.
    const cut = toFailure(new Error(`${'x'.repeat(1_999)}🎬`)).message;
    expect(cut.slice(1_998)).toBe('x\ufffd');
    expect(toStorable({ notes: ['🎬\u0000', '\ud83d'], count: 1 })).toEqual({ notes: ['🎬\ufffd', '\ufffd'], count: 1 });
  });
});
