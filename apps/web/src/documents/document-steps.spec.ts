import type { DocumentStep } from '@throughline/api-client';
import { describeStep, describeSteps } from './document-steps.js';

const step = (step_name: string, status: DocumentStep['status'], more: Partial<DocumentStep> = {}): DocumentStep => ({
  step_name,
  group: 'main',
  status,
  started_at: status === 'pending' ? null : '2026-03-01T10:00:00.000Z',
  completed_at: status === 'success' ? '2026-03-01T10:00:20.000Z' : null,
  error_message: null,
  skip_reason: null,
  attempt: 1,
  retry_at: null,
  waiting_for: null,
  progress: null,
  details: null,
  updated_at: '2026-03-01T10:00:20.000Z',
  ...more,
});
const done = step('hash_file', 'success');

describe('the steps of a document in one line', () => {
  it('are their number and their time when all are done', () => {
    const skipped = step('extract_text', 'skipped', { started_at: null, skip_reason: 'no_text' });
    expect(describeSteps({ steps: [done, done, skipped] })).toBe('3 steps, 40 s');
  });

  it('name the running step with its progress', () => {
    expect(describeSteps({ steps: [done, step('extract_text', 'in_progress', { progress: 0.4 })] })).toBe(
      'Extract text: Running, 40 %',
    );
  });

  it('name a failed step before one that waits, also of a delivery', () => {
    const waits = step('extract_text', 'in_progress', { waiting_for: 'model', progress: 0.4 });
    expect(describeSteps({ steps: [done, waits] })).toBe('Extract text: Waiting');
    const failed = step('upload_to_archive', 'failure', { group: 'uploads' });
    expect(describeSteps({ steps: [done, waits, failed] })).toBe('Upload to archive: Failed');
  });

  it('say of a delivery what its output says', () => {
    const saysOf = (status: DocumentStep['status']) => describeStep(step('upload_to_archive', status, { group: 'uploads' }));
    expect([saysOf('pending'), saysOf('in_progress'), saysOf('success')]).toEqual(['Not started', 'Delivering', 'Delivered']);
    expect(describeStep(done)).toBe('Done');
  });

  it('count the steps between two of them', () => {
    expect(describeSteps({ steps: [done, step('extract_text', 'pending')] })).toBe('1 of 2 steps');
  });
});
