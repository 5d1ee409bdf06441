import type { ArtifactStore } from '@throughline/artifact-store';
import type { AssetCommands, QuarantineCommands } from '@throughline/engine';
import type { EventStore } from '@throughline/event-store';
import type { Leases } from '@throughline/messaging';
import type { Failpoint, Health, Logger, Metrics } from '@throughline/service-kit';
import type { ChannelStore } from './channels/channel-store.js';
import type { Mirrors } from './channels/mirrors/mirrors.js';
import type { UploadServiceClient } from './channels/upload-service-client.js';
import type { CredentialStore } from './credentials/credential-store.js';
import type { ConsentProvider, SecretStore } from './credentials/provider.js';
import type { IdempotencyStore } from './http/idempotency/idempotency-store.js';
import type { ForecastRows } from './items/estimates/forecast-rows.js';
import type { PastRows } from './items/history/past-rows.js';
import type { LiveProgress } from './live/live-progress.js';
import type { StallWatch } from './live/stall-watch.js';
import type { QuarantinedRows } from './operations/quarantine/quarantined.js';
import type { WorkerRegistry } from './operations/workers/worker-registry.js';
import type { SessionStore } from './people/sign-in/session-store.js';
import type { TokenStore } from './people/tokens/token-store.js';
import type { UserStore } from './people/users/user-store.js';
import type { ChangeFeed } from './projection/change-feed.js';
import type { ClientPositions } from './projection/client-positions.js';
import type { ProjectionChanges } from './projection/projected.js';
import type { ItemRows } from './projection/rows.js';
import type { UploadStore } from './uploads/upload-store.js';

/** The gateway's dependencies: real adapters in `main.ts`, in memory in specs. */
export interface GatewayPorts {
  readonly now: () => Date;
  readonly tokens: TokenStore;
  readonly sessions: SessionStore;
  readonly users: UserStore;
  readonly credentials: CredentialStore;
  readonly secrets: SecretStore;
  readonly consent: ConsentProvider;
  readonly channels: ChannelStore;
  readonly channelDesk: UploadServiceClient;
  /** The opener of the ports starts following these records. */
  readonly mirrors: Mirrors;
  readonly commands: AssetCommands;
  readonly acts: QuarantineCommands;
  readonly quarantined: QuarantinedRows;
  readonly artifacts: ArtifactStore;
  readonly rows: ItemRows;
  readonly forecastRows: ForecastRows;
  readonly sessionRows: ItemRows;
  readonly documentRows: ItemRows;
  readonly idempotency: IdempotencyStore;
  readonly changes: ChangeFeed;
  readonly projected: ProjectionChanges;
  readonly past: PastRows;
  readonly documentPast: PastRows;
  readonly partitions: number;
  readonly uploads: UploadStore;
  readonly freeBytes: () => Promise<number | undefined>;
  readonly live: LiveProgress;
  readonly stalls: StallWatch;
  readonly leases: Pick<Leases, 'isExpired'>;
  /** The log, for explanations that are made from the events themselves. */
  readonly history: Pick<EventStore, 'head' | 'load' | 'firstAfter' | 'incarnation'>;
  readonly shown: ClientPositions;
  readonly workers: WorkerRegistry;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly failpoint: Failpoint;
  readonly log: Logger;
}
