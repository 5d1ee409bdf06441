import type { RecordingView } from '#src/client/views.js';

export const RECORDING_ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

/** A value with the fields that a test needs. */
export type Fixture<T> = T extends readonly (infer E)[]
  ? readonly Fixture<E>[]
  : T extends object
    ? { readonly [K in keyof T]?: Fixture<T[K]> }
    : T;

export const aRecording = (overrides: Fixture<RecordingView> = {}): RecordingView => {
  const recording: Fixture<RecordingView> = {
    id: RECORDING_ID,
    title: 'A talk',
    description: null,
    tags: [],
    needs_review: false,
    language: 'en',
    status: 'READY',
    label: null,
    terminal: true,
    failed: false,
    failed_at_stage: null,
    failed_reason: null,
    progress: 1,
    revision: '7',
    duplicate_of: null,
    source: { duration_seconds: null },
    created_at: '2026-02-05T10:00:00.000Z',
    run: { active: false },
    stalled: false,
    on_pause: false,
    pause_until: null,
    pause_reason: null,
    paused_by_name: null,
    waiting_for: [],
    cancelled_at: null,
    cancelled_by_name: null,
    cancel_reason: null,
    cancel_cause: null,
    imported_at: null,
    deleted_at: null,
    expires_at: null,
    expired_at: null,
    erased_at: null,
    retention: null,
    processing_stages: [],
    outputs: [],
    uploads: {},
    upload_summary: { total: 1, uploaded: 1, failed: 0, follow_ups_failed: 0 },
    ...overrides,
  };
  return recording as RecordingView;
};
