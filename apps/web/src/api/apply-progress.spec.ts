import type { Recording } from '@throughline/api-client';
import { applyProgress } from './apply-progress.js';

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

describe('live fields of an item', () => {
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
    eta_reason: 'queued' as const,
    queue_position: null,
    processing_stages: [{ stage_type: 'TRANSCRIBE', progress: 0.4, stalled: false }],
    outputs: [],
  };

  it('are merged into the item and its stages, and leave other parts unchanged', () => {
    const after = applyProgress(recording({ processing_stages: stages }), event);
    expect([after.progress, after.eta_reason]).toEqual([0.5, 'queued']);
    expect(after.processing_stages.map(({ stage_type, progress }) => [stage_type, progress])).toEqual([
      ['TRIM', 1],
      ['TRANSCRIBE', 0.4],
    ]);
  });

  it('are merged into the steps of a document by name', () => {
    const { processing_stages: _ofRecordings, ...item } = recording({});
    const document = {
      ...item,
      steps: [
        { step_name: 'hash_file', progress: 1 },
        { step_name: 'extract_text', progress: null },
      ],
    };
    const { processing_stages: _, ...rest } = event;
    const after = applyProgress(document, { ...rest, steps: [{ step_name: 'extract_text', progress: 0.5 }] });
    expect(after.steps).toEqual([
      { step_name: 'hash_file', progress: 1 },
      { step_name: 'extract_text', progress: 0.5 },
    ]);
    expect(after.progress).toBe(0.5);
  });

  it('are ignored if they belong to another revision', () => {
    const before = recording({ revision: '2', processing_stages: stages });
    expect(applyProgress(before, event)).toBe(before);
  });
});
