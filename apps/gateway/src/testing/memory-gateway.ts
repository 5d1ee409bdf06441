import { randomBytes } from 'node:crypto';
import { MemoryArtifactStore } from '@throughline/artifact-store/testing';
import { newId } from '@throughline/contracts';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { AllowList } from '@throughline/outgoing';
import { ulid } from 'ulid';
import { buildGateway, type Gateway } from '../build-gateway.js';
import type { GatewayLimits, GatewaySettings } from '../gateway-settings.js';
import { LiveProgress } from '../workers/live-progress.js';
import { UNLIMITED } from '../people/quotas/quota.js';
import { SimulationSettings } from '../workers/simulation/settings.js';
import type { Scope } from '../kit/http/access.js';
import { hashOf, newToken } from '../people/tokens/token.js';
import { backgroundWorkOf, type BackgroundWork } from './background-work.js';
import { adaptersOf, type GatewayPorts } from './gateway-ports.js';
import { requireDocumentedAnswers } from './documented-answers.js';
import { MemoryProjection } from './memory-projection.js';
import { MemoryItemRows } from './memory-rows.js';
import { MemorySearchIndex } from './memory-search-index.js';
import { SearchIndexer } from '../search/indexing/search-indexer.js';
import { createMemoryParts, type MemoryOptions, type MemoryParts } from './memory-parts.js';

export interface MemoryGateway extends Gateway, BackgroundWork {
  readonly store: MemoryEventStore;
  readonly artifacts: MemoryArtifactStore;
  readonly rows: MemoryItemRows;
  readonly projection: MemoryProjection;
  readonly ports: GatewayPorts;
  readonly live: LiveProgress;
  /** The index of the search, and what fills it. */
  readonly searchIndex: MemorySearchIndex;
  readonly search: SearchIndexer;
  /** Id of the first user, whose token has every scope. */
  readonly owner: string;
  readonly token: string;
  /** Creates a token; for a new user unless `userId` is given. */
  tokenFor(scopes: readonly Scope[], userId?: string): Promise<string>;
  close(): Promise<void>;
}

const LIMITS: GatewayLimits = {
  maxUploadBytes: 1_000_000,
  uploadIdleMs: 60_000,
  maxBodyBytes: 64 * 1024,
  readDeadlineMs: 60_000,
  perToken: { burst: 10_000, perSecond: 10_000 },
  perStranger: { burst: 10_000, perSecond: 10_000 },
  perFeed: { burst: 10_000, perSecond: 10_000 },
  perEmbed: { burst: 10_000, perSecond: 10_000 },
  perVisitor: { burst: 10_000, perSecond: 10_000 },
  streamsPerUser: 10_000,
  openUploadsPerUser: 50,
  librariesPerUser: 10_000,
};

const settingsOf = ({ limits, settings }: MemoryOptions): GatewaySettings => ({
  ...LIMITS,
  ...limits,
  outputs: [{ name: 'library', type: 'folder', settings: { folder: 'library' } }],
  outputPatterns: {},
  runDefaults: {},
  simulation: new SimulationSettings(false, 'none'),
  fetchAllowed: AllowList.nothing,
  deletedKeepMs: 30 * 86_400_000,
  quotas: UNLIMITED,
  sweepEveryMs: 600_000,
  orphanAgeMs: 86_400_000,
  trustProxy: false,
  publicUrl: undefined,
  masterKey: randomBytes(32),
  ...settings,
});

/** Builds the application over the parts, or over what stands in their place. */
export async function buildMemoryGateway(
  { ports, searchIndex }: Pick<MemoryParts, 'ports' | 'searchIndex'>,
  options: MemoryOptions,
): Promise<Gateway> {
  const gateway = await buildGateway({ ...ports, settings: settingsOf(options) }, adaptersOf(ports, searchIndex));
  requireDocumentedAnswers(gateway.app);
  return gateway;
}

/** Adds the first user to the parts. */
export async function enterGateway(gateway: Gateway, { users, tokens, ...parts }: MemoryParts): Promise<MemoryGateway> {
  const tokenFor = async (scopes: readonly Scope[], userId: string = ulid()): Promise<string> => {
    await users.add({ id: userId, name: `user-${userId}`, role: 'admin' });
    const token = newToken();
    const libraryId = (await users.find(userId))?.library.id ?? userId;
    await tokens.add({ id: newId(), userId, libraryId, name: 'spec', scopes, hash: hashOf(token), expiresAt: undefined });
    return token;
  };
  const owner = ulid();
  return {
    ...gateway,
    ...backgroundWorkOf(gateway.app),
    ...parts,
    search: gateway.app.get(SearchIndexer, { strict: false }),
    owner,
    token: await tokenFor(['admin'], owner),
    tokenFor,
    close: async () => {
      parts.close();
      await gateway.app.close();
    },
  };
}

/** Opens the complete gateway over in-memory ports, without listening. */
export async function openMemoryGateway(options: MemoryOptions = {}): Promise<MemoryGateway> {
  const parts = createMemoryParts(options);
  return enterGateway(await buildMemoryGateway(parts, options), parts);
}
