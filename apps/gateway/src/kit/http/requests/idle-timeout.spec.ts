import { Problem } from '../problems/problem.js';
import { IdleTimeout } from './idle-timeout.js';

const IDLE_MS = 1_000;

describe('the idle timeout of a body', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('fires after a pause, counted from the last bytes', () => {
    const idle = new IdleTimeout(IDLE_MS);
    jest.advanceTimersByTime(IDLE_MS - 1);
    idle.recordActivity();
    jest.advanceTimersByTime(IDLE_MS - 1);
    expect(idle.signal.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(idle.signal.reason).toMatchObject({ code: 'upload-timeout', options: { headers: { connection: 'close' } } });
  });

  it('does not fire after the end of the body', () => {
    const idle = new IdleTimeout(IDLE_MS);
    idle.end();
    jest.advanceTimersByTime(IDLE_MS);
    expect(idle.signal.aborted).toBe(false);
  });

  it('keeps the first reason, such as a client that has gone', () => {
    const idle = new IdleTimeout(IDLE_MS);
    idle.abort(new Problem('malformed-request'));
    jest.advanceTimersByTime(IDLE_MS);
    expect(idle.signal.reason).toMatchObject({ code: 'malformed-request' });
  });
});
