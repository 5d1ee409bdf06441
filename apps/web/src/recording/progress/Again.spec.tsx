import type { Recording } from '@throughline/api-client';
import { drawView } from '../../testing/draw-view.js';
import { text } from '../../texts/text.js';
import { Again } from './Progress.js';

const step = { step: 'TRANSCRIBE', status: 'IN_PROGRESS', attempt: 2, progress: 0.4, depends_on: [] };
const ignore = (): void => undefined;

function draw(isStoppable: boolean): string {
  const recording = {
    id: '1',
    title: 'A talk',
    status: 'PROCESSING',
    state: 'in_progress',
    label: null,
    progress: 0.4,
    eta: null,
    eta_reason: null,
    expired_at: null,
    erased_at: null,
    outputs: [],
    waiting_for: [],
    processing_stages: [],
    source: { duration_seconds: 60 },
    run: { active: true, steps: [step] },
    allowed_actions: [{ action: 'cancel', target: null, allowed: isStoppable }],
  } as unknown as Recording;
  return drawView(<Again recording={recording} onSteps={ignore} actions={{ choose: ignore }} />, ignore).words;
}

describe('the bar of a new transcript', () => {
  it('says that the present result stays, and stops the run', () => {
    const shown = draw(true);
    for (const expected of [text.recording.work.newTranscript, text.recording.work.resultStays, text.actions.names.cancel])
      expect(shown).toContain(expected);
  });

  it('has no button that would be refused', () => {
    expect(draw(false)).not.toContain(text.actions.names.cancel);
  });
});
