import type { Recording, RunStep } from '@throughline/api-client';
import { text } from '../../texts/text.js';
import { describeSpeed, describeWork, findLastProgress } from './describe-work.js';

const step = (name: string, status: RunStep['status'], progress: number | null = null): RunStep =>
  ({ step: name, status, progress }) as RunStep;

const recording = (steps: readonly RunStep[], change: object = {}): Recording =>
  ({
    run: { active: true, steps },
    on_pause: false,
    waiting_for: [],
    outputs: [],
    processing_stages: [],
    queue_position: null,
    queue_length: null,
    state: 'in_progress',
    source: { duration_seconds: 1_841, size: 431_000_000 },
    ...change,
  }) as unknown as Recording;

describe('the line about the work in progress', () => {
  it.each([
    ['minutes of a transcription', recording([step('TRANSCRIBE', 'IN_PROGRESS', 0.4)]), '12 of about 31 min transcribed'],
    [
      'seconds of a short one',
      recording([step('TRANSCRIBE', 'IN_PROGRESS', 0.5)], { source: { duration_seconds: 96, size: 1 } }),
      '48 of about 96 s transcribed',
    ],
    ['the size of a download', recording([step('DOWNLOAD', 'IN_PROGRESS', 0.2)]), '86 MB of 431 MB downloaded'],
    ['a step without units', recording([step('EXTRACT_TOPICS', 'IN_PROGRESS', 0.2)]), 'Running: Topics'],
    ['a step without progress', recording([step('TRANSCRIBE', 'IN_PROGRESS')]), 'Running: Transcribe'],
    [
      'an unknown length',
      recording([step('TRANSCRIBE', 'IN_PROGRESS', 0.4)], { source: { duration_seconds: null, size: null } }),
      'Running: Transcribe',
    ],
    ['the queue', recording([step('TRANSCRIBE', 'PENDING')], { queue_position: 2, queue_length: 3 }), 'Queued, 2nd of 3'],
    ['a queue without a place', recording([step('TRANSCRIBE', 'PENDING')], { state: 'queued' }), 'Queued'],
    ['the time between two steps', recording([step('TRANSCRIBE', 'PENDING')]), 'The next step starts soon'],
    ['a pause', recording([step('TRANSCRIBE', 'PENDING')], { on_pause: true }), 'Paused'],
    [
      'a wait',
      recording([step('DOWNLOAD', 'PENDING')], { waiting_for: [{ step: 'DOWNLOAD', for: 'source' }] }),
      'Waiting: Download',
    ],
  ])('has %s', (_, shown, line) => {
    expect(describeWork(shown)).toBe(line);
  });
});

describe('the time of the last progress', () => {
  const at = '2026-02-05T10:00:00.000Z';
  const find = (live: object): string | undefined =>
    findLastProgress(recording([], { processing_stages: [{ stage_type: 'TRANSCRIBE', progress_at: at, ...live }] }), {
      step: 'TRANSCRIBE',
    });

  it('is unknown without progress, and not said of a stalled step', () => {
    expect([find({}), find({ progress_at: null }), find({ stalled: true })]).toEqual([at, undefined, undefined]);
  });
});

describe('the speed of a transcription', () => {
  const started_at = '2026-02-05T10:00:00.000Z';
  const describeAt = (progress_at: string | null, change: Partial<RunStep> = {}, seconds: number | null = 1_800) => {
    const running = { ...step('TRANSCRIBE', 'IN_PROGRESS', 0.4), attempt: 1, started_at, ...change };
    const live = { stage_type: running.step, progress: 0.4, progress_at };
    return describeSpeed(
      recording([running], { processing_stages: [live], source: { duration_seconds: seconds, size: null } }),
      running,
    );
  };

  it('is measured from the start to the last progress', () => {
    expect(describeAt('2026-02-05T10:05:00.000Z')).toBe(text.recording.work.speed('2.4'));
  });

  it.each([
    ['too little time', describeAt('2026-02-05T10:00:09.000Z')],
    ['no progress', describeAt(null)],
    ['an unknown length', describeAt('2026-02-05T10:05:00.000Z', {}, null)],
    ['an attempt that continues another', describeAt('2026-02-05T10:05:00.000Z', { attempt: 2 })],
    ['another step', describeAt('2026-02-05T10:05:00.000Z', { step: 'EXTRACT_TOPICS' })],
  ])('is unknown after %s', (_, speed) => {
    expect(speed).toBeUndefined();
  });
});
