import type { Session } from '@throughline/api-client';
import { text } from '../texts/text.js';
import { drawView } from '../testing/draw-view.js';
import { SessionProgressPanel } from './SessionProgressPanel.js';

const words = text.sessions;
const preparing = {
  status: 'processing',
  message: 'Preparing audio...',
  progress: 0,
  started_at: null,
  estimated_completion: null,
  queue_position: null,
  queue_length: null,
  duration_processed: null,
  duration_total: null,
  failed_reason: null,
  retryable: null,
  stalled: null,
  processing_duration: null,
  speed: null,
  updated_at: '2026-02-05T10:00:00.000Z',
} as unknown as Session;

const draw = (change: Partial<Session>): string =>
  drawView(<SessionProgressPanel session={{ ...preparing, ...change }} />, () => undefined).html;
const countOf = (html: string, message: string): number => html.split(`>${message}<`).length - 1;

describe('the progress of a session on its page', () => {
  it('has a name that stays the same while the time changes', () => {
    const started = { started_at: '2026-02-05T09:00:00.000Z' };
    for (const html of [draw({}), draw(started), draw({ queue_position: 1, queue_length: 2 })])
      expect(html).toMatch(new RegExp(`<h2 id="session-progress" class="unseen">${words.progressTitle}</h2>`));
  });

  it('says the message of the API once, in preparation and during the work', () => {
    expect(countOf(draw({}), preparing.message)).toBe(1);
    const started = draw({ started_at: '2026-02-05T09:00:00.000Z', message: 'Processing audio...' });
    expect(countOf(started, 'Processing audio...')).toBe(1);
    expect(started).toContain('elapsed');
  });

  it('says that a queued session continues without the page, also before its first worker', () => {
    const place = { queue_position: 3, queue_length: 9 };
    const queued = draw({ ...place, status: 'pending' });
    expect(queued).toContain(words.queued('3rd', 9));
    expect(queued).toContain(words.mayClose);
    expect(queued).not.toContain('progressbar');
    expect(draw({ ...place, estimated_completion: '2999-01-01T00:00:00.000Z' })).toMatch(/About .* left/);
    expect(draw({ status: 'pending' })).not.toContain(words.mayClose);
  });

  it('is gone after the end, when the result takes its place', () => {
    expect(draw({ status: 'completed' })).toBe('');
  });

  it('begins with the reason of a failure, and keeps the progress that was reached, without a bar', () => {
    const failed = {
      status: 'failed',
      message: 'Please try again.',
      failed_reason: 'No sound',
      retryable: true,
      progress: 57,
    } as const;
    const html = draw(failed);
    expect(html).toMatch(/<p class="session-now bad"[^>]*>No sound</);
    expect(html).toContain('Please try again.');
    expect(html).toContain(words.reached('57 %'));
    expect(html).not.toContain('progressbar');
    const hopeless = draw({ ...failed, retryable: false });
    expect(hopeless).toContain(words.permanent);
    expect(hopeless).not.toContain('Please try again.');
  });
});
