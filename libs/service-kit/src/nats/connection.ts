import { connect, type NatsConnection } from '@nats-io/transport-node';
import { inboxPrefix } from '@throughline/contracts';
import type { Health } from '../health/health.js';
import type { Logger } from '../logging/logger.js';

export interface NatsSettings {
  readonly natsUrl: string;
  readonly natsUser: string | undefined;
  readonly natsPassword: string | undefined;
}

/** The oldest supported server version, because of stream metadata and multiple consumer filters. */
const FLOOR = [2, 10] as const;

const isOldServer = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < FLOOR[0] || (major === FLOOR[0] && minor < FLOOR[1]);
};

/**
 * Connects to NATS. Waits for the first connection and reconnects without a limit, because a missing broker is no failure of
 * the service.
 */
export async function connectNats(service: string, settings: NatsSettings, logger: Logger): Promise<NatsConnection> {
  const nc = await connect({
    servers: settings.natsUrl.split(','),
    name: service,
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 100,
    pingInterval: 5_000,
    maxPingOut: 2,
    ignoreAuthErrorAbort: true,
    // A stack trace for each request costs more than the request. Our own errors say what was asked.
    noAsyncTraces: true,
    ...loginOf(settings),
  });
  const version = nc.info?.version ?? '0';
  if (isOldServer(version)) {
    await nc.close();
    throw new Error(`nats-server ${version} is too old: ${FLOOR.join('.')} or newer is needed`);
  }
  void logStatus(nc, logger);
  return nc;
}

function loginOf({
  natsUser: user,
  natsPassword,
}: NatsSettings): { user: string; pass: string; inboxPrefix: string } | undefined {
  return user === undefined ? undefined : { user, pass: natsPassword ?? '', inboxPrefix: inboxPrefix(user) };
}

async function logStatus(nc: NatsConnection, logger: Logger): Promise<void> {
  for await (const status of nc.status()) {
    if (status.type === 'disconnect') logger.warn('lost the connection to NATS, waiting');
    else if (status.type === 'reconnect') logger.info('reconnected to NATS');
    else if (status.type === 'error') logger.warn({ err: status.error }, 'NATS reports an error');
  }
}

/** Calls `run` after each reconnect, because cached data may be outdated then. */
export async function runAfterReconnects(nc: NatsConnection, run: () => void): Promise<void> {
  for await (const status of nc.status()) if (status.type === 'reconnect') run();
}

/** `problem` tells why the server stores no messages, although it answers. */
export function watchNats(health: Health, nc: NatsConnection, problem?: () => Promise<string | undefined>): void {
  health.add({
    name: 'nats',
    check: async () => {
      const [refusal] = await Promise.all([problem?.(), nc.rtt()]);
      return refusal === undefined ? { ok: true } : { ok: false, detail: `NATS stores no messages: ${refusal}` };
    },
  });
}
