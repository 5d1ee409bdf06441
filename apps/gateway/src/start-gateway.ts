import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId } from '@throughline/contracts';
import { closeOnSignals, createLogger, failpoint } from '@throughline/service-kit';
import { ulid } from 'ulid';
import type { GatewayConfig } from './config.js';
import { connectPorts } from './connect-ports.js';
import { buildGateway } from './build-gateway.js';
import { Sweeper } from './uploads/intake/sweeper.js';
import { retryUntilAvailable } from './projection/retry-until-available.js';
import { hashOf } from './people/tokens/token.js';
import type { TokenStore } from './people/tokens/token-store.js';

const FIRST_USER = 'owner';
const FLUSH_USES_MS = 10_000;
const FORGET_KEYS_MS = 10 * 60_000;
const ORPHANS_EVERY_MS = 3_600_000;
const CHANNELS_EVERY_MS = 5 * 60_000;
const BURST_SECONDS = 4;

/** Creates the user of the first start. A revoked token stays revoked. */
const ensureFirstUser = (tokens: TokenStore, bootstrapToken: string | undefined): Promise<string> =>
  tokens.ensureFirstUser({
    userId: ulid(),
    name: FIRST_USER,
    token:
      bootstrapToken === undefined
        ? undefined
        : { id: newId(), name: 'bootstrap', scopes: ['admin'], hash: hashOf(bootstrapToken), expiresAt: undefined },
  });

/** Starts the gateway of this process. Shuts down in order on SIGTERM and SIGINT. */
export async function startGateway(config: GatewayConfig): Promise<NestFastifyApplication> {
  const log = createLogger({ service: 'gateway', level: config.logLevel });
  const connected = await connectPorts(config, log, (what, task) => retryUntilAvailable(what, log, task));
  const ports = { ...connected.ports, failpoint, log, now: () => new Date() };
  await retryUntilAvailable('PostgreSQL', log, () => ensureFirstUser(ports.tokens, config.bootstrapToken));
  const { app, intakes, uploads, corrections, channels, authenticator } = await buildGateway(ports, {
    outputs: config.outputs,
    runDefaults: config.runDefaults,
    simulation: config.simulation,
    fetchAllowed: config.fetchAllowed,
    deletedKeepMs: config.deletedKeepMs,
    trustProxy: config.trustProxy,
    publicUrl: config.publicUrl,
    masterKey: config.masterKey,
    metricsToken: config.metricsToken,
    webDir: config.webDir,
    limits: {
      maxUploadBytes: config.maxUploadBytes,
      uploadIdleMs: config.uploadIdleMs,
      maxBodyBytes: config.maxBodyBytes,
      readDeadlineMs: config.readDeadlineMs,
      perToken: { perSecond: config.ratePerSecond, burst: config.ratePerSecond * BURST_SECONDS },
      perStranger: { perSecond: 1, burst: 30 },
      streamsPerUser: config.streamsPerUser,
      openUploadsPerUser: config.openUploadsPerUser,
    },
  });
  const sweeper = new Sweeper({ intakes, uploads, corrections, channels }, ports, log);
  const timers = [
    setInterval(() => void authenticator.flushUses(), FLUSH_USES_MS),
    setInterval(() => {
      ports.idempotency.removeExpired().catch((error: unknown) => {
        log.warn({ err: error }, 'could not remove expired idempotency keys');
      });
      ports.sessions.removeExpired().catch((error: unknown) => {
        log.warn({ err: error }, 'could not remove expired sign-ins');
      });
    }, FORGET_KEYS_MS),
  ];
  closeOnSignals(
    {
      close: async () => {
        for (const timer of timers) clearInterval(timer);
        await app.close();
        await sweeper.stop();
        await authenticator.flushUses();
        await connected.close();
      },
    },
    { name: 'gateway', logger: log },
  );
  await app.listen(config.httpPort, config.httpHost);
  sweeper.start({
    intakesEveryMs: config.sweepEveryMs,
    orphansEveryMs: ORPHANS_EVERY_MS,
    channelsEveryMs: CHANNELS_EVERY_MS,
    orphansOlderThanMs: config.orphanAgeMs,
  });
  log.info({ url: await app.getUrl() }, 'gateway is up');
  return app;
}
