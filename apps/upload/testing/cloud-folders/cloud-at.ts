import { randomBytes } from 'node:crypto';
import {
  AccessTokens,
  CredentialVault,
  ServiceClient,
  createOAuthProvider,
  type OAuthEndpoints,
  type OAuthType,
} from '@throughline/credentials';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { CloudFolderDestination } from '#src/cloud-folders/cloud-folder-destination.js';
import type { CloudStorage } from '#src/cloud-folders/cloud-storage.js';
import { PathFolders } from '#src/cloud-folders/path-folders.js';
import type { SessionDestination } from '#src/kit/destination.js';

const HOUR_MS = 3_600_000;
const CREDENTIAL = 1;

export interface CloudAtService {
  readonly type: OAuthType;
  readonly label: string;
  readonly endpoints: OAuthEndpoints;
  readonly createStorage: (access: { line: ServiceClient; tokens: AccessTokens; credential: number }) => CloudStorage;
}

/** Opens an output, with a valid access token, at a server that stands in for a cloud storage. Close the connection. */
export async function openCloudAt(
  { type, label, endpoints, createStorage }: CloudAtService,
  timeoutMs: number,
): Promise<{ readonly destination: SessionDestination; readonly line: ServiceClient }> {
  const line = new ServiceClient(label, parseAllowedHosts('127.0.0.1'), { connectMs: timeoutMs, idleMs: timeoutMs });
  const vault = new CredentialVault(new MemoryKeyValueStore(), randomBytes(32));
  const access = { token: 'held', expiresAt: new Date(Date.now() + HOUR_MS).toISOString() };
  const grant = { v: 1, kind: 'oauth', grant: 'g', service: type, clientId: 'c', clientSecret: 's', refreshToken: 'r' } as const;
  await vault.rotate(CREDENTIAL, { ...grant, access }, 'absent' as never);
  const tokens = new AccessTokens({ vault, oauth: createOAuthProvider(type, { line, endpoints }) });
  const storage = createStorage({ line, tokens, credential: CREDENTIAL });
  const at = { credential: CREDENTIAL, folder: 'Talks' };
  return {
    line,
    destination: new CloudFolderDestination(
      new PathFolders({ type, output: 'out', at, storage, notes: new MemoryKeyValueStore() }),
    ),
  };
}
