import { text } from '../texts/text.js';
import {
  describeAmount,
  describeAudio,
  describeFailure,
  describeProgress,
  findSessionState,
  hasOwnMessage,
  isOnServer,
  isQueued,
} from './session-state.js';

const NOW = Date.parse('2026-02-05T10:34:00.000Z');
const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();
const running = {
  status: 'processing',
  message: 'Processing audio...',
  started_at: at(-34),
  estimated_completion: at(80),
  queue_position: null,
  queue_length: null,
} as const;

describe('the progress of a session', () => {
  it('has the elapsed time and the rest apart', () => {
    expect(describeProgress(running, NOW)).toBe('34 min elapsed, about 1.5 hours left');
    expect(describeProgress({ ...running, estimated_completion: null }, NOW)).toBe('34 min elapsed');
    expect(describeProgress({ ...running, estimated_completion: at(-1) }, NOW)).toBe(
      '34 min elapsed, taking longer than expected',
    );
  });

  it('is the place in the queue while the session waits for its turn', () => {
    const queued = { ...running, started_at: null, queue_position: 3, queue_length: 9 };
    expect([isQueued(queued), describeProgress(queued, NOW)]).toEqual([true, '3rd in the queue, of 9']);
    expect(isQueued(running)).toBe(false);
    const audio = { duration_processed: 0, duration_total: 60 };
    expect(describeAmount({ ...queued, ...audio }, NOW)).toBe('About 1.5 hours left');
    expect(describeAmount({ ...running, ...audio }, NOW)).toBe('0 s of 1 min of audio');
  });

  it('has an estimate before its first worker only if the API knows one, and continues without the page', () => {
    const audio = { duration_processed: null, duration_total: null };
    const first = { ...running, ...audio, status: 'pending', started_at: null, queue_position: 4, queue_length: 9 } as const;
    expect(describeProgress(first, NOW)).toBe('4th in the queue, of 9');
    expect(describeAmount(first, NOW)).toBe('About 1.5 hours left');
    expect(describeAmount({ ...first, estimated_completion: null }, NOW)).toBe('No estimate');
    expect([first, running, { ...first, status: 'processing' } as const].map(isOnServer)).toEqual([true, true, true]);
    const idle = { ...first, queue_position: null, queue_length: null };
    expect([idle, { ...idle, status: 'completed' } as const].map(isOnServer)).toEqual([false, false]);
  });

  it('has the message of the API beside it only while the work is in progress', () => {
    expect(hasOwnMessage(running)).toBe(true);
    const others = [{ started_at: null }, { queue_position: 1 }, { status: 'completed' }, { status: 'pending' }] as const;
    expect(others.map((change) => hasOwnMessage({ ...running, ...change }))).toEqual([false, false, false, false]);
  });

  it('ends with the reason of a failure, and with the advice of the API only if another attempt may help', () => {
    const failure = { failed_reason: 'No sound', message: 'Please try again.', retryable: null } as const;
    expect(describeFailure(failure)).toEqual({ reason: 'No sound', advice: 'Please try again.' });
    expect(describeFailure({ ...failure, failed_reason: null })).toEqual({ reason: 'Please try again.', advice: undefined });
    const { permanent: advice } = text.sessions;
    expect(describeFailure({ ...failure, retryable: false })).toEqual({ reason: 'No sound', advice });
    expect(describeFailure({ ...failure, failed_reason: null, retryable: false })).toEqual({ reason: 'Failed', advice });
  });

  it('is the message of the API before the start and after the end', () => {
    for (const status of ['pending', 'completed', 'failed'] as const)
      expect(describeProgress({ ...running, status, message: `It is ${status}.` }, NOW)).toBe(`It is ${status}.`);
    expect(describeProgress({ ...running, started_at: null }, NOW)).toBe('Processing audio...');
  });

  it('names the audio apart from the time', () => {
    expect(describeAudio({ duration_processed: 900, duration_total: 3_240 })).toBe('15 min of 54 min of audio');
    expect(describeAudio({ duration_processed: null, duration_total: 60 })).toBe('0 s of 1 min of audio');
    expect(describeAudio({ duration_processed: null, duration_total: null })).toBeUndefined();
  });
});

describe('the state of a session', () => {
  const session = { status: 'failed', retryable: true, deleted_at: null, erased_at: null, expired_at: null } as const;
  it.each([
    ['failed', {}],
    ['hopeless', { retryable: false }],
    ['ready', { status: 'completed' }],
    ['in_progress', { status: 'processing' }],
    ['not_started', { status: 'pending' }],
    ['deleted', { deleted_at: at(0) }],
    ['deleted', { deleted_at: at(0), erased_at: at(0) }],
    ['deleted', { expired_at: at(0) }],
  ] as const)('is %s', (state, change) => {
    expect(findSessionState({ ...session, ...change })).toBe(state);
  });
});
