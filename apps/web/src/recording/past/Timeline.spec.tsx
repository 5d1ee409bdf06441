import type { AuditEvent } from '@throughline/api-client';
import { drawView } from '../../testing/draw-view.js';
import { text } from '../../texts/text.js';
import { FoldedTimeline } from './Timeline.js';
import type { EventLog } from './use-event-log.js';

const event = (id: number, over: Partial<AuditEvent>): AuditEvent => ({
  id: `${String(id)}.0`,
  message: 'Run started: transcription',
  type: 'RunStarted',
  step: null,
  status_after: 'PROCESSING',
  failed_after: false,
  detail: {},
  actor: { kind: 'service', id: 'processing', name: null },
  occurred_at: '2020-01-05T12:00:00.000Z',
  recorded_at: '2020-01-05T12:00:00.000Z',
  imported: false,
  ...over,
});
const started = event(2, { type: 'StepStarted', step: 'TRANSCRIBE', message: 'Transcription started on gpu-1' });
const finished = event(3, { type: 'StepCompleted', step: 'TRANSCRIBE', message: 'Transcription finished in 12 s' });

const logOf = (events: readonly AuditEvent[], over: Partial<EventLog> = {}): EventLog => ({
  events,
  isRead: true,
  error: null,
  hasMore: false,
  isReading: false,
  readMore: () => undefined,
  technical: { isShown: false, choose: () => undefined, reveal: () => undefined },
  step: '',
  showStep: () => undefined,
  sought: undefined,
  seek: () => undefined,
  found: () => undefined,
  ...over,
});
const show = (log: EventLog): string => drawView(<FoldedTimeline log={log} moment={undefined} />, () => undefined).words;

describe('the history of an item', () => {
  it('says what happened, and leaves starts out', () => {
    const words = show(logOf([event(1, {}), started, finished]));
    expect(words).toContain('Run started: transcription');
    expect(words).toContain('Transcription finished in 12 s');
    expect(words).not.toContain('Transcription started');
    expect(words).toContain(text.recording.timeline.technical);
  });

  it('shows a start with its technical details on request', () => {
    const words = show(
      logOf([event(1, {}), started], { sought: started.id, technical: { ...logOf([]).technical, isShown: true } }),
    );
    expect(words).toContain('Transcription started on gpu-1');
    expect(words).toContain('StepStarted · TRANSCRIBE · event 2.0');
  });

  it('has headings for days only if there are several', () => {
    const later = { ...finished, recorded_at: '2020-01-08T12:00:00.000Z' };
    expect(show(logOf([event(1, {}), later]))).toMatch(/January 5, 2020 .* January 8, 2020 /u);
    expect(show(logOf([event(1, {}), finished]))).not.toContain('January');
  });

  it('shows a step that is no longer among the lines as a filter for all of them', () => {
    expect(show(logOf([event(1, {}), finished], { step: 'PREVIEW' }))).toContain('Transcription finished');
  });

  it('names the step before the words of an earlier release', () => {
    const old = { ...finished, message: 'attempt 1 completed' };
    expect(show(logOf([old]))).toContain(`${text.step.TRANSCRIBE} attempt 1 completed`);
    expect(show(logOf([finished]))).not.toContain(`${text.step.TRANSCRIBE} Transcription`);
  });
});
