const time = '2026-02-05T10:00:00.000Z';
const id = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

export const recordingExample = {
  id,
  title: 'Weekly talk',
  file_name: 'weekly-talk.mp4',
  language: 'en',
  is_mapped: true,
  source: { kind: 'upload', size: 1_802_240, media_type: 'video/mp4' },
  status: 'PROCESSING',
  failed: false,
  failed_at_stage: null,
  failed_reason: null,
  failed_at: null,
  processing_stages: [
    {
      stage_type: 'TRANSCRIBE',
      status: 'IN_PROGRESS',
      failed: false,
      failed_at: null,
      failed_reason: null,
      skip_reason: null,
      attempt: 1,
      retry_at: null,
      progress: 0.4,
      started_at: time,
      completed_at: null,
    },
  ],
  outputs: [
    {
      id: 'library',
      target_type: 'folder',
      status: 'PENDING',
      target_meta: null,
      failed: false,
      failed_at: null,
      failed_reason: null,
      attempt: 0,
      retry_at: null,
      started_at: null,
      skip_reason: null,
      progress: null,
      uploaded_at: null,
      updated_at: time,
    },
  ],
  uploads: { folder: { status: 'pending', url: null, uploaded_at: null } },
  upload_summary: { total: 1, uploaded: 0, failed: 0, partial: false },
  ready_to_upload: false,
  is_runtime: true,
  can_run: false,
  can_pause: false,
  allowed_actions: [
    {
      action: 'run',
      allowed: false,
      code: 'already-running',
      reason: 'A run is active on this item.',
      try_instead: 'Wait until it has ended.',
    },
  ],
  progress: 0.35,
  run: { id: '7d1f8a3e-5a1c-5b5e-9c66-0d4a2f6f5a10', started_at: time, active: true },
  created_at: time,
  updated_at: time,
  revision: '118',
  quarantined: false,
} as const;

export const eventExample = {
  id: '118.0',
  type: 'StepStarted',
  step: 'TRANSCRIBE',
  status_after: 'PROCESSING',
  failed_after: false,
  message: 'TRANSCRIBE started, attempt 1',
  detail: { step: 'TRANSCRIBE', worker: 'processing-1' },
  actor: { kind: 'service', id: 'processing-1' },
  occurred_at: time,
  recorded_at: time,
};

export const artifactExample = {
  name: 'transcript.srt',
  role: 'subtitles',
  media_type: 'application/x-subrip',
  size: 4_210,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  url: `/api/v1/recordings/${id}/artifacts/transcript.srt`,
};

export const tokenExample = {
  id: '0199f5a0-5aaa-7000-8000-0d4a2f6f5a10',
  name: 'my laptop',
  scopes: ['read', 'write'],
  created_at: time,
  expires_at: null,
  last_used_at: time,
};
