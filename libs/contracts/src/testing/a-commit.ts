import type { AssetEvent } from '../asset/events.js';
import type { Commit } from '../commit/commit.js';
import { newId } from '../ids/ids.js';

export const aCommit = (events: readonly AssetEvent[], overrides: Partial<Commit> = {}): Commit => ({
  id: newId(),
  at: '2026-01-01T00:00:00.000Z',
  actor: { kind: 'service', id: 'spec' },
  causationId: 'cause',
  correlationId: 'correlation',
  events,
  ...overrides,
});
