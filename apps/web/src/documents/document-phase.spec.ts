import { findDocumentPhase } from './document-phase.js';

const calm: Parameters<typeof findDocumentPhase>[0] = {
  failed: false,
  needs_review: false,
  outputs: [],
  run: null,
  upload_summary: { total: 0, uploaded: 0, failed: 0, partial: false, unconfirmed: 0, follow_ups_failed: 0 },
  deleted_at: null,
  erased_at: null,
  expired_at: null,
};
const run = { active: true, steps: [] } as unknown as typeof calm.run;
const DAY = '2026-03-01T00:00:00Z';

describe('the order of the parts of a document', () => {
  it('has the result first, and the steps first while they run', () => {
    expect(findDocumentPhase(calm).side[0]).toBe('fields');
    expect(findDocumentPhase({ ...calm, run }).side[0]).toBe('steps');
  });

  it('asks for attention if a person is needed', () => {
    expect(findDocumentPhase(calm).attention).toBeUndefined();
    expect(findDocumentPhase({ ...calm, failed: true }).attention).toBe('failed');
    expect(findDocumentPhase({ ...calm, needs_review: true, run }).attention).toBe('review');
  });

  it('asks nothing about a document that is deleted or erased', () => {
    for (const gone of ['deleted_at', 'erased_at', 'expired_at'] as const)
      expect(findDocumentPhase({ ...calm, failed: true, run, [gone]: DAY })).toEqual({
        attention: undefined,
        side: findDocumentPhase(calm).side,
      });
  });
});
