import type { Recording, RunStep } from '@throughline/api-client';
import { drawView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { Pipeline } from './Pipeline.js';

const words = text.recording.pipeline;
const START = '2026-11-28T09:00:00.000Z';

const aStep = (name: string, change: Partial<RunStep>): RunStep => ({
  step: name,
  kind: 'stage',
  status: 'PENDING',
  failed: false,
  failed_at: null,
  failed_reason: null,
  skip_reason: null,
  attempt: 1,
  retry_at: null,
  started_at: null,
  completed_at: null,
  result: null,
  progress: null,
  depends_on: [],
  ...change,
});

function draw(steps: readonly RunStep[], isNow = true): string {
  const recording = {
    run: { steps },
    source: { duration_seconds: 60, size: null },
    outputs: [],
    waiting_for: [],
    processing_stages: [],
  } as unknown as Recording;
  return drawView(<Pipeline recording={recording} isNow={isNow} />, () => undefined).words;
}

describe('the time of a step', () => {
  it('is the one between its first start and its end', () => {
    const shown = draw([aStep('TRIM', { status: 'COMPLETED', started_at: START, completed_at: '2026-11-28T09:00:21.000Z' })]);
    expect(shown).toContain(`${String(words.status['COMPLETED'])} · 21 s`);
  });

  it('grows while the step runs, and is left out of the past', () => {
    // Nothing is mounted, so the page's clock shows when its module was loaded. It may be some minutes slow.
    const running = [aStep('TRANSCRIBE', { status: 'IN_PROGRESS', started_at: new Date(Date.now() - 5_400_000).toISOString() })];
    expect(draw(running)).toMatch(/1 h (?:2[5-9]|30) min so far/u);
    expect(draw(running, false)).not.toContain('so far');
  });

  it('is left out where it is unknown: before the start, and for a step that an earlier run has finished', () => {
    expect(draw([aStep('TRIM', {}), aStep('DOWNLOAD', { status: 'COMPLETED', completed_at: START })])).not.toContain('·');
  });
});

describe('the result of a step', () => {
  it('is below its name', () => {
    const result = { engine: 'hosted', words: 12 };
    expect(draw([aStep('TRANSCRIBE', { status: 'COMPLETED', result })])).toContain(`hosted · ${text.recording.made.words(12)}`);
  });
});
