import type { ArtifactStore, FreeBytes } from '@throughline/artifact-store';
import type { WorkMessage, WorkerService } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';
import type { Leases } from '@throughline/messaging';
import type { AssetCommands } from '../commands/asset-commands.js';
import type { WorkDispatcher } from '../dispatch/work-dispatcher.js';
import type { OnAttemptEnd } from './attempt-end.js';
import type { HandlerLookup } from './step-handler.js';
import type { WorkerLog } from './worker-log.js';

export interface StepWorkerParts {
  readonly service: WorkerService;
  readonly worker: string;
  readonly store: EventStore;
  readonly commands: AssetCommands;
  readonly dispatcher: WorkDispatcher;
  readonly leases: Leases;
  readonly artifacts: ArtifactStore;
  readonly handlerFor: HandlerLookup;
  readonly leaseTermMs: number;
  /** Time without progress after which a delivery frees its slot in the lane. Without it, it never does. */
  readonly stillAfterMs?: number;
  readonly failpoint: (name: string, scope?: string) => Promise<void>;
  readonly log: WorkerLog;
  readonly onAttemptEnd?: OnAttemptEnd;
  /** Throws `waiting` if the attempt has to wait for a quota of its library. Without it, no step waits for quotas. */
  readonly admit?: (attempt: Pick<WorkMessage, 'assetId' | 'step' | 'attemptId'>) => Promise<void>;
  /** Free bytes on the disk of a folder. Tests replace it by a full disk. */
  readonly freeBytes?: FreeBytes;
  readonly stopping: AbortSignal;
  readonly clock?: () => Date;
}
