import type { ItemKind } from '../item-kind.js';

const at = '2026-02-05T10:00:00.000Z';
const started = {
  id: '1042.0',
  position: '1042',
  index: 0,
  at,
  type: 'StepStarted',
  step: 'TRANSCRIBE',
  message: 'Transcription started on processing-host-1a2b3c4d',
};
const status = {
  recording: {
    status: 'PROCESSING',
    rule: {
      id: 'AGG-05',
      says: 'A stage is in progress.',
      looked_at: [{ fact: 'stageInProgress', says: 'a stage is in progress', value: true, since: started }],
    },
    not_considered: [{ id: 'AGG-09', says: 'Every output is delivered.' }],
  },
  document: {
    status: 'PROCESSING',
    rule: {
      id: 'AGG-05',
      says: 'A stage is in progress.',
      looked_at: [{ fact: 'stageInProgress', says: 'a stage is in progress', value: true, since: started }],
    },
    not_considered: [{ id: 'AGG-09', says: 'Every output is delivered.' }],
  },
  session: {
    status: 'processing',
    rule: {
      id: 'PRG-07',
      says: 'Its run is active, and a worker has begun.',
      looked_at: [{ fact: 'runActive', says: 'its run is active', value: true, since: started }],
    },
    not_considered: [{ id: 'PRG-08', says: 'Its transcript is complete.' }],
  },
};

export const explanationExample = ({ noun, example }: ItemKind): object => ({
  [`${noun}_id`]: example['id'] ?? example['session_id'],
  revision: example['revision'],
  explained_at: at,
  status: { ...status[noun], lost: [], follows_from: [started], since: started },
  failure: {
    failed: false,
    step: null,
    code: null,
    at: null,
    reason: null,
    rule: { id: 'FLR-15', says: 'The newest run was not rolled back, and not every output has failed.', looked_at: [] },
    lost: [],
    not_considered: [],
    follows_from: [],
    since: null,
  },
  deleted_at: null,
  expires_at: null,
  expired_at: null,
  erased_at: null,
  duplicate_of: null,
  run: {
    code: 'active',
    says: 'A run is active.',
    since: at,
    reason: null,
    config_sources: { 'transcription.enable_transcription': 'default', outputs: 'template' },
  },
  steps: [
    {
      step: 'TRANSCRIBE',
      kind: 'stage',
      service: 'processing',
      lane: 'speech',
      code: 'running',
      says: 'Attempt 1 is running on processing-host-1a2b3c4d. It is ended after 15 min without progress.',
      attempt: 1,
      worker: 'processing-host-1a2b3c4d',
      since: at,
      until: null,
      depends_on: [],
      for: null,
      message: null,
      lease: {
        state: 'alive',
        says: 'processing-host-1a2b3c4d is alive: its last heartbeat is 2.1 s old. At 30 %.',
        worker: 'processing-host-1a2b3c4d',
        heartbeat_at: at,
        heartbeat_age_ms: 2_100,
        term_ms: 20_000,
        progress: 0.3,
        progress_at: null,
      },
      lane_service: {
        state: 'unserved',
        says: 'No other worker serves lane processing/speech.',
        workers: 0,
        concurrency: 0,
        busy: 0,
        since: null,
      },
    },
  ],
  allowed_actions: example['allowed_actions'],
  settings: [],
  retention: { code: 'none', says: 'No setting of retention applies, so the item is kept.', since: null, plan: null },
  projection: {
    state: 'current',
    says: 'Lists and items show this state.',
    revision: example['revision'],
    behind: 0,
  },
});
