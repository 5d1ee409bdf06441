import { newId, type Lease, type Timer, type WorkMessage } from '@throughline/contracts';

export const aWorkMessage = (overrides: Partial<WorkMessage> = {}): WorkMessage => ({
  v: 1,
  minReader: 1,
  assetId: newId(),
  step: 'TRANSCRIBE',
  attempt: 1,
  attemptId: newId(),
  service: 'processing',
  lane: 'speech',
  revision: '7',
  foldVersion: 1,
  state: { status: 'PROCESSING' },
  inputs: [],
  correlationId: 'correlation',
  ...overrides,
});

export const aLease = (overrides: Partial<Lease> = {}): Omit<Lease, 'v' | 'state'> => ({
  assetId: newId(),
  step: 'TRANSCRIBE',
  attemptId: newId(),
  worker: 'worker-1',
  termMs: 2_000,
  startedAt: '2026-01-01T00:00:00.000Z',
  progress: { fraction: 0 },
  ...overrides,
});

export const aTimer = (overrides: Partial<Timer> = {}): Timer => ({
  v: 1,
  service: 'processing',
  assetId: newId(),
  purpose: 'retry',
  dueAt: '2026-01-01T00:00:00.000Z',
  ...overrides,
});
