import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import { AssetCommands, AssetImports, QuarantineCommands } from '@throughline/engine';
import { JetStreamDataKeys, JetStreamEventStore } from '@throughline/event-store';
import { readBrokerProblem, verifyMessagingStreams } from '@throughline/messaging';
import { Health, Metrics, connectNats, countAppends, runAfterReconnects, watchNats, type Logger } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { CONFIG } from '../../config.js';
import { READ_POOL } from '../../kit/database/bounded-pool.js';
import { retryUntilAvailable } from '../../kit/database/retry-until-available.js';
import { LOG } from '../../gateway-context.js';
import { provide, type Token } from '../../kit/provide.js';
import { registerBrokerMetrics } from './broker-metrics.js';
import { announceArrivals } from './announced-log.js';
import { Arrivals } from './arrivals.js';
import { GuardedCommands, createGuardedActs, createGuardedImports, LogGuard, readCheckpoints } from './log-guard.js';
import { HISTORY } from './history.js';

export const NATS: Token<NatsConnection> = Symbol('NatsConnection');
/** Logs a problem of the connection, which recovers by itself. */
export const ON_NATS_PROBLEM: Token<(error: unknown) => void> = Symbol('OnNatsProblem');
/** Returns the reason why NATS stores no messages, if one is known. */
export const BROKER_PROBLEM: Token<() => Promise<string | undefined>> = Symbol('BrokerProblem');
const ON_ARRIVAL_PROBLEM: Token<(error: unknown) => void> = Symbol('OnArrivalProblem');
const APPENDS: Token<ReturnType<typeof countAppends>> = Symbol('Appends');

interface StoreParts {
  readonly nc: NatsConnection;
  readonly keys: JetStreamDataKeys;
  readonly log: Logger;
  readonly onInterrupted: (error: unknown) => void;
}

/** A client waits for a command. It learns after this time that the broker does not answer, and sends the command again. */
const GIVE_UP_MS = 4_000;

const openStore = ({ nc, keys, log, onInterrupted }: StoreParts): Promise<JetStreamEventStore> =>
  retryUntilAvailable('NATS', log, async () => {
    await verifyMessagingStreams(nc);
    const opened = await JetStreamEventStore.open(nc, {
      keys,
      onInterrupted,
      readMs: GIVE_UP_MS,
      appendTimes: { answerMs: GIVE_UP_MS / 2, totalMs: GIVE_UP_MS },
    });
    await keys.verify();
    return opened;
  }).catch(async (error: unknown) => {
    await nc.close();
    throw error;
  });

/** The connection to NATS, and the log. */
@Module({
  providers: [
    provide(
      BROKER_PROBLEM,
      { config: CONFIG },
      ({ config: { natsMonitorUrl: url } }) =>
        () =>
          url === undefined ? Promise.resolve(undefined) : readBrokerProblem(url),
    ),
    provide(
      NATS,
      { config: CONFIG, log: LOG, health: Health, problem: BROKER_PROBLEM },
      async ({ config, log, health, problem }) => {
        const nc = await connectNats('gateway', config, log);
        watchNats(health, nc, problem);
        return nc;
      },
    ),
    provide(BusStrategy, { nc: NATS, log: LOG }, ({ nc, log }) => new BusStrategy(nc, log)),
    provide(ON_NATS_PROBLEM, { log: LOG }, ({ log }) => (error) => {
      log.warn({ err: error }, 'NATS reported a problem, continuing');
    }),
    provide(ON_ARRIVAL_PROBLEM, { log: LOG }, ({ log }) => (error) => {
      log.warn({ err: error }, 'could not end the arrival of an item, its library cannot be deleted for an hour');
    }),
    provide(
      JetStreamDataKeys,
      { nc: NATS, config: CONFIG },
      ({ nc, config: { masterKey } }) => new JetStreamDataKeys(nc, { masterKey }),
    ),
    provide(JetStreamEventStore, { nc: NATS, keys: JetStreamDataKeys, log: LOG, onInterrupted: ON_NATS_PROBLEM }, openStore),
    { provide: HISTORY, useExisting: JetStreamEventStore },
    provide(APPENDS, { store: JetStreamEventStore, metrics: Metrics }, ({ store, metrics }) => countAppends(store, metrics)),
    provide(
      LogGuard,
      { nc: NATS, store: JetStreamEventStore, pool: READ_POOL, log: LOG, onProblem: ON_NATS_PROBLEM },
      async ({ nc, store, pool, log, onProblem }) => {
        const guard = new LogGuard(store, () => readCheckpoints(pool));
        await retryUntilAvailable('PostgreSQL', log, () => guard.check());
        void runAfterReconnects(nc, () => void guard.check().catch(onProblem));
        return guard;
      },
    ),
    provide(
      AssetCommands,
      { nc: NATS, keys: JetStreamDataKeys, appends: APPENDS, guard: LogGuard, arrivals: Arrivals, onProblem: ON_ARRIVAL_PROBLEM },
      ({ nc, keys, appends, guard, arrivals, onProblem }) => {
        const commands = new GuardedCommands(announceArrivals(appends, arrivals, onProblem), guard);
        void runAfterReconnects(nc, () => {
          commands.forget();
        });
        keys.whenErased((assetId) => {
          commands.forget(assetId);
        });
        return commands;
      },
    ),
    provide(
      AssetImports,
      { store: JetStreamEventStore, appends: APPENDS, guard: LogGuard, arrivals: Arrivals, onProblem: ON_ARRIVAL_PROBLEM },
      ({ store, appends, guard, arrivals, onProblem }) =>
        createGuardedImports(announceArrivals(appends, arrivals, onProblem), { incarnation: () => store.incarnation() }, guard),
    ),
    provide(QuarantineCommands, { store: JetStreamEventStore, appends: APPENDS, guard: LogGuard }, ({ store, appends, guard }) =>
      createGuardedActs({ append: appends.append, messages: (id) => store.messages(id) }, guard),
    ),
  ],
  exports: [NATS, BROKER_PROBLEM, BusStrategy, ON_NATS_PROBLEM, HISTORY, AssetCommands, AssetImports, QuarantineCommands],
})
export class LogModule implements OnApplicationShutdown {
  constructor(
    @Inject(NATS) private readonly nc: NatsConnection,
    @Inject(LogGuard) guard: LogGuard,
    @Inject(Health) health: Health,
    @Inject(Metrics) metrics: Metrics,
  ) {
    registerBrokerMetrics(metrics, nc);
    health.add({
      name: 'log',
      check: async () => {
        // An operator may have repaired it meanwhile, by restoring the newer copy or by rebuilding the rows.
        if (guard.detail !== undefined) await guard.check();
        return guard.detail === undefined ? { ok: true } : { ok: false, detail: `log-restored: ${guard.detail}` };
      },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    // Closing twice, or without a broker, is harmless.
    await this.nc.drain().catch(() => undefined);
  }
}
