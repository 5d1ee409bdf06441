import { randomBytes } from 'node:crypto';
import {
  AccessTokens,
  CredentialVault,
  ServiceClient,
  createGoogleEndpoints,
  createOAuthProvider,
} from '@throughline/credentials';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { CloudFolderDestination } from '#src/cloud-folders/cloud-folder-destination.js';
import { DriveClient } from '#src/destinations/google-drive/drive-client.js';
import { DriveFolders } from '#src/destinations/google-drive/drive-folders.js';
import { readDriveLocation } from '#src/destinations/google-drive/settings.js';
import type { SessionDestination } from '#src/kit/destination.js';

const HOUR_MS = 3_600_000;

interface DriveOptions {
  /** Timeout of a connection and of each answer. Milliseconds. */
  readonly timeoutMs: number;
  /** False: an access token has to be requested first. */
  readonly hasToken: boolean;
}

/** Opens an output at a server that stands in for Google. The returned connection must be closed. */
export async function openDrive(
  origin: string,
  { timeoutMs, hasToken }: DriveOptions,
): Promise<{ readonly destination: SessionDestination; readonly line: ServiceClient }> {
  const line = new ServiceClient('Google', parseAllowedHosts('127.0.0.1'), { connectMs: timeoutMs, idleMs: timeoutMs });
  const vault = new CredentialVault(new MemoryKeyValueStore(), randomBytes(32));
  const access = { token: 'held', expiresAt: new Date(Date.now() + HOUR_MS).toISOString() };
  const secret = { v: 1, kind: 'oauth', grant: 'g', clientId: 'c', clientSecret: 's', refreshToken: 'r' } as const;
  await vault.rotate(1, hasToken ? { ...secret, access } : secret, 'absent' as never);
  const endpoints = createGoogleEndpoints(origin);
  const tokens = new AccessTokens({ vault, oauth: createOAuthProvider('google', { line, endpoints }) });
  const drive = new DriveClient({ line, apiUrl: endpoints.apiUrl, tokens, credential: 1 });
  const at = readDriveLocation({ credential: 1 });
  return { line, destination: new CloudFolderDestination(new DriveFolders({ at, drive, notes: new MemoryKeyValueStore() })) };
}
