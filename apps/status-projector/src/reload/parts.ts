import type { EventStore } from '@throughline/event-store';
import type { Pool } from 'pg';
import type { Fold } from '../fold/fold.js';
import type { ProjectorLog } from '../write/projector-log.js';

export interface ReloadParts {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'load' | 'partitions'>;
  readonly fold: Fold;
  readonly log: ProjectorLog;
}
