import { findRowAction, type ActionFields, type RowAction } from './row-action.js';

const item = (change: Partial<ActionFields>): ActionFields => ({
  kind: 'recording',
  state: 'ready',
  values_to_check: 0,
  can_retry: false,
  failed_at_stage: null,
  source: { kind: 'upload', source_id: null, size: null },
  ...change,
});

describe('the action at the end of a row', () => {
  it.each<[string, RowAction | undefined, Partial<ActionFields>]>([
    ['a document with values to check', 'review', { kind: 'document', values_to_check: 2 }],
    ['a document without them', undefined, { kind: 'document' }],
    ['a failed document with them', 'retry', { kind: 'document', state: 'failed', values_to_check: 2, can_retry: true }],
    ['an unconfirmed delivery', 'confirm', { state: 'unconfirmed' }],
    ['a failed transcription', 'retry', { state: 'failed', can_retry: true, failed_at_stage: 'transcribe' }],
    ['a failure whose run is refused', undefined, { state: 'failed', failed_at_stage: 'transcribe' }],
    ['an uploaded file that cannot be read', undefined, { state: 'failed', can_retry: true, failed_at_stage: 'download' }],
    [
      'an address that did not answer',
      'retry',
      { state: 'failed', can_retry: true, failed_at_stage: 'download', source: { kind: 'url', source_id: null, size: null } },
    ],
    ['a partial delivery', 'retry', { state: 'partial', can_retry: true }],
    ['a failed session', 'retry', { kind: 'session', state: 'failed', can_retry: true, failed_at_stage: 'transcribe' }],
    ['a session whose failure is final', undefined, { kind: 'session', state: 'failed', failed_at_stage: 'transcribe' }],
    ['an item in progress', undefined, { state: 'in_progress' }],
    ['a deleted item', undefined, { state: 'deleted', values_to_check: 1 }],
  ])('is for %s: %p', (_, action, change) => {
    expect(findRowAction(item(change))).toBe(action);
  });
});
