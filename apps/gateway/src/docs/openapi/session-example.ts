import { time } from './examples.js';
import type { Parameter } from './operation.js';

export const sessionId: Parameter = { name: 'id', in: 'path', description: 'Id of a session.', schema: { type: 'string' } };

export const sessionExample = {
  session_id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
  status: 'processing',
  terminal: false,
  progress: 13,
  estimated_completion: '2026-02-05T13:30:00.000Z',
  started_at: time,
  message: 'Processing audio...',
  duration_processed: 450,
  duration_total: 3_600,
  allowed: [],
  title: 'Weekly talk',
  audio_filename: 'weekly-talk.mp3',
  transcription_job_id: '53ba19eb-3943-5f5c-820c-f30cb61d4e47',
  failed_reason: null,
  retryable: null,
  processing_duration: null,
  speed: null,
  deleted_at: null,
  expires_at: null,
  expired_at: null,
  erased_at: null,
  allowed_actions: [
    { action: 'delete', target: null, allowed: true, code: null, reason: null, try_instead: null },
    {
      action: 'restore',
      target: null,
      allowed: false,
      code: 'not-deleted',
      reason: 'The item is not deleted.',
      try_instead: 'Go on with it: run it, or delete it.',
    },
    { action: 'erase', target: null, allowed: true, code: null, reason: null, try_instead: null },
  ],
  created_at: time,
  updated_at: time,
  revision: '41',
  stalled: false,
};
