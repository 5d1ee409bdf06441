import type { Lease } from '../lease/lease.js';
import type { Timer } from '../timer/timer.js';
import type { WorkMessage } from '../work/work-message.js';
import { SAMPLE_ASSET, SAMPLE_ATTEMPT, SAMPLE_RUN, sampleArtifact } from './samples.js';

/* One sample of the current version of every message, with every optional field. Golden files are written from these once. */

export const sampleWork: WorkMessage = {
  v: 1,
  minReader: 1,
  assetId: SAMPLE_ASSET,
  step: 'TRANSCRIBE',
  attempt: 2,
  attemptId: SAMPLE_ATTEMPT,
  service: 'processing',
  lane: 'speech',
  revision: '42',
  foldVersion: 1,
  state: { phase: 'example' },
  inputs: [sampleArtifact],
  correlationId: SAMPLE_RUN,
};

export const sampleLease: Lease = {
  v: 1,
  assetId: SAMPLE_ASSET,
  step: 'TRANSCRIBE',
  attemptId: SAMPLE_ATTEMPT,
  worker: 'processing-host-1a2b3c4d',
  state: 'held',
  termMs: 30_000,
  startedAt: '2026-01-01T00:00:00.000Z',
  progress: { fraction: 0.5, phase: 'transcribing', done: 30.5, total: 61, unit: 'seconds' },
};

export const sampleTimer: Timer = {
  v: 1,
  service: 'processing',
  assetId: SAMPLE_ASSET,
  purpose: 'retry:TRANSCRIBE',
  dueAt: '2026-01-01T00:00:05.000Z',
};
