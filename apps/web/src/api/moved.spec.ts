import type { Recording } from './answers.js';
import { moved } from './moved.js';

const recording = (part: Partial<Recording>): Recording =>
  ({
    id: 'a',
    revision: '1',
    updated_at: '2026-11-20T10:00:00.000Z',
    progress: 0.1,
    processing_stages: [],
    outputs: [],
    ...part,
  }) as unknown as Recording;

describe('what moves without a commit', () => {
  const stages = [
    { stage_type: 'TRIM', progress: 1 },
    { stage_type: 'TRANSCRIBE', progress: 0.1 },
  ] as unknown as Recording['processing_stages'];
  const event = {
    id: 'a',
    revision: '1',
    progress: 0.5,
    stalled: false,
    eta: null,
    eta_reason: 'no-history',
    queue_position: null,
    processing_stages: [{ stage_type: 'TRANSCRIBE', progress: 0.4, stalled: false }],
    outputs: [],
  };

  it('is laid over the item, its stages too, and leaves the others as they are', () => {
    const after = moved(recording({ processing_stages: stages }), event);
    expect([after.progress, after.eta_reason]).toEqual([0.5, 'no-history']);
    expect(after.processing_stages.map(({ stage_type, progress }) => [stage_type, progress])).toEqual([
      ['TRIM', 1],
      ['TRANSCRIBE', 0.4],
    ]);
  });

  it('is laid over the steps of a document by their names', () => {
    const { processing_stages: _ofRecordings, ...item } = recording({});
    const document = {
      ...item,
      steps: [
        { step_name: 'hash_file', progress: 1 },
        { step_name: 'extract_text', progress: null },
      ],
    };
    const { processing_stages: _, ...rest } = event;
    const after = moved(document, { ...rest, steps: [{ step_name: 'extract_text', progress: 0.5 }] });
    expect(after.steps).toEqual([
      { step_name: 'hash_file', progress: 1 },
      { step_name: 'extract_text', progress: 0.5 },
    ]);
    expect(after.progress).toBe(0.5);
  });

  it('changes nothing of another revision', () => {
    const before = recording({ revision: '2', processing_stages: stages });
    expect(moved(before, event)).toBe(before);
  });
});
