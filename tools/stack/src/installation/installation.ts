import type { StackConfig } from '../config.js';
import { DataFolder } from '../data-folder/data-folder.js';
import { findLockHolder } from '../data-folder/lock.js';
import { readSecrets } from '../data-folder/secrets.js';
import { GATEWAY_ROLE, roleUrl } from '../postgres/database.js';
import { readChildren, type RecordedChild } from '../data-folder/child-record.js';
import { rebuildEnvironment } from '../services/services.js';
import { monitorUrl, readInstallation, type InstallationRecord } from './record.js';

/** A stack as other processes see it. */
export interface Installation {
  readonly dataDir: string;
  readonly freeBytes: number | undefined;
  readonly pid: number | undefined;
  /** Written by the last start that reached its servers. */
  readonly record: InstallationRecord | undefined;
  readonly children: readonly RecordedChild[];
  /** Undefined before the first start. */
  readonly access: Access | undefined;
}

/**
 * Addresses and credentials with the least rights that suffice: the gateway's for reading, those of `rebuild` and `verify` for
 * these commands.
 */
export interface Access {
  readonly gatewayUrl: string;
  /** The token of the first user, which the runner and `tl` use. It may have been revoked. */
  readonly token: string;
  readonly nats: { readonly servers: string; readonly user: string; readonly pass: string };
  /** Health and metrics of NATS. Undefined after a start of an older release. */
  readonly natsMonitorUrl: string | undefined;
  readonly databaseUrl: string;
  readonly rebuildEnv: Readonly<Record<string, string>>;
}

/** Finds the data folder as the runner does. Creates and starts nothing. */
export async function findInstallation(config: StackConfig): Promise<Installation> {
  const data = new DataFolder(config.dataDir);
  const record = await readInstallation(data);
  return {
    dataDir: data.path,
    freeBytes: await data.freeBytes().catch(() => undefined),
    pid: (await findLockHolder(data.lock()))?.pid,
    record,
    children: await readChildren(data),
    access: record && (await readAccess(data, record)),
  };
}

async function readAccess(data: DataFolder, { ports }: InstallationRecord): Promise<Access | undefined> {
  const secrets = await readSecrets(data);
  if (!secrets) return undefined;
  const natsUrl = `nats://127.0.0.1:${ports.nats}`;
  return {
    gatewayUrl: `http://127.0.0.1:${ports.gateway}`,
    token: secrets.bootstrapToken,
    nats: { servers: natsUrl, user: 'gateway', pass: secrets.nats.gateway },
    natsMonitorUrl: ports.monitor === undefined ? undefined : monitorUrl(ports.monitor),
    databaseUrl: roleUrl(ports.postgres, GATEWAY_ROLE, secrets.postgres.gateway),
    rebuildEnv: rebuildEnvironment({ data, secrets, natsUrl, postgresPort: ports.postgres }),
  };
}
