import type { StackConfig } from '../config.js';
import { DataFolder } from '../data-folder/data-folder.js';
import { livingHolder } from '../data-folder/lock.js';
import { readSecrets } from '../data-folder/secrets.js';
import { GATEWAY_ROLE, roleUrl } from '../postgres/database.js';
import { readChildren, type KnownChild } from '../processes/child-record.js';
import { projectorEnvironment } from '../services/services.js';
import { readInstallation, type InstallationRecord } from './record.js';

/** A stack as it is seen from outside of its runner. */
export interface Installation {
  readonly dataDir: string;
  readonly freeBytes: number | undefined;
  /** The runner, while it lives. */
  readonly pid: number | undefined;
  /** Of the last start that got as far as its servers. */
  readonly record: InstallationRecord | undefined;
  readonly children: readonly KnownChild[];
  /** How to get in; undefined where nothing was started yet. */
  readonly access: Access | undefined;
}

/** Ways in with the least rights that serve: the gateway's for reading, the projector's for its own commands. */
export interface Access {
  readonly gatewayUrl: string;
  /** The first token, which the runner and `tl` use; no longer good where it was revoked. */
  readonly token: string;
  readonly nats: { readonly servers: string; readonly user: string; readonly pass: string };
  readonly databaseUrl: string;
  readonly projectorEnv: Readonly<Record<string, string>>;
}

/** Finds the data folder as the runner does. Makes nothing, starts nothing. */
export async function findInstallation(config: StackConfig): Promise<Installation> {
  const data = new DataFolder(config.dataDir);
  const record = await readInstallation(data);
  return {
    dataDir: data.path,
    freeBytes: await data.freeBytes().catch(() => undefined),
    pid: (await livingHolder(data.lock()))?.pid,
    record,
    children: await readChildren(data),
    access: record && (await accessTo(data, record)),
  };
}

async function accessTo(data: DataFolder, { ports }: InstallationRecord): Promise<Access | undefined> {
  const secrets = await readSecrets(data);
  if (!secrets) return undefined;
  const natsUrl = `nats://127.0.0.1:${ports.nats}`;
  return {
    gatewayUrl: `http://127.0.0.1:${ports.gateway}`,
    token: secrets.bootstrapToken,
    nats: { servers: natsUrl, user: 'gateway', pass: secrets.nats.gateway },
    databaseUrl: roleUrl(ports.postgres, GATEWAY_ROLE, secrets.postgres.gateway),
    projectorEnv: projectorEnvironment({ data, secrets, natsUrl, postgresPort: ports.postgres }),
  };
}
